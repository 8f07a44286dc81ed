"""The dialect of ksh93, and what mksh shares with it."""

from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta
from vxenv.shells import posix
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs
from vxenv.shells.posix import assignments, quote

__all__ = ["FILES", "assignments", "heading", "hook_preamble", "plan", "quote", "whole"]

FILES = "\\set -A __vxenv_files / {}"  # an array of none would be no array
# What somebody else may have written is read by a function of the hook: `read -n` loses bytes.
_READING = posix.Reading(
    "IFS='' \\read -r -d '' {name} <{path}",
    "__vxenv_bounded {path}; {name}=$__vxenv_x",
    builtin="\\",
    files=FILES,
    unset="\\command \\unset -v {} 2>/dev/null || :",  # `command`, or a readonly one would end what called it
    plain="\\command \\unset -v {} 2>/dev/null",
)


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    return posix.hook_preamble({**constants, "shell": "ksh"}, closed)


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan."""
    return whole(posix.plan(who, inputs, delta, active, texts, reading=_READING))


def whole(code: str) -> str:
    """Return `code` with the end that the hook looks for, since what does not parse ends whatever called `eval`."""
    return f"{code}# whole\n"
