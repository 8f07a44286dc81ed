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

    # -N reads in blocks; -d '' would read byte by byte, and $(<file) would drop trailing newlines.
    read_command = bounded_read_command = "IFS='' \\read -r -N 65536 {name} <{path}"
    # mksh leaks fifty bytes for each variable that is unset by its name. Unsetting all its elements avoids that, but
    # keeps its attributes, which `typeset -g` removes. `command` keeps a readonly variable from ending the caller.
    unset_all_command = "\\command \\unset -v {1} 2>/dev/null; \\command \\typeset -g +xiulLRZU {0} 2>/dev/null || :"
    undeclare_command = "\\command \\typeset -g +iulLRZU {} 2>/dev/null"
    exported_test = "[[ ${{ \\typeset -p {0} 2>/dev/null;}} == 'typeset -x {0}='* ]]"


SHELL: Final = Mksh()
