#!/bin/sh
# Gets the YAML language server for the tests, where npm is; without it, they are skipped.
# $1 is the folder it goes to.
set -eu

version=1.25.0
[ -e "$1/$version" ] && exit 0
if ! command -v npm >/dev/null 2>&1; then
    echo "npm isn't installed: the tests with the YAML language server will be skipped"
    exit 0
fi
mkdir -p "$1"
if npm install --prefix "$1" --no-save --no-package-lock --no-audit --no-fund --ignore-scripts --loglevel error \
    "yaml-language-server@$version"; then
    touch "$1/$version"
else
    echo "the YAML language server can't be had now: its tests will be skipped"
fi
