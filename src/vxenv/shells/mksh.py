"""Mksh."""

from typing import Final

from vxenv.shells.ksh import Ksh


class Mksh(Ksh):
    """Mksh."""

    name = "mksh"
    prompts = "PS1"
    hook_file = "vxenv.ksh"
    load_guard = 'case "${KSH_VERSION-}" in *MIRBSD*) ;; *) false ;; esac && '
    processes = ("mksh",)
    which_command = "which -a {program}"

    # -N reads in blocks, where -d '' would read byte by byte, and $(<file) would drop newlines at the end.
    read_command = bounded_read_command = "IFS='' \\read -r -N 65536 {name} <{path}"
    # Each variable that is unset by its name costs mksh fifty bytes for good. By all its elements it stays, unset, and
    # so does what was declared of it until -g takes that away, without which it would be of a local one. With
    # `command`, as a readonly one would end what called it.
    unset_all_command = "\\command \\unset -v {1} 2>/dev/null; \\command \\typeset -g +xiulLRZU {0} 2>/dev/null || :"
    undeclare_command = "\\command \\typeset -g +iulLRZU {} 2>/dev/null"


SHELL: Final = Mksh()
