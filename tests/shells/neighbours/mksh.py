"""What people have in an rc file of mksh, in words of our own."""

from typing import Final

from shells.neighbours import korn
from shells.neighbours.base import Company

COMPANY: Final = [
    *korn.COMPANY,
    # What mksh ships, in two parts: where both stand behind the hook, which belongs behind PS1, nothing of the hook is
    # left till `vxenv` is called.
    Company(
        "mkshrc-prompt",
        # PS1 says by its first two characters what takes no room, and runs code that shows the status and hands it on.
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
        # A function cd keeps a stack of directories, which has functions of its own.
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
        # It takes PS1 of the former apart by its first two characters, and puts the chroot in front.
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
