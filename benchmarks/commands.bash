# Time commands inside bash through the hook's function, and beside each the same interpreter that only starts and
# imports click.
#
#   bash --norc -i commands.bash HOOK PROMPT PYTHON NAME OTHER TURNS
#
# Prints `COMMAND MICROSECONDS 1` per turn.
#
# shellcheck disable=SC1090,SC2164 # paths are arguments, and the caller checks the directories

. "$1"
bench_prompt=$2 bench_python=$3 bench_name=$4 bench_other=$5 bench_turns=$6
"$bench_prompt"

# Once each, because compiling and planning must not be measured below.
{ vxenv use "$bench_name"; vxenv use "$bench_other"; vxenv list; vxenv show "$bench_name"; vxenv doctor; } >/dev/null
for ((bench_i = 0; bench_i < bench_turns; bench_i++)); do
  bench_s=$EPOCHREALTIME
  vxenv use "$bench_name" >/dev/null
  bench_e=$EPOCHREALTIME
  echo "use $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  echo "profile ${VXENV_PROFILE-}"
  vxenv use "$bench_other" >/dev/null
  bench_s=$EPOCHREALTIME
  "$bench_python" -c 'import click'
  bench_e=$EPOCHREALTIME
  echo "click $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  bench_s=$EPOCHREALTIME
  vxenv list >/dev/null
  bench_e=$EPOCHREALTIME
  echo "list $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  bench_s=$EPOCHREALTIME
  "$bench_python" -c 'import click'
  bench_e=$EPOCHREALTIME
  echo "click $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  bench_s=$EPOCHREALTIME
  vxenv show "$bench_name" >/dev/null
  bench_e=$EPOCHREALTIME
  echo "show $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  bench_s=$EPOCHREALTIME
  vxenv doctor >/dev/null || : # Claude Code and credentials are missing here
  bench_e=$EPOCHREALTIME
  echo "doctor $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
done
