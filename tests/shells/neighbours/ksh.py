"""Provide typical rc code of ksh93, written for these tests."""

from typing import Final

from shells.neighbours import korn
from shells.neighbours.base import Company

COMPANY: Final = [
    *korn.COMPANY,
    Company(
        "skeleton",
        # Debian's: cd is an alias for a function that shortens the directory for a prompt, and keys have a trap.
        r"""
        function _cd {
          typeset -n dir=HOME
          "cd" "$@"
          if [[ $PWD = $HOME* ]]; then _pwd=\~${PWD#$HOME}; else _pwd=$PWD; fi
        }
        alias cd=_cd
        _cd .
        typeset -A keymap
        keymap=([$'\eOD']=$'\eb')
        trap '.sh.edchar=${keymap[${.sh.edchar}]:-${.sh.edchar}}' KEYBD
        set -o emacs -o trackall -o globstar
        PS1='<$_pwd [!]>@@PROMPT@@'
        """,
    ),
    Company(
        "discipline",
        # The prompt is built at each evaluation.
        r"""
        function PS1.get { .sh.value="<get $?>@@PROMPT@@"; }
        """,
        "<get STATUS>",
    ),
    Company(
        "posix-discipline",
        r"""
        PS1.get() { typeset code=$?; .sh.value="<get $code>@@PROMPT@@"; }
        """,
        "<get STATUS>",
    ),
    Company(
        "preexec",
        # The only way to get the command being run.
        r"""
        function told { typeset code=$?; ran=${.sh.command}; return "$code"; }
        trap told DEBUG
        """,
    ),
    # On a terminal without echo ksh93u+m 1.0.4 itself crashes in this mode, and with echo it repeats each prompt.
    Company("vi", "stty echo; set -o vi; PS1='@@PROMPT!@@'"),
    Company("posix", "set -o posix"),
]
