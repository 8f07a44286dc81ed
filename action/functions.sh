# Functions of the action's steps, for bash 3.2 and later.
# shellcheck shell=bash

# The directory of vxenv and of its files, which the runner empties after the job. Scripts that load this use it.
# shellcheck disable=SC2034
place=${RUNNER_TEMP:?}/vxenv

# Print $1 as the message of a workflow command, which it cannot end.
escape() {
  local text=$1
  text=${text//%/%25}
  text=${text//$'\r'/%0D}
  printf '%s' "${text//$'\n'/%0A}"
}

# Annotate the job with the error $1, and end the step.
fail() {
  printf '::error title=vxenv::%s\n' "$(escape "$1")"
  exit 1
}

# Run a command. The runner does not parse its output for workflow commands: it may show text from files.
guard() {
  local token status=0
  token=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  printf '::stop-commands::%s\n' "$token"
  "$@" 2>&1 || status=$?
  printf '\n::%s::\n' "$token"
  return "$status"
}

# Print the file $1, likewise.
show() {
  [[ ! -s $1 ]] || guard cat "$1"
}

# Set the output $1 of the step to $2, which must be one line.
output() {
  case $2 in *$'\n'* | *$'\r'*) fail "the output $1 has more than one line" ;; esac
  printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}
