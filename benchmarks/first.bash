# Time the first sight of a directory and of a stack inside bash: `cd` into an allowed directory without a plan, `vxenv
# use` of a stack without a plan, and beside them the same interpreter that only starts and imports the TOML module.
#
#   bash --norc -i first.bash HOOK PROMPT PYTHON OUTSIDE DIRECTORY…
#
# The cache of plans must be empty. Prints `NAME MICROSECONDS 1` per turn.
#
# shellcheck disable=SC1090,SC2164 # paths are arguments, and the caller checks the directories

. "$1"
bench_prompt=$2 bench_python=$3 bench_out=$4
shift 4
cd "$bench_out"; "$bench_prompt"
for bench_in in "$@"; do
  bench_s=$EPOCHREALTIME
  cd "$bench_in"
  bench_e=$EPOCHREALTIME
  echo "first $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  "$bench_prompt"
  echo "inside ${CLAUDE_CODE_USE_VERTEX-}|${ANTHROPIC_VERTEX_PROJECT_ID-}|${CLOUD_ML_REGION-}|${ANTHROPIC_MODEL-}"
  cd "$bench_out"; "$bench_prompt"
  bench_s=$EPOCHREALTIME
  "$bench_python" -c 'import tomllib'
  bench_e=$EPOCHREALTIME
  echo "tomllib $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  bench_s=$EPOCHREALTIME
  "$bench_python" -I -S -c 'import tomllib'
  bench_e=$EPOCHREALTIME
  echo "tomllib_isolated $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
done

for bench_in in client client+prod prod+client prod; do
  bench_s=$EPOCHREALTIME
  vxenv use "$bench_in"
  bench_e=$EPOCHREALTIME
  echo "use $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
done
echo "used $VXENV_PROFILE"
