#!/bin/sh
# Install below $1 the newest direnv, mise and ccusage that the registries have: mise and ccusage from npm, direnv from
# Debian's unstable distribution, whatever this system's is. Nothing outside of $1 is changed. A peer that cannot be installed is searched
# on PATH by the benchmarks.
set -u

mkdir -p "$1/bin" "$1/apt/lists/partial" "$1/apt/cache/archives/partial"
at=$(cd "$1" && pwd)

npm install --prefix "$at" --no-audit --no-fund --no-update-notifier --loglevel=error @jdxcode/mise@latest >/dev/null ||
  echo "mise could not be installed" >&2

# The newest of this platform, which the registry may have later than the wrapper.
platform=$(node -p 'process.platform + "-" + process.arch')
version=$(npm view "@ccusage/ccusage-$platform" version --loglevel=error) &&
  npm install --prefix "$at" --no-audit --no-fund --no-update-notifier --loglevel=error "ccusage@$version" >/dev/null &&
  chmod +x "$at/node_modules/@ccusage/ccusage-$platform/bin/ccusage" &&
  ln -sf "../node_modules/@ccusage/ccusage-$platform/bin/ccusage" "$at/bin/ccusage" ||
  echo "ccusage could not be installed" >&2

# apt with lists of its own, so that the system's sources stay as they are.
apt() {
  tool=$1
  shift
  "$tool" -o Dir::Etc::sourcelist="$at/apt/sources.list" -o Dir::Etc::sourceparts=- -o Dir::State="$at/apt" \
    -o Dir::State::status="$at/apt/status" -o Dir::Cache="$at/apt/cache" -o APT::Sandbox::User=root \
    -o Acquire::Languages=none -qq "$@"
}
# shellcheck disable=SC2016 # apt replaces it
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' 'Label: Debian' | head -n 1)
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror sid main" >"$at/apt/sources.list"
: >"$at/apt/status"
rm -f "$at"/apt/*.deb
if apt apt-get update && (cd "$at/apt" && apt apt-get download direnv) && dpkg -x "$at"/apt/direnv_*.deb "$at/apt/direnv"; then
  # The package may need a newer libc than this system's.
  if "$at/apt/direnv/usr/bin/direnv" version >/dev/null; then
    cp "$at/apt/direnv/usr/bin/direnv" "$at/bin/direnv"
  fi
else
  echo "direnv could not be installed" >&2
fi
rm -rf "$at/apt"
