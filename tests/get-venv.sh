#!/bin/sh
# Gets Python's venv module on a Debian that lacks it.
set -eu

as_root=""
[ "$(id -u)" -eq 0 ] || as_root="sudo -n"
$as_root apt-get update -qq
$as_root apt-get install -y -qq python3-venv
