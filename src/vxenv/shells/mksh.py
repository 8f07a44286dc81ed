"""The dialect of mksh: a format to export to; it has no hook."""

from vxenv.shells.posix import assignments, quote

__all__ = ["assignments", "quote"]
