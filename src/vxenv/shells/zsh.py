"""The dialect of zsh."""

from collections.abc import Mapping

from vxenv.env_diff import Delta
from vxenv.shells import posix
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs
from vxenv.shells.posix import assignments, hook_preamble, quote

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

# -k reads in blocks, where -d '' would read byte by byte, and $(<file) would drop newlines at the end.
_READ = "read -r -k 65536 -u 0 {name} <{path}"
_READING = posix.Reading(_READ, _READ, taken="${{{0}+x}}")  # here an array as a whole is set


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan."""
    return posix.plan(who, inputs, delta, active, texts, reading=_READING)
