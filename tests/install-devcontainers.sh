#!/bin/sh
# Install below $1 the reference implementation of dev containers, for tests. tests/lock has its version and hash; no
# package script is run.
set -eu

lock=$(dirname "$0")/lock/devcontainers
here="$1/devcontainers"
if cmp -s "$lock/package.json" "$here/package.json" && [ -d "$here/node_modules" ]; then exit 0; fi
if ! command -v npm >/dev/null 2>&1; then
  echo "npm is not there, so @devcontainers/cli is not installed; its tests will be skipped" >&2
  exit 0
fi
rm -rf "$here"
mkdir -p "$here"
cp "$lock/package.json" "$lock/package-lock.json" "$here"
npm install --prefix "$here" --ignore-scripts --no-save --no-audit --no-fund --no-update-notifier --loglevel=error \
  >/dev/null || {
  echo "@devcontainers/cli could not be installed; its tests will be skipped" >&2
  rm -rf "$here"
}
