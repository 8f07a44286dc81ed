# The first sight of a directory, timed inside bash: `cd` into an allowed one for which there is no plan yet, and next to
# it what the same interpreter takes to start and read TOML's module.
#
#   bash --norc -i first.bash HOOK PROMPT PYTHON OUTSIDE DIRECTORY…
#
# The cache of plans is to be empty. Prints `NAME MICROSECONDS 1` a turn.
#
# shellcheck disable=SC1090,SC2164 # paths are arguments, and who runs this sees whether it went where it should

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
