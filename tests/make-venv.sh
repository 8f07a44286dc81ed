#!/bin/sh
# Create the virtual environment $2 with the Python $1. Debian has venv in a separate package.
set -eu
if ! "$1" -c 'import ensurepip, venv' 2>/dev/null && command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -ne 0 ]; then
    echo "this Python has no venv; to install it: sudo apt-get install python3-venv" >&2
    exit 1
  fi
  apt-get update -qq
  apt-get install -y -qq python3-venv >/dev/null
fi
"$1" -m venv "$2"
