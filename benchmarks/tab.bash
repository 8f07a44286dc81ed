# Time Tab inside bash: the completion of a profile's name.
#
#   bash --norc -i tab.bash HOOK PROMPT PYTHON COMPLETIONS TURNS
#
# Prints `tab MICROSECONDS 1` per turn, and the candidates.
#
# shellcheck disable=SC1090,SC2034 # paths are arguments; the completion reads the words

. "$1"
. "$4"
COMP_WORDS=(vxenv use cli) COMP_CWORD=2 COMP_LINE='vxenv use cli' COMP_POINT=13
for ((bench_i = 0; bench_i < $5; bench_i++)); do
  bench_s=$EPOCHREALTIME
  __vxenv_complete vxenv cli use
  bench_e=$EPOCHREALTIME
  echo "tab $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
  echo "completed ${COMPREPLY[*]}"
done
