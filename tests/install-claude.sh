#!/bin/sh
# Install the tested Claude Code versions below $1, each with npm in its own directory; no other directory changes.
# tests/lock lists them with hashes: the first and the last two versions in src/vxenv/catalogue/data/clients.toml.
set -eu

for lock in "$(dirname "$0")"/lock/claude-*; do
  version=${lock##*/claude-}
  here="$1/$version"
  if [ -e "$here/installed" ]; then continue; fi # created last, because an installation may be interrupted
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so Claude Code $version is not installed; its tests will be skipped" >&2
    continue
  fi
  mkdir -p "$here"
  cp "$lock/package.json" "$lock/package-lock.json" "$here"
  # Remove the second copy of two hundred megabytes.
  npm install --prefix "$here" --cache "$here/cache" --ignore-scripts --no-save --no-audit --no-fund \
    --no-update-notifier --loglevel=error >/dev/null || {
    echo "Claude Code $version could not be installed; its tests will be skipped" >&2
    rm -rf "$here"
    continue
  }
  rm -rf "$here/cache"
  # The package's own script only replaces a stub by this platform's program.
  for program in "$here"/node_modules/@anthropic-ai/claude-code-*/claude; do
    if [ -x "$program" ]; then ln -f "$program" "$here/node_modules/@anthropic-ai/claude-code/bin/claude.exe"; fi
  done
  touch "$here/installed"
done
