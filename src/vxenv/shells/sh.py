"""POSIX sh: an export format without a hook."""

from typing import Final

from vxenv.shells.posix import PosixShell


class Sh(PosixShell):
    """POSIX sh."""

    name = "sh"
    completions_file = ""


SHELL: Final = Sh()
