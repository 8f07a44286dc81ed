#!/usr/bin/env bash
# Check with Google that the exported profile works. Requests are free; secrets go only to Google's servers, to those
# that an imported profile names, and to the ID token service of this job.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=action/functions.sh
. "$here/functions.sh"

scratch=$(mktemp -d "$place/step.XXXXXX")
trap 'rm -rf "$scratch"' EXIT

names=()
if [[ ${INPUT_PROFILE:?} != @dir ]]; then names=("$INPUT_PROFILE"); fi
vxenv doctor --online --json -- ${names[@]+"${names[@]}"} >"$scratch/checks" 2>"$scratch/messages" || :
show "$scratch/messages"
[[ -s $scratch/checks ]] || fail "the online checks did not run"
"$place/venv/bin/python" "$here/job_report.py" checks <"$scratch/checks"
