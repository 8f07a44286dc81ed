# Time loops inside bash: an unchanged prompt, and moves into and out of a directory.
#
#   bash --norc -i loops.bash HOOK PROMPT BEFORE DEEP INSIDE OUTSIDE MARKS BATCHES PROMPTS MOVES ALONE USES
#
# HOOK is sourced; PROMPT is its function for prompts (BEFORE, the one before commands, is used by fish only).
# All code is at top level, because bash searches every calling function with locals for variables, which would be
# measured too. BATCHES are timed separately, with PROMPTS (or MOVES) turns each: on a busy machine most are too short
# to be interrupted, like the work at a real prompt. ALONE is 1 to time moves without prompts too. USES pairs of
# `vxenv use` are timed one by one, in the shells that switch so without a process.
# Prints `NAME MICROSECONDS TURNS` per batch, and the variables inside and outside. The files in MARKS are opened
# to mark places in a trace of system calls.
#
# shellcheck disable=SC1090,SC2164 # paths are arguments, and the caller checks the directories

bench_hook=$1 bench_prompt=$2 bench_deep=$4 bench_in=$5 bench_out=$6 bench_marks=$7
bench_batches=$8 bench_prompts=$9 bench_moves=${10} bench_alone=${11} bench_uses=${12}
function bench_empty { :; }
bench_f=bench_empty

# The loop's own cost, before the hook is loaded.
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 20; bench_i++)); do "$bench_f"; done
  bench_e=$EPOCHREALTIME
  echo "bare $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 20"
done
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 5; bench_i++)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; done
  bench_e=$EPOCHREALTIME
  echo "bare_move $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 5"
done
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 5; bench_i++)); do cd "$bench_in"; cd "$bench_out"; done
  bench_e=$EPOCHREALTIME
  echo "bare_move_alone $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 5"
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
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < bench_prompts; bench_i++)); do "$bench_f"; done
  bench_e=$EPOCHREALTIME
  echo "prompt $((${bench_e/[.,]/} - ${bench_s/[.,]/})) $bench_prompts"
done
: <"$bench_marks/end"

cd "$bench_out"; "$bench_f"
: <"$bench_marks/move"
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < bench_moves; bench_i++)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; done
  bench_e=$EPOCHREALTIME
  echo "move $((${bench_e/[.,]/} - ${bench_s/[.,]/})) $bench_moves"
done
: <"$bench_marks/end"

if [[ $bench_alone -gt 0 ]]; then
  : <"$bench_marks/move_alone"
  for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
    bench_s=$EPOCHREALTIME
    for ((bench_i = 0; bench_i < bench_moves; bench_i++)); do cd "$bench_in"; cd "$bench_out"; done
    bench_e=$EPOCHREALTIME
    echo "move_alone $((${bench_e/[.,]/} - ${bench_s/[.,]/})) $bench_moves"
  done
  : <"$bench_marks/end"
fi

if [[ $bench_uses -gt 0 ]]; then
  vxenv use client; vxenv use prod; vxenv use client; vxenv use prod
  echo "used $VXENV_PROFILE"
  : <"$bench_marks/use"
  for ((bench_j = 0; bench_j < bench_uses; bench_j++)); do
    bench_s=$EPOCHREALTIME
    vxenv use client; vxenv use prod
    bench_e=$EPOCHREALTIME
    echo "use $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 2"
  done
  : <"$bench_marks/end"
fi
