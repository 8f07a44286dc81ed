#!/bin/sh
# Install below $1 the shells that few systems have in a recent version, and ccusage, each in its own directory, and
# link their programs into $1/shells, which the tests search first. tests/lock has the versions and hashes; no
# package script is run.
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

install_from_npm() { # DIRECTORY NAME
  if cmp -s "$locks/$2/package.json" "$1/$2/package.json" && [ -e "$1/$2/node_modules/.bin" ]; then return; fi
  if ! command -v npm >/dev/null 2>&1; then
    echo "npm is not there, so $2 is not installed; its tests will be skipped" >&2
    return
  fi
  rm -rf "${1:?}/$2"
  mkdir -p "$1/$2"
  cp "$locks/$2/package.json" "$locks/$2/package-lock.json" "$1/$2"
  # Not `npm ci`, which requires the packages of all platforms in the lock.
  npm install --prefix "$1/$2" --ignore-scripts --no-save --no-audit --no-fund --no-update-notifier \
    --loglevel=error >/dev/null ||
    echo "$2 could not be installed; its tests will be skipped" >&2
}

# The programs themselves: npm's wrappers run node, which is slow, and nushell's does not pass on all bytes.
install_from_npm "$1" nushell
for program in "$1"/nushell/node_modules/@nushell/*/bin/nu; do
  if [ -x "$program" ]; then ln -sf "..${program#"$1"}" "$1/shells/nu"; fi
done
install_from_npm "$1" ccusage
for program in "$1"/ccusage/node_modules/@ccusage/*/bin/ccusage; do
  if [ -e "$program" ]; then
    chmod +x "$program"
    ln -sf "..${program#"$1"}" "$1/shells/ccusage"
  fi
done
