"""Bash before 4.4, 3.2 included: no `mapfile -d`, and in 3.2 no associative arrays."""

from typing import Final

from vxenv.shells.bash import Bash
from vxenv.shells.posix import PosixShell


class Bash3(Bash):
    """Bash with the form of plans for old versions."""

    read_command = Bash.bounded_read_command
    compares_by_key = False
    set_test = PosixShell.set_test
    exported_test = "builtin compgen -X '!{0}' -e {0} >/dev/null"


SHELL: Final = Bash3()
