"""Provide typical rc code of mksh, written for these tests."""

from typing import Final

from shells.neighbours import korn
from shells.neighbours.base import Company

COMPANY: Final = [
    *korn.COMPANY,
    # The two parts that mksh ships: loaded after the hook, which belongs after PS1, they disable the hook until
    # `vxenv` is called.
    Company(
        "mkshrc-prompt",
        # The first two characters of PS1 mark zero-width text; it runs code that shows the status and passes it on.
        r"""
        PS1=$'\001\r''${|
          \\builtin typeset e=$?
          REPLY+="<mine $e>"
          \\builtin return $e
        }@@PROMPT@@'
        \\builtin alias ls=ls l='ls -F' doch='sudo mksh -c "$(\\builtin fc -ln -1)"'
        """,
        "<mine STATUS>",
    ),
    Company(
        "mkshrc-stack",
        # A function cd keeps a stack of directories, with functions of its own.
        r"""
        \\builtin set -A DIRSTACK
        function chpwd { DIRSTACK[0]=$PWD; \:; }
        \chpwd .
        cd() {
          \\builtin cd "$@" || \\builtin return $?
          \chpwd "$@"
        }
        function dirs { \\builtin print -r -- "${DIRSTACK[@]}"; }
        """,
    ),
    Company(
        "debian",
        # It splits the previous PS1 at its first two characters, and puts the chroot first.
        r"""
        PS1=$'\001\r'"${PS1-}"
        p=$'\001'
        [[ ${PS1:1:1} = $'\r' ]] && { p=${PS1:0:1}; PS1=${PS1:2}; }
        PS1=$p$'\r${chroot:+'$p$'\e[0;1m'$p'($chroot)'$p$'\e[0m'$p'}'$PS1
        \\builtin unset p
        """,
    ),
    Company("vi", "set -o vi"),
    Company("sh", "set -o sh"),
]
