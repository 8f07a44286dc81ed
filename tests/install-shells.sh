#!/bin/sh
# Installs below $1 the shells that few systems have in a recent version, each in a directory of its own, and links
# their programs into $1/shells, where the tests look first.
set -eu

mkdir -p "$1/shells"
if [ ! -x "$1/xonsh/bin/xonsh" ]; then
  "$1/bin/python" -m venv "$1/xonsh"
  "$1/xonsh/bin/python" -m pip --disable-pip-version-check --no-cache-dir --quiet install xonsh ||
    echo "xonsh could not be installed; its tests will be skipped" >&2
fi
if [ -x "$1/xonsh/bin/xonsh" ]; then ln -sf ../xonsh/bin/xonsh "$1/shells/xonsh"; fi

if [ ! -x "$1/nushell/node_modules/.bin/nu" ]; then
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so nushell is not installed; its tests will be skipped" >&2
    exit 0
  fi
  mkdir -p "$1/nushell"
  npm install --prefix "$1/nushell" --no-audit --no-fund --no-update-notifier --loglevel=error nushell >/dev/null ||
    echo "nushell could not be installed; its tests will be skipped" >&2
fi
# The program itself: what npm puts in front of it is node, which takes a while and does not hand on all bytes.
for program in "$1"/nushell/node_modules/@nushell/*/bin/nu; do
  if [ -x "$program" ]; then ln -sf "..${program#"$1"}" "$1/shells/nu"; fi
done
