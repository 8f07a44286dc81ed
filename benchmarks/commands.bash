# Time commands inside bash through the hook's function and the completion of words that only vxenv knows, and beside
# them the same interpreter: bare, and importing click.
#
#   bash --norc -i commands.bash HOOK PROMPT PYTHON COMPLETIONS TURNS
#
# Prints `NAME MICROSECONDS 1` per turn, and the candidates for a completed word.
#
# shellcheck disable=SC1090 # paths are arguments

. "$1"
bench_prompt=$2 bench_python=$3 bench_turns=$5
. "$4"
"$bench_prompt"

# Times a command: its name, then its words. No locals, because bash searches them for variables.
function bench_time {
  bench_name=$1
  shift
  bench_s=$EPOCHREALTIME
  "$@" >/dev/null
  bench_e=$EPOCHREALTIME
  echo "$bench_name $((${bench_e/[.,]/} - ${bench_s/[.,]/})) 1"
}

function bench_tab {
  COMP_WORDS=(vxenv set client vertex.reg) COMP_CWORD=3 COMP_LINE='vxenv set client vertex.reg' COMP_POINT=27
  __vxenv_complete vxenv vertex.reg client
}

# Prints the status line with costs after another answer in the transcript of its session.
function bench_statusline {
  bench_answers=$((bench_answers + 1))
  echo "{\"type\":\"assistant\",\"timestamp\":\"$bench_now\",\"sessionId\":\"bench\",\"requestId\":\"r$bench_answers\"," \
    "\"message\":{\"id\":\"m$bench_answers\",\"model\":\"claude-sonnet-4-5\",\"usage\":{\"input_tokens\":1000,\"output_tokens\":1}}}" \
    >>"$bench_transcript"
  vxenv statusline --format '{profile} {cost_today}' <<<"$bench_session"
}

vxenv use client
bench_answers=0 bench_transcript=$HOME/.claude/projects/-bench/bench.jsonl
bench_session="{\"session_id\":\"bench\",\"hook_event_name\":\"SessionStart\",\"transcript_path\":\"$bench_transcript\"}"
mkdir -p "${bench_transcript%/*}"
vxenv guard <<<"$bench_session" >/dev/null
TZ=UTC0 printf -v bench_now '%(%Y-%m-%dT%H:%M:%SZ)T' $((EPOCHSECONDS + 60)) # after the line in the ledger
# Once each, because compiling must not be measured below. doctor fails, because Claude Code is not installed.
{ vxenv list; vxenv show client; vxenv status; vxenv --help; vxenv --version; vxenv doctor || :; bench_tab; bench_statusline; } >/dev/null
for ((bench_i = 0; bench_i < bench_turns; bench_i++)); do
  bench_time click "$bench_python" -c 'import click'
  bench_time list vxenv list
  bench_time show vxenv show client
  bench_time status vxenv status
  bench_time click "$bench_python" -c 'import click'
  bench_time help vxenv --help
  bench_time version vxenv --version
  bench_time bare "$bench_python" -c pass
  bench_time tab bench_tab
  echo "completed_key ${COMPREPLY[*]}"
  bench_time doctor vxenv doctor
  bench_time statusline bench_statusline
done
