#!/bin/sh
# Gets a browser for the tests where there is none: the system's Chromium if it can be installed, else Playwright's.
# $1 is the folder of the virtual environment's commands.
set -eu

for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
"$1/python" -m tests.browser && exit 0

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $as_root apt-get update -qq && $as_root apt-get install -y -qq chromium; then
    exit 0
fi
"$1/playwright" install --with-deps chromium
