# Time loops inside ksh93 and mksh; loops.bash describes them.
#
#   ksh -i loops.ksh HOOK PROMPT BEFORE DEEP INSIDE OUTSIDE MARKS BATCHES PROMPTS MOVES ALONE USES
#
# shellcheck shell=ksh disable=SC1090,SC2164 # as in loops.bash
# shellcheck disable=SC3057 # both cut strings

bench_hook=$1 bench_prompt=$2 bench_deep=$4 bench_in=$5 bench_out=$6 bench_marks=$7
bench_batches=$8 bench_prompts=$9 bench_moves=${10} bench_alone=${11}
PS1='' PS2=''
function bench_empty { :; }
bench_f=bench_empty

# Sets bench_t to microseconds. ksh93 has them as a fraction of SECONDS; mksh has 32-bit integers, and therefore gets
# the last nine digits, after a 1 that prevents octal parsing.
case ${KSH_VERSION-} in
  *MIRBSD*)
    function bench_now {
      bench_t=${EPOCHREALTIME/./}
      bench_t=1${bench_t: -9}
    }
    ;;
  *)
    typeset -F6 SECONDS
    function bench_now { bench_t=$((SECONDS * 1000000)); }
    ;;
esac

# The loop's own cost, before the hook is loaded.
bench_j=0
while ((bench_j < bench_batches)); do
  bench_now
  bench_s=$bench_t bench_i=0
  while ((bench_i < 20)); do "$bench_f"; ((bench_i += 1)); done
  bench_now
  echo "bare $((bench_t - bench_s)) 20"
  ((bench_j += 1))
done
bench_j=0
while ((bench_j < bench_batches)); do
  bench_now
  bench_s=$bench_t bench_i=0
  while ((bench_i < 5)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; ((bench_i += 1)); done
  bench_now
  echo "bare_move $((bench_t - bench_s)) 5"
  ((bench_j += 1))
done
bench_j=0
while ((bench_j < bench_batches)); do
  bench_now
  bench_s=$bench_t bench_i=0
  while ((bench_i < 5)); do cd "$bench_in"; cd "$bench_out"; ((bench_i += 1)); done
  bench_now
  echo "bare_move_alone $((bench_t - bench_s)) 5"
  ((bench_j += 1))
done

. "$bench_hook"
bench_f=$bench_prompt
"$bench_f"
for bench_i in 1 2 3; do
  cd "$bench_in"; "$bench_f"
  cd "$bench_deep"; "$bench_f"
  cd "$bench_out"; "$bench_f"
done
echo "outside ${CLAUDE_CODE_USE_VERTEX-}|${ANTHROPIC_VERTEX_PROJECT_ID-}|${CLOUD_ML_REGION-}|${ANTHROPIC_MODEL-}"
cd "$bench_deep"; "$bench_f"; "$bench_f"
echo "inside ${CLAUDE_CODE_USE_VERTEX-}|${ANTHROPIC_VERTEX_PROJECT_ID-}|${CLOUD_ML_REGION-}|${ANTHROPIC_MODEL-}"

: <"$bench_marks/prompt"
bench_j=0
while ((bench_j < bench_batches)); do
  bench_now
  bench_s=$bench_t bench_i=0
  while ((bench_i < bench_prompts)); do "$bench_f"; ((bench_i += 1)); done
  bench_now
  echo "prompt $((bench_t - bench_s)) $bench_prompts"
  ((bench_j += 1))
done
: <"$bench_marks/end"

cd "$bench_out"; "$bench_f"
: <"$bench_marks/move"
bench_j=0
while ((bench_j < bench_batches)); do
  bench_now
  bench_s=$bench_t bench_i=0
  while ((bench_i < bench_moves)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; ((bench_i += 1)); done
  bench_now
  echo "move $((bench_t - bench_s)) $bench_moves"
  ((bench_j += 1))
done
: <"$bench_marks/end"

if ((bench_alone > 0)); then
  : <"$bench_marks/move_alone"
  bench_j=0
  while ((bench_j < bench_batches)); do
    bench_now
    bench_s=$bench_t bench_i=0
    while ((bench_i < bench_moves)); do cd "$bench_in"; cd "$bench_out"; ((bench_i += 1)); done
    bench_now
    echo "move_alone $((bench_t - bench_s)) $bench_moves"
    ((bench_j += 1))
  done
  : <"$bench_marks/end"
fi
