"""What people have in an rc file of either Korn shell, each in the way of the tool that it is named after."""

from typing import Final

from shells.neighbours.base import Company

COMPANY: Final = [
    Company(
        "starship",
        # Neither shell calls anything before a prompt, so that PS1 holds a substitution, which is given the status.
        r"""
        star_prompt() { printf '<star %s>' "$1"; }
        PS1='$(star_prompt "$?")@@PROMPT@@'
        """,
        "<star STATUS>",
    ),
    Company(
        "zoxide",
        # It adds to the end of PS1, and jumps by the builtin, past every function.
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
        # It puts its name before PS1, forgets where commands are, and has a function which gives PS1 back.
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
        # Environment Modules and conda evaluate what a program prints for them.
        r"""
        module() { eval "$(printf 'export LOADEDMODULES=%s; test 0\n' "$1")"; }
        module gcc
        set -o noclobber
        """,
    ),
    Company(
        "title",
        # A function cd for the title of the window, which takes a second word to replace the first by.
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
        # Other names for cd, and names of builtins that are taken.
        r"""
        alias ..='cd ..' up='cd ..' md=mkdir cp='cp -i' read='read -r' print='print -r' unset='unset -v' l='ls -l'
        alias eval='echo eval' export='export ' return='echo return' test='echo test' command='command '
        up2() { cd ../..; }
        """,
    ),
    Company("strict", "set -u -f -o noclobber; IFS=:; LC_ALL=C; export LC_ALL; CDPATH=:.."),
    Company("errors", 'trap \'printf "<failed %s>" "$?"\' ERR'),
]
