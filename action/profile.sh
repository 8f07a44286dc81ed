#!/usr/bin/env bash
# Check and import the files of the job, and export one profile to the environment of later steps.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/functions.sh
. "$here/functions.sh"

check=${INPUT_CHECK-lint}
strict=()
case $check in
  lint | online | none) ;;
  *) fail "invalid check \"$check\": expected lint, online or none" ;;
esac
case ${INPUT_STRICT-false} in
  true) strict=(--strict) ;;
  false | "") ;;
  *) fail "invalid strict \"$INPUT_STRICT\": expected true or false" ;;
esac

scratch=$(mktemp -d "$place/step.XXXXXX")
trap 'rm -rf "$scratch"' EXIT
status=0

# Check a file; findings become annotations, which lint escapes.
lint() {
  [[ $check != none ]] || return 0
  local words=("$1")
  if grep -q '^[[:space:]]*\[profiles[].]' "$1"; then words=(--source "$1"); fi
  vxenv lint --format github ${strict[@]+"${strict[@]}"} "${words[@]}" 2>"$scratch/messages" || status=1
  show "$scratch/messages"
}

use=
directory=.
while IFS= read -r file || [[ -n $file ]]; do
  file=${file#"${file%%[![:space:]]*}"}
  file=${file%"${file##*[![:space:]]}"}
  [[ -n $file ]] || continue
  # A path, never an option or the name of a profile.
  case $file in /* | ./* | ../*) ;; *) file=./$file ;; esac
  [[ -f $file ]] || fail "no such file: $file"
  lint "$file"
  if [[ ${file##*/} == .vxenv.toml ]]; then
    guard vxenv allow "$file" || fail "cannot allow $file"
    use=@dir
    directory=${file%/*}
  else
    guard vxenv import "$file" || fail "cannot import $file"
    vxenv import --json --dry-run "$file" >"$scratch/imported" 2>/dev/null
    use=$("$place/venv/bin/python" "$here/job_report.py" imported <"$scratch/imported")
  fi
done <<<"${INPUT_PROFILES:-.vxenv.toml}"
((status == 0)) || fail "lint found problems"
if [[ -n ${INPUT_USE-} ]]; then
  use=$INPUT_USE
  directory=.
fi
[[ -n $use ]] || fail "which profile to export is not clear: set the input \"use\""

cd "$directory"
vxenv export --format github -- "$use" >"$scratch/variables" 2>"$scratch/messages" || {
  show "$scratch/messages"
  fail "cannot export $use"
}
show "$scratch/messages"
vxenv export --format json -- "$use" 2>/dev/null >"$scratch/json"
"$place/venv/bin/python" "$here/job_report.py" variables "$use" <"$scratch/json"
# The last action: either all variables are set, or none.
cat "$scratch/variables" >>"$GITHUB_ENV"
