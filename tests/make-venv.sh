#!/bin/sh
# Makes the virtual environment $2 with the Python $1. Debian keeps venv in a package of its own.
set -eu
if ! "$1" -c 'import ensurepip, venv' 2>/dev/null; then
  if command -v apt-get >/dev/null 2>&1; then
    as_root=
    if [ "$(id -u)" -ne 0 ]; then as_root=sudo; fi
    $as_root apt-get update -qq
    $as_root apt-get install -y -qq python3-venv >/dev/null
  fi
fi
"$1" -m venv "$2"
