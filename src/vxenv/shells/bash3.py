"""The dialect of bash before 4.4, 3.2 included, where `mapfile` cannot stop at a NUL byte or does not exist."""

from collections.abc import Mapping

from vxenv.delta import Delta
from vxenv.shells import posix
from vxenv.shells.inputs import Inputs
from vxenv.shells.posix import assignments, hook_preamble, quote

__all__ = ["assignments", "hook_preamble", "plan", "quote"]


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return the body of a plan's function."""
    return posix.plan(who, inputs, delta, active, texts, read="IFS='' read -r -d '' -n 65536")
