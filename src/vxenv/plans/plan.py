"""What a shell needs to get to one activation without asking again: the plan.

A shell asks by key: ``use:STACK``, ``dir:FILE`` (the nearest directory file, allowed or not) or ``default``. The plan
holds the bytes of every file that it was made from, so that the shell sees for itself whether it still holds.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vxenv.activation.plan_keys import USE
from vxenv.env_diff import Delta


class Plan(NamedTuple):
    """How to get to an activation, and what that rests on.

    `stack` and `reason` become ``VXENV_PROFILE`` and ``VXENV_REASON``; both are empty for what cannot be applied.
    `line` is for when the activation or its variables change,
    `note` for whenever the plan is taken (what was refused or failed), `ask` for a pinned shell that comes to a
    directory which asks for this. `files` maps paths to bytes, empty for an absent one; the files `here` must exist
    and those `gone` must not. `told` are the bytes of files that only the line rests on.
    `settings` is the file that the hook's `claude` gives to Claude Code, if it is to. `protected` becomes
    ``VXENV_PROTECTED``, for prompts. `links` must be symlinks: nothing is read through those of a project.
    From the time `until` on, in seconds since 1970, the line is another; 0 is never.
    """

    key: str
    stack: str
    reason: str
    line: str
    note: str
    ask: str
    files: dict[str, bytes]
    here: tuple[str, ...]
    gone: tuple[str, ...]
    delta: Delta
    told: Mapping[str, bytes] = MappingProxyType({})
    settings: str = ""
    protected: bool = False
    links: tuple[str, ...] = ()
    until: int = 0

    def pin(self) -> str:
        """Return the stack that the shell is pinned to and that cannot be applied, "" for none."""
        kind, _, stack = self.key.partition(":")
        return stack if kind == USE and not self.reason else ""
