"""The dialect of bash before 4.4, 3.2 included: no `mapfile -d`, and in 3.2 no associative arrays."""

from collections.abc import Mapping

from vxenv.env_diff import Delta
from vxenv.shells import posix
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs
from vxenv.shells.posix import assignments, hook_preamble, quote

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

_READING = posix.Reading(
    "IFS='' read -r -d '' -n 65536 {name} <{path}", "IFS='' read -r -d '' -n 65536 {name} <{path}"
)


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan."""
    return posix.plan(who, inputs, delta, active, texts, reading=_READING)
