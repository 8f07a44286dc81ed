#!/usr/bin/env bash
# Build a release's files in dist/ from the committed files: tools/release.sh [--quick] [--tagged TAG]
#
# Checks that the version is new and in the changelog, runs all tests (not with --quick), builds, and
# runs a session with the wheel built from the sdist. It prints the command to publish, and publishes nothing.
# With --tagged, as in .github/workflows/release.yml, the version must be the one of the tag.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  printf 'release: %s\nhint: %s\n' "$1" "$2" >&2
  exit 1
}

quick='' tag=''
while [[ $# -gt 0 ]]; do
  case $1 in
    --quick) quick=1 ;;
    --tagged) tag=${2?} && shift ;;
    *) fail "unknown option $1" "head $0" ;;
  esac
  shift
done

python=${PYTHON:-.venv/bin/python}
[[ -x $python ]] || fail "$python is not there" "make test, or name one: PYTHON=/path/to/python $0"
version=$("$python" -c 'import re, sys; print(re.search(r"__version__ = \"(.+)\"", open("src/vxenv/__init__.py").read())[1])')

[[ -z $(git status --porcelain) ]] || fail "something is not committed" "git status"
if [[ -n $tag ]]; then
  [[ $tag == "v$version" ]] || fail "the tag is $tag, but the version is $version" "git tag -d $tag"
elif git rev-parse --quiet --verify "refs/tags/v$version" >/dev/null; then
  fail "v$version was released already" "write the next version into src/vxenv/__init__.py"
fi
grep -Eq "^## \[${version//./\\.}\] - [0-9]{4}-[0-9]{2}-[0-9]{2}$" CHANGELOG.md ||
  fail "CHANGELOG.md has no section for $version" "put this above what is new in it: ## [$version] - $(date -u +%Y-%m-%d)"
unreleased=$(sed -n '/^## \[Unreleased\]/,/^## \[[0-9]/p' CHANGELOG.md | grep -c '^- ' || :)
[[ $unreleased -eq 0 ]] ||
  fail "CHANGELOG.md still has $unreleased lines under Unreleased" "move them into the section for $version"

if [[ -z $quick ]]; then
  CI=true make test thorough
fi

rm -rf dist
log=$("$python" -m build --no-isolation 2>&1) || fail "the build failed:"$'\n'"$log" "$python -m build --no-isolation"
wheel=dist/vxenv-$version-py3-none-any.whl
[[ -f $wheel && -f dist/vxenv-$version.tar.gz ]] || fail "dist/ is not version $version" "ls dist"

place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
"$python" -m pip install --quiet --no-deps --target "$place/vxenv" "$wheel"
said=$(PYTHONPATH=$place/vxenv "$python" -P -m vxenv --version)
[[ $said == "vxenv $version" ]] || fail "the wheel says: $said" "unzip -l $wheel"
for shell in bash zsh fish; do
  if command -v "$shell" >/dev/null; then
    HOME=$place PYTHONPATH=$place/vxenv "$python" -P -m vxenv try --shell "$shell" </dev/null >"$place/played" ||
      fail "the wheel's session in $shell failed" "cat $place/played"
  fi
done

cat <<END
$(ls dist/*)
To publish vxenv $version (.github/workflows/release.yml builds these files again, signs and uploads them):
  git tag -a v$version -m 'vxenv $version' && git push origin v$version
Attach dist/vxenv-$version.tar.gz to the release v$version. To generate the formula and the PKGBUILD that download it:
  $python tools/recipes.py --sdist dist/vxenv-$version.tar.gz DIRECTORY
END
