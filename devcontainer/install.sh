#!/bin/sh
# Install vxenv for all users of a dev container, and its hook for the remote user. Run as root by the container's
# builder, which passes the options of devcontainer-feature.json as variables.
set -eu

home=/usr/local/lib/vxenv # a virtual environment
package=${PACKAGE:-vxenv}
version=${VERSION:-latest}
hook=${HOOK:-true}
user=${_REMOTE_USER:-root}

fail() {
  echo "vxenv: $*" >&2
  exit 1
}

# Succeed if python3 is recent enough and can create virtual environments.
has_python() {
  python3 -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null
}

install_python() {
  if command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends python3 python3-venv >/dev/null
    rm -rf /var/lib/apt/lists/*
  elif command -v apk >/dev/null 2>&1; then
    apk add --no-cache --quiet python3
  elif command -v dnf >/dev/null 2>&1; then
    dnf install -y -q python3
  fi
}

# Load vxenv in the shell $1 of the remote user.
set_up() {
  if [ "$user" = root ]; then
    HOME=${_REMOTE_USER_HOME:-/root} /usr/local/bin/vxenv setup --shell "$1" --yes
  else
    su -l -s /bin/sh -c "/usr/local/bin/vxenv setup --shell $1 --yes" "$user"
  fi
}

[ "$(id -u)" -eq 0 ] || fail "install.sh must run as root"
id "$user" >/dev/null 2>&1 || fail "no user $user"
case $package in
  -* | "") fail "invalid package \"$package\"" ;;
esac
case $version in
  latest) ;;
  *[!A-Za-z0-9.+!]* | "") fail "invalid version \"$version\"" ;;
  *) [ "$package" != vxenv ] || package="vxenv==$version" ;;
esac

has_python || install_python || fail "cannot install Python"
has_python || fail "needs Python 3.11 or later with venv; add the python Feature before this one"

python3 -m venv "$home"
"$home/bin/python" -m pip --disable-pip-version-check --no-cache-dir --quiet install --upgrade "$package"
ln -sf "$home/bin/vxenv" /usr/local/bin/vxenv
/usr/local/bin/vxenv --version

if [ "$hook" = true ]; then
  for shell in bash zsh fish; do
    if command -v "$shell" >/dev/null 2>&1; then
      set_up "$shell"
    fi
  done
fi
