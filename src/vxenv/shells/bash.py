"""The dialect of bash from 4.4 on."""

from collections.abc import Mapping

from vxenv.delta import Delta
from vxenv.shells import posix
from vxenv.shells.inputs import Inputs
from vxenv.shells.posix import assignments, hook_preamble, quote

__all__ = ["assignments", "hook_preamble", "plan", "quote"]


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return the body of a plan's function."""
    # mapfile reads in blocks and minds no IFS; it stops at a NUL byte, as `read` does.
    return posix.plan(who, inputs, delta, active, texts, read="mapfile -n 1 -d ''")
