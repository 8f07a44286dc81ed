"""The dialect of mksh."""

from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta
from vxenv.shells import posix
from vxenv.shells.ksh import FILES, whole
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs
from vxenv.shells.posix import assignments, quote

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

# -N reads in blocks, where -d '' would read byte by byte, and $(<file) would drop newlines at the end.
_READ = "IFS='' \\read -r -N 65536 {name} <{path}"
# Each variable that is unset by its name costs mksh fifty bytes for good. By all its elements it stays, unset, and so
# does what was declared of it until -g takes that away, without which it would be of a local one. With `command`, as a
# readonly one would end what called it.
_UNSET = "\\command \\unset -v {1} 2>/dev/null; \\command \\typeset -g +xiulLRZU {0} 2>/dev/null || :"
_PLAIN = "\\command \\typeset -g +iulLRZU {} 2>/dev/null"
_READING = posix.Reading(_READ, _READ, builtin="\\", files=FILES, unset=_UNSET, plain=_PLAIN)


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    return posix.hook_preamble({**constants, "shell": "mksh"}, closed)


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan."""
    return whole(posix.plan(who, inputs, delta, active, texts, reading=_READING))
