#!/bin/sh
# Unpack sshd below $1, for tests that fetch over ssh. Installing Debian's package would start it on this machine.
set -eu

root="$1/openssh"
if [ -x "$root/sshd" ] || [ -x /usr/sbin/sshd ] || command -v sshd >/dev/null 2>&1; then exit 0; fi
if ! command -v apt-get >/dev/null 2>&1; then
  echo "sshd is not installed; its tests will be skipped" >&2
  exit 0
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for package in openssh-server libwrap0 libwtmpdb0; do # a release lacks one of the libraries
  (cd "$work" && apt-get download -qq "$package" >/dev/null 2>&1) || :
done
if ! ls "$work"/openssh-server_*.deb >/dev/null 2>&1; then
  echo "sshd could not be downloaded; its tests will be skipped" >&2
  exit 0
fi
for package in "$work"/*.deb; do dpkg-deb -x "$package" "$root"; done
root=$(cd "$root" && pwd)
libraries=$(find "$root" -name '*.so.*' -exec dirname {} \; | sort -u | paste -s -d : -)
cat >"$root/sshd" <<EOF
#!/bin/sh
LD_LIBRARY_PATH='$libraries' exec '$root/usr/sbin/sshd' "\$@"
EOF
chmod +x "$root/sshd"
# Run by root, sshd drops to this user, which the package would create.
if [ "$(id -u)" -eq 0 ] && ! id sshd >/dev/null 2>&1; then
  useradd --system --no-create-home --home-dir /run/sshd --shell /usr/sbin/nologin sshd
fi
