#!/bin/sh
# Installs the clients that the tests run below $1, each with npm in a directory of its own; nothing is put elsewhere.
# tests/lock has them, with hashes: the first and the last two versions that src/vxenv/catalogue/data/clients.toml knows.
set -eu

for lock in "$(dirname "$0")"/lock/claude-*; do
  version=${lock##*/claude-}
  here="$1/$version"
  if [ -e "$here/installed" ]; then continue; fi # not before all of it is there: this may be interrupted
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so Claude Code $version is not installed; its tests will be skipped" >&2
    continue
  fi
  mkdir -p "$here"
  cp "$lock/package.json" "$lock/package-lock.json" "$here"
  # Two hundred megabytes each are not worth keeping twice.
  npm install --prefix "$here" --cache "$here/cache" --ignore-scripts --no-save --no-audit --no-fund \
    --no-update-notifier --loglevel=error >/dev/null || {
    echo "Claude Code $version could not be installed; its tests will be skipped" >&2
    rm -rf "$here"
    continue
  }
  rm -rf "$here/cache"
  # All that the package's own script does is to put the program of this platform in the place of a stand-in.
  for program in "$here"/node_modules/@anthropic-ai/claude-code-*/claude; do
    if [ -x "$program" ]; then ln -f "$program" "$here/node_modules/@anthropic-ai/claude-code/bin/claude.exe"; fi
  done
  touch "$here/installed"
done
