"""What a shell's rc file exports, read as data: nothing of it is run."""

from vxenv.exchange.rc.files import functions, read_rc
from vxenv.exchange.rc.posix import read

__all__ = ["functions", "read", "read_rc"]
