#!/bin/sh
# Writes what tests install, with hashes: `make lock`. $1 is the virtual environment, whose uv resolves.
#
# Nothing here names a registry, so that each machine takes its own. A lock of npm holds only the platforms that the
# registry showed; on others, npm takes the rest unchecked.
set -eu
cd "$(dirname "$0")"

lock() { # FILE; requirements come from stdin
  "$1/bin/uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --upgrade \
    --no-header --no-annotate --output-file "$2" -
}

"$1/bin/python" - <<'END' | lock "$1" python.txt
import tomllib
found = tomllib.load(open("../../pyproject.toml", "rb"))
print(*found["build-system"]["requires"], *found["project"]["dependencies"], *found["dependency-groups"]["dev"], sep="\n")
END
echo xonsh | lock "$1" xonsh.txt
echo pip-audit | lock "$1" audit.txt

# Their package.json says which version: a new one is tried by hand first.
for folder in nushell claude-*; do
  (
    cd "$folder"
    rm -f package-lock.json
    npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true --no-audit --no-fund \
      --no-update-notifier --loglevel=error >/dev/null
  )
done
