"""Beside what other people put into a prompt or around `cd`, in either order."""

import re
from typing import Final, NamedTuple

import pytest

from shells.common import COMMON
from shells.harness import terminal
from shells.home import Home
from shells.spoken import BASHES, FISH, ZSH, Shell

LOCATION = "CLOUD_ML_REGION"


class Company(NamedTuple):
    """What an rc file has beside the hook, and what it prints at each prompt, with ``STATUS`` in it, if anything."""

    kind: str
    name: str
    rc: str
    says: str = ""


# Each in the way of the tool that it is named after, in words of our own.
COMPANY: Final = [
    Company(
        "bash",
        "bash-preexec",
        # At the first prompt it takes PROMPT_COMMAND apart, stands around it, and takes the DEBUG trap.
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
        "bash",
        "starship",
        # It keeps what there was, runs it inside a function of its own, and calls the user's function.
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
        "bash",
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
        "bash",
        "mise",
        # It stands in PROMPT_COMMAND, and puts functions in front of cd, pushd and popd.
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
        "bash",
        "pyenv-virtualenv",
        r"""
        virtual_hook() { local ret=$?; printf '<virtual %s>' "$ret"; return $ret; }
        if ! [[ "${PROMPT_COMMAND-}" =~ virtual_hook ]]; then PROMPT_COMMAND="virtual_hook;${PROMPT_COMMAND-}"; fi
        """,
        "<virtual STATUS>",
    ),
    Company(
        "bash",
        "array-appended",
        r"""
        last_hook() { printf '<last %s>' "$?"; }
        PROMPT_COMMAND+=(last_hook)
        """,
        "<last STATUS>",
    ),
    Company(
        "bash",
        "conda",
        # A function in front of the program, whose output it evaluates; activating draws the prompt anew.
        r"""
        conda() { if [[ $1 == activate ]]; then eval "export CONDA_PREFIX=/base PS1='@@PROMPT@@'"; fi; }
        conda activate base
        """,
    ),
    Company("bash", "vi", "set -o vi"),
    Company("bash", "extdebug", "shopt -s extdebug functrace; debugged() { true; }; trap debugged DEBUG"),
    Company("bash", "posix", "set -o posix"),
    Company(
        "zsh",
        "oh-my-zsh",
        r"""
        autoload -Uz add-zsh-hook
        setopt prompt_subst auto_cd auto_pushd pushd_minus extended_glob
        omz_status() { print -n "<omz $?>" }
        omz_moved() { export OTHER=$PWD }
        add-zsh-hook precmd omz_status
        add-zsh-hook chpwd omz_moved
        precmd() { : }
        chpwd() { : }
        """,
        "<omz STATUS>",
    ),
    Company(
        "zsh",
        "starship",
        r"""
        zmodload zsh/parameter
        autoload -Uz add-zsh-hook
        star_precmd() { star_status=$? star_pipe=(${pipestatus[@]}); print -n "<star $star_status>" }
        star_preexec() { star_began=1 }
        add-zsh-hook precmd star_precmd
        add-zsh-hook preexec star_preexec
        """,
        "<star STATUS>",
    ),
    Company(
        "zsh",
        "vscode",
        r"""
        autoload -Uz add-zsh-hook
        vsc_precmd() { builtin local s="$?"; builtin print -n "<D;$s>" }
        add-zsh-hook precmd vsc_precmd
        """,
        "<D;STATUS>",
    ),
    Company(
        "zsh",
        "mise",
        r"""
        typeset -ag precmd_functions chpwd_functions
        other_hook() { export OTHER=$PWD }
        other_cmd() { print -n "<other $?>"; other_hook }
        if [[ -z $precmd_functions[(r)other_cmd] ]]; then precmd_functions=( other_cmd $precmd_functions ); fi
        if [[ -z $chpwd_functions[(r)other_hook] ]]; then chpwd_functions=( other_hook $chpwd_functions ); fi
        """,
        "<other STATUS>",
    ),
    Company(
        "zsh",
        "pyenv-virtualenv",
        r"""
        virtual_hook() { local ret=$?; print -n "<virtual $ret>"; return $ret }
        typeset -g -a precmd_functions
        if [[ -z $precmd_functions[(r)virtual_hook] ]]; then precmd_functions=(virtual_hook $precmd_functions); fi
        """,
        "<virtual STATUS>",
    ),
    Company("zsh", "vi", "bindkey -v; zle-keymap-select() { zle reset-prompt }; zle -N zle-keymap-select"),
    Company(
        "fish",
        "mise",
        r"""
        function other_prompt --on-event fish_prompt; set -gx OTHER $PWD; end
        function other_moved --on-variable PWD; set -gx OTHER $PWD; end
        function other_before --on-event fish_preexec; functions --erase other_nothing; end
        """,
    ),
    Company(
        "fish",
        "pyenv-virtualenv",
        "function virtual_hook --on-event fish_prompt; set -l ret $status; return $ret; end",
    ),
    Company("fish", "vi", "fish_vi_key_bindings"),
    Company("fish", "cd", "functions -c cd their_cd; function cd; their_cd $argv; and set -gx OTHER $PWD; end"),
]
ORDERS: Final = ["before", "after"]


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("one", COMPANY, ids=[f"{one.kind}-{one.name}" for one in COMPANY])
def test_company(one: Company, order: str, home: Home) -> None:
    """Loaded before or after the hook, it runs at each prompt with the right status, and the hook at each move."""
    for shell in (shell for shell in (*BASHES, ZSH, FISH) if shell.kind == one.kind):
        shell.require()
        home.location("eu", "eu")
        project = home.directory("p", 'profile = "eu"\n')
        text = "\n".join(line.strip() for line in one.rc.splitlines())
        lines = [text, shell.source(home.hook(shell.kind))]
        rc = "\n".join(lines if order == "before" else lines[::-1])
        seen = []
        with terminal(shell, home, rc=rc) as found:
            for turn in range(2):
                seen.append(found.line(shell.both(shell.cd(project), f'echo "=${LOCATION}="')))
                seen.append(found.line("(exit 3)" if one.kind != "fish" else "sh -c 'exit 3'"))
                seen.append(found.line("echo $?" if one.kind != "fish" else "echo $status"))
                environment = found.env(f"in{turn}")
                assert ["eu", "eu"] == [environment.get(LOCATION), environment.get("VXENV_PROFILE")]
                found.line(shell.both(shell.cd(home.root), f'echo "=${LOCATION}="'))
                assert LOCATION not in found.env(f"out{turn}")
            found.line("vxenv use eu")
            assert "eu" == found.env("used").get(LOCATION)
        for turn in (0, 3):
            assert "=eu=" in seen[turn]
            assert one.says.replace("STATUS", "0") in seen[turn]
            assert one.says.replace("STATUS", "3") in seen[turn + 1]
            assert "3" in re.sub(r"<[^>]*>", "", seen[turn + 2])


@COMMON
def test_silent_while_loading(shell: Shell, home: Home) -> None:
    """Whatever it has to say, the hook prints nothing while an rc file is read: prompts are on the screen by then."""
    home.location("eu", "eu")
    project = home.directory("p", 'profile = "eu"\n', allowed=False)
    home.settings('default = "nothing"\n')
    place = home.path("printed")
    load = shell.source(home.hook(shell.kind))
    rc = f"{shell.cd(project)}\n{load} >{shell.quote(place)} 2>&1"
    with terminal(shell, home, rc=rc) as found:
        assert 1 == found.first.count("is not allowed")
    with open(place, encoding="utf-8") as file:
        assert "" == file.read()
