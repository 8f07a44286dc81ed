"""Provide typical rc code of either Korn shell, written in the manner of the named tools."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "starship",
        # Neither shell runs code before a prompt: PS1 holds a substitution, which receives the status.
        r"""
        star_prompt() { printf '<star %s>' "$1"; }
        PS1='$(star_prompt "$?")@@PROMPT@@'
        """,
        "<star STATUS>",
    ),
    Company(
        "zoxide",
        # It appends to PS1, and jumps by the builtin, past every function.
        r"""
        jump_hook() { export OTHER=$PWD; }
        if [ "${PS1:=}" = "${PS1#*\$(jump_hook)}" ]; then PS1="${PS1}\$(jump_hook)"; fi
        jump() { \command cd "$@"; }
        \command unalias z >/dev/null 2>&1 || :
        z() { jump "$@"; }
        z .
        """,
    ),
    Company(
        "virtualenv",
        # It puts its name before PS1, clears the cached command paths, and has a function that restores PS1.
        r"""
        leave() { PS1=$old_prompt; export PS1; unset old_prompt; }
        export VIRTUAL_ENV=/venv PATH="/venv/bin:$PATH"
        old_prompt=${PS1-}
        PS1="(venv) ${PS1-}"
        export PS1
        hash -r 2>/dev/null
        """,
    ),
    Company(
        "modules",
        # Environment Modules and conda evaluate the output of a program.
        r"""
        module() { eval "$(printf 'export LOADEDMODULES=%s; test 0\n' "$1")"; }
        module gcc
        set -o noclobber
        """,
    ),
    Company(
        "title",
        # A function cd for the window title, with a second word that replaces the first.
        r"""
        function cd {
          command cd "$@" || return
          printf '<title %s>' "${PWD##*/}"
          export OTHER=$PWD
        }
        """,
    ),
    Company(
        "dots",
        # Aliases for cd, and redefined names of builtins.
        r"""
        alias ..='cd ..' up='cd ..' md=mkdir cp='cp -i' read='read -r' print='print -r' unset='unset -v' l='ls -l'
        alias eval='echo eval' export='export ' return='echo return' test='echo test' command='command '
        up2() { cd ../..; }
        """,
    ),
    Company("strict", "set -u -f -o noclobber; IFS=:; LC_ALL=C; export LC_ALL; CDPATH=:.."),
    Company("errors", 'trap \'printf "<failed %s>" "$?"\' ERR'),
]
