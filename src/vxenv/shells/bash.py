"""The dialect of bash from 4.4 on."""

from collections.abc import Mapping

from vxenv.env_diff import Delta
from vxenv.shells import posix
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs
from vxenv.shells.posix import assignments, hook_preamble, quote

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

# mapfile reads in blocks and minds no IFS; like `read` it stops at a NUL byte.
_READING = posix.Reading(
    "mapfile -n 1 -d '' {name} <{path}",
    "IFS='' read -r -d '' -n 65536 {name} <{path}",
    by_key=True,
    taken="${{{0}[@]+x}}${{{0}[@]@a}}",  # nounset lets this pass, as it would not ${A@a}
)


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan."""
    return posix.plan(who, inputs, delta, active, texts, reading=_READING)
