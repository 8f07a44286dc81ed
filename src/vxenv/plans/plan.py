"""What a shell needs to get to one activation without asking again: the plan.

A shell asks by key: ``use:STACK``, ``dir:FILE`` (the nearest directory file, allowed or not) or ``default``. The plan
holds the bytes of every file that it was made from, so that the shell sees for itself whether it still holds.

`build` makes a plan, `render` turns it into code for a shell (by way of `PlanContent` in shells/plan_content.py),
`cache` keeps that on disk; shell/PROTOCOL.md describes how hooks use it. A tcsh cannot read one, so
`tcsh_cache` keeps it for Python.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vxenv.activation.plan_keys import USE
from vxenv.env_diff import EnvDiff


class Plan(NamedTuple):
    """How to get to an activation, and what that rests on."""

    # What the shell asked for.
    key: str
    # VXENV_PROFILE: the stack, "" for none and for one that cannot be applied.
    stack: str
    # VXENV_REASON: why it is active, "" where nothing is.
    reason: str
    # Printed when the activation or its variables change: the stack, conflicts and advice; "" for nothing.
    line: str
    # Printed whenever the plan is taken: what was refused or failed; "" for nothing.
    note: str
    # Printed in a pinned shell that enters a directory which asks for this; "" for nothing.
    ask: str
    # The bytes of each file that the plan was made from, by path; empty for an absent one.
    files: Mapping[str, bytes]
    # Paths that must be there, whatever they hold.
    present: tuple[str, ...]
    # Paths that must not be there.
    absent: tuple[str, ...]
    # The variables to set and unset.
    delta: EnvDiff
    # The bytes of each file that only `line` and `launch_settings` rest on: Claude Code's settings.
    settings_files: Mapping[str, bytes] = MappingProxyType({})
    # The settings file that the hook's `claude` passes to Claude Code, "" for none.
    launch_settings: str = ""
    # VXENV_PROTECTED: whether prompts show the stack as protected.
    protected: bool = False
    # Paths that must be symlinks; nothing is read through them.
    links: tuple[str, ...] = ()
    # When `line` changes with the date, in seconds since 1970; 0 for never.
    until: int = 0

    @property
    def pin(self) -> str:
        """The stack that the shell is pinned to and that cannot be applied, "" for none."""
        kind, _, stack = self.key.partition(":")
        return stack if kind == USE and not self.reason else ""
