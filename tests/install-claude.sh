#!/bin/sh
# Installs the clients that the tests run below $1, each with npm in a directory of its own; nothing is put elsewhere.
# The first and the last version that src/vxenv/domain/clients.toml knows.
set -eu

for version in 2.1.197 2.1.330; do
  here="$1/$version"
  if [ -x "$here/node_modules/.bin/claude" ]; then continue; fi
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so Claude Code $version is not installed; its tests will be skipped" >&2
    continue
  fi
  mkdir -p "$here"
  # Two hundred megabytes each are not worth keeping twice.
  npm install --prefix "$here" --cache "$here/cache" --no-audit --no-fund --no-update-notifier --loglevel=error \
    "@anthropic-ai/claude-code@$version" >/dev/null ||
    echo "Claude Code $version could not be installed; its tests will be skipped" >&2
  rm -rf "$here/cache"
done
