"""Provide typical rc code of bash, written for these tests in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "bash-preexec",
        # At the first prompt it splits PROMPT_COMMAND, wraps it, and takes the DEBUG trap.
        r"""
        preexec_functions=() precmd_functions=()
        pre_each() {
          pre_status=$? pre_in=1
          local f
          for f in "${precmd_functions[@]}"; do pre_set "$pre_status"; "$f"; done
          pre_set "$pre_status"
        }
        pre_set() { return "${1:-0}"; }
        pre_ready() { pre_in=''; }
        pre_debug() {
          [[ -n $pre_in || -n ${COMP_LINE-} ]] && return
          pre_in=1
          local f
          for f in "${preexec_functions[@]}"; do "$f" "$BASH_COMMAND"; done
        }
        pre_install() {
          PROMPT_COMMAND=${PROMPT_COMMAND//pre_install/:}
          PROMPT_COMMAND=${PROMPT_COMMAND%%*([[:space:];])}
          trap 'pre_debug' DEBUG
          PROMPT_COMMAND=$'pre_each\n'"${PROMPT_COMMAND}"$'\npre_ready'
          pre_each; pre_ready
        }
        PROMPT_COMMAND=${PROMPT_COMMAND:+$PROMPT_COMMAND$'\n'}pre_install
        mine() { printf '<mine %s>' "$?"; }
        precmd_functions+=(mine)
        """,
        "<mine STATUS>",
    ),
    Company(
        "starship",
        # It keeps the previous code, runs it inside its own function, and calls the user's function.
        r"""
        star_set() { return "$1"; }
        star_user() { printf '<user %s>' "$?"; }
        star_before=$PROMPT_COMMAND star_user_func=star_user
        star_precmd() {
          local STATUS=$? LC=1 IFS=$' \t\n' name
          if [[ -n ${star_before-} ]]; then star_set "$STATUS"; eval "$star_before"; fi
          star_set "$STATUS"; "${star_user_func-:}"
          PS1='@@PROMPT@@'
        }
        PROMPT_COMMAND=star_precmd
        """,
        "<user STATUS>",
    ),
    Company(
        "vscode",
        # Its script runs after the rc file, keeps PROMPT_COMMAND as a string or an array, and evaluates each part.
        r"""
        vsc_original=()
        if [[ "$(declare -p PROMPT_COMMAND 2>/dev/null)" == 'declare -a'* ]]; then
          vsc_original=("${PROMPT_COMMAND[@]}")
        else
          vsc_original=("$PROMPT_COMMAND")
        fi
        vsc_exit() { return "${1:-$vsc_status}"; }
        vsc_precmd() { printf '<D;%s>' "$vsc_status"; vsc_armed=1; }
        vsc_debug() { if [[ $vsc_armed == 1 && $BASH_COMMAND != vsc_* ]]; then vsc_armed=0; fi; }
        vsc_prompt() {
          vsc_status=$?
          local cmd
          for cmd in "${vsc_original[@]}"; do vsc_exit "$vsc_status"; eval "${cmd:-}"; done
          vsc_precmd
        }
        trap 'vsc_debug "$_"' DEBUG
        PROMPT_COMMAND=vsc_prompt
        """,
        "<D;STATUS>",
    ),
    Company(
        "mise",
        # It is in PROMPT_COMMAND, and wraps cd, pushd and popd in functions.
        r"""
        other_hook() { local previous=$?; export OTHER=$PWD; return $previous; }
        chpwd_functions+=(other_hook)
        other_cd() {
          local how=$1 f
          shift
          builtin "$how" "$@" || return $?
          for f in "${chpwd_functions[@]}"; do "$f"; done
        }
        cd() { other_cd cd "$@"; }
        pushd() { other_cd pushd "$@"; }
        popd() { other_cd popd "$@"; }
        if [[ ";${PROMPT_COMMAND:-};" != *";other_hook;"* ]]; then
          PROMPT_COMMAND="other_hook${PROMPT_COMMAND:+;$PROMPT_COMMAND}"
        fi
        says() { printf '<says %s>' "$?"; }
        PROMPT_COMMAND="$PROMPT_COMMAND;says"
        """,
        "<says STATUS>",
    ),
    Company(
        "pyenv-virtualenv",
        r"""
        virtual_hook() { local ret=$?; printf '<virtual %s>' "$ret"; return $ret; }
        if ! [[ "${PROMPT_COMMAND-}" =~ virtual_hook ]]; then PROMPT_COMMAND="virtual_hook;${PROMPT_COMMAND-}"; fi
        """,
        "<virtual STATUS>",
    ),
    Company(
        "array-appended",
        r"""
        last_hook() { printf '<last %s>' "$?"; }
        PROMPT_COMMAND+=(last_hook)
        """,
        "<last STATUS>",
    ),
    Company(
        "conda",
        # A function wraps the program and evaluates its output; activating redraws the prompt.
        r"""
        conda() { if [[ $1 == activate ]]; then eval "export CONDA_PREFIX=/base PS1='@@PROMPT@@'"; fi; }
        conda activate base
        """,
    ),
    Company("vi", "set -o vi"),
    Company("extdebug", "shopt -s extdebug functrace; debugged() { true; }; trap debugged DEBUG"),
    Company("posix", "set -o posix"),
]
