# Time loops inside zsh; loops.bash describes them.
#
#   zsh -f -i loops.zsh HOOK PROMPT BEFORE DEEP INSIDE OUTSIDE MARKS BATCHES PROMPTS MOVES ALONE USES

zmodload zsh/datetime
bench_hook=$1 bench_prompt=$2 bench_deep=$4 bench_in=$5 bench_out=$6 bench_marks=$7
bench_batches=$8 bench_prompts=$9 bench_moves=${10} bench_alone=${11} bench_uses=${12}
function bench_empty { :; }
bench_f=bench_empty
float bench_s bench_e
integer bench_i bench_j

# The loop's own cost, before the hook is loaded.
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 20; bench_i++)); do "$bench_f"; done
  bench_e=$EPOCHREALTIME
  printf 'bare %.3f %d\n' $(((bench_e - bench_s) * 1e6)) 20
done
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 5; bench_i++)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; done
  bench_e=$EPOCHREALTIME
  printf 'bare_move %.3f %d\n' $(((bench_e - bench_s) * 1e6)) 5
done
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < 5; bench_i++)); do cd "$bench_in"; cd "$bench_out"; done
  bench_e=$EPOCHREALTIME
  printf 'bare_move_alone %.3f %d\n' $(((bench_e - bench_s) * 1e6)) 5
done

. "$bench_hook"
bench_f=$bench_prompt
"$bench_f"
repeat 3; do
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
  printf 'prompt %.3f %d\n' $(((bench_e - bench_s) * 1e6)) $bench_prompts
done
: <"$bench_marks/end"

cd "$bench_out"; "$bench_f"
: <"$bench_marks/move"
for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
  bench_s=$EPOCHREALTIME
  for ((bench_i = 0; bench_i < bench_moves; bench_i++)); do cd "$bench_in"; "$bench_f"; cd "$bench_out"; "$bench_f"; done
  bench_e=$EPOCHREALTIME
  printf 'move %.3f %d\n' $(((bench_e - bench_s) * 1e6)) $bench_moves
done
: <"$bench_marks/end"

if [[ $bench_alone -gt 0 ]]; then
  : <"$bench_marks/move_alone"
  for ((bench_j = 0; bench_j < bench_batches; bench_j++)); do
    bench_s=$EPOCHREALTIME
    for ((bench_i = 0; bench_i < bench_moves; bench_i++)); do cd "$bench_in"; cd "$bench_out"; done
    bench_e=$EPOCHREALTIME
    printf 'move_alone %.3f %d\n' $(((bench_e - bench_s) * 1e6)) $bench_moves
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
    printf 'use %.3f %d\n' $(((bench_e - bench_s) * 1e6)) 2
  done
  : <"$bench_marks/end"
fi
