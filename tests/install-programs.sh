#!/bin/sh
# Install missing shells and tools of the quick tests, with "all" those of the other tests too, if root or sudo
# permits.
set -eu

programs="bash zsh fish ksh mksh tcsh elvish patch npm mandoc git"
missing=
if [ "${1-}" = all ]; then
  programs="$programs shellcheck fzf tmux direnv zoxide pass ruby"
  # A package without a program, tested with the completions.
  if command -v apt-get >/dev/null 2>&1 && [ ! -e /usr/share/bash-completion/bash_completion ]; then
    missing=" bash-completion"
  fi
  # Parsers of the recipes in packaging/; Homebrew has no makepkg, and Nix is installed by its own installer.
  if command -v apt-get >/dev/null 2>&1; then
    command -v makepkg >/dev/null 2>&1 || missing="$missing makepkg"
    command -v nix-instantiate >/dev/null 2>&1 || missing="$missing nix-bin"
  fi
fi
if command -v apt-get >/dev/null 2>&1; then
  [ "${1-}" != all ] || command -v debootstrap >/dev/null 2>&1 || missing="$missing debootstrap"
  # A package with another name than its programs: ssh fetches from a repository, ssh-keygen verifies signatures.
  command -v ssh-keygen >/dev/null 2>&1 || missing="$missing openssh-client"
fi
for program in $programs; do
  command -v "$program" >/dev/null 2>&1 || missing="$missing $program"
done
# strace counts processes; macOS has none.
if [ "$(uname)" = Linux ] && ! command -v strace >/dev/null 2>&1; then missing="$missing strace"; fi
if [ -z "$missing" ]; then exit 0; fi

# The lists of names below must be split.
if command -v apt-get >/dev/null 2>&1; then
  if [ "$(id -u)" -ne 0 ]; then
    # This script never becomes root on its own.
    echo "not installed:$missing; their tests will be skipped. To install them: sudo apt-get install$missing" >&2
    exit 0
  fi
  apt-get update -qq
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $missing >/dev/null
elif command -v brew >/dev/null 2>&1; then
  # shellcheck disable=SC2086
  brew install --quiet $missing
else
  echo "not installed, and not to be installed from here:$missing; their tests will be skipped" >&2
fi
