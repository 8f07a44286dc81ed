#!/usr/bin/env bash
# Install vxenv into a virtual environment of the job, and put it on the PATH of later steps.
#
# Its own commit pins the version and, in requirements.txt, its dependencies with hashes.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/functions.sh
. "$here/functions.sh"

version=${INPUT_VERSION-}
if [[ -n $version && ! $version =~ ^[0-9]+(\.[0-9]+)*((a|b|rc)[0-9]+)?$ ]]; then
  fail "invalid version \"$version\": expected a release such as 1.2.0"
fi

python=
for name in python3 python python3.14 python3.13 python3.12 python3.11; do
  if "$name" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    python=$name
    break
  fi
done
[[ -n $python ]] || fail "vxenv requires Python 3.11 or later: add a step with actions/setup-python"

(umask 077 && mkdir -p "$place/path" "$place/config" "$place/state" "$place/cache")
"$python" -m venv "$place/venv"
pip() {
  "$place/venv/bin/python" -m pip --disable-pip-version-check --quiet install "$@"
}
if [[ -n $version ]]; then
  guard pip "vxenv==$version" || fail "cannot install vxenv $version"
else
  guard pip --require-hashes --only-binary :all: --requirement "$here/requirements.txt" ||
    fail "cannot install the dependencies of vxenv"
  guard pip --no-deps --no-build-isolation "${here%/*}" || fail "cannot install vxenv"
fi

# Not venv/bin, whose python and pip would hide those of the job.
ln -sf ../venv/bin/vxenv "$place/path/vxenv"
printf '%s\n' "$place/path" >>"$GITHUB_PATH"
# On a machine that is used again, no job sees profiles of another one.
for kind in config state cache; do
  printf 'VXENV_%s_DIR=%s\n' "$(tr '[:lower:]' '[:upper:]' <<<"$kind")" "$place/$kind" >>"$GITHUB_ENV"
done
installed=$("$place/path/vxenv" --version)
output version "${installed#vxenv }"
