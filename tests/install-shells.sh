#!/bin/sh
# Install below $1 the shells that few systems have in a recent version, each in its own directory, and link
# their programs into $1/shells, which the tests search first. tests/lock has the versions and hashes; no package
# script is run.
set -eu

locks=$(dirname "$0")/lock
mkdir -p "$1/shells"
if ! cmp -s "$locks/xonsh.txt" "$1/xonsh/lock.txt"; then
  "$1/bin/python" -m venv "$1/xonsh"
  if "$1/xonsh/bin/python" -m pip --disable-pip-version-check --no-cache-dir --quiet install \
    --require-hashes --only-binary :all: --requirement "$locks/xonsh.txt"; then
    cp "$locks/xonsh.txt" "$1/xonsh/lock.txt"
  else
    echo "xonsh could not be installed; its tests will be skipped" >&2
  fi
fi
if [ -x "$1/xonsh/bin/xonsh" ]; then ln -sf ../xonsh/bin/xonsh "$1/shells/xonsh"; fi

if ! cmp -s "$locks/nushell/package.json" "$1/nushell/package.json" ||
  [ ! -x "$1/nushell/node_modules/.bin/nu" ]; then
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so nushell is not installed; its tests will be skipped" >&2
    exit 0
  fi
  rm -rf "$1/nushell"
  mkdir -p "$1/nushell"
  cp "$locks/nushell/package.json" "$locks/nushell/package-lock.json" "$1/nushell"
  # Not `npm ci`, which requires the packages of all platforms in the lock.
  npm install --prefix "$1/nushell" --ignore-scripts --no-save --no-audit --no-fund --no-update-notifier \
    --loglevel=error >/dev/null ||
    echo "nushell could not be installed; its tests will be skipped" >&2
fi
# The program itself: npm's wrapper runs node, which is slow and does not pass on all bytes.
for program in "$1"/nushell/node_modules/@nushell/*/bin/nu; do
  if [ -x "$program" ]; then ln -sf "..${program#"$1"}" "$1/shells/nu"; fi
done
