"""POSIX sh: a format to export to; it has no hook."""

from typing import Final

from vxenv.shells.posix import PosixShell


class Sh(PosixShell):
    """POSIX sh."""

    name = "sh"
    completions_file = ""


SHELL: Final = Sh()
