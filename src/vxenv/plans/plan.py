"""The plan: the changes a shell makes to its environment for one key, and the inputs they depend on.

A key is ``use:STACK``, ``dir:FILE`` (the nearest directory file, allowed or not) or ``default``. The plan contains the
bytes of every file that it was made from, so a shell can check on its own that the plan is still valid.

`build` makes a plan, `render` turns it into code for a shell (through `PlanContent` in shells/plan_content.py), and
`cache` writes it to disk; shell/PROTOCOL.md describes how hooks use it. tcsh cannot evaluate plans, so `tcsh_cache`
keeps them for Python.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vxenv.activation.plan_keys import USE
from vxenv.env_diff import EnvDiff
from vxenv.shells import Preview


class Plan(NamedTuple):
    """An activation and its inputs."""

    # The requested key.
    key: str
    # Value of VXENV_PROFILE: the stack, or "" if nothing is applied.
    stack: str
    # Value of VXENV_REASON, or "" if nothing is active.
    reason: str
    # Message printed when the profile or its variables change: stack, conflicts and advice; or "".
    line: str
    # Message printed each time the plan is applied: a refusal or a failure; or "".
    note: str
    # Message printed when a pinned shell enters the directory; or "".
    ask: str
    # Contents of each file the plan was made from, by path; empty for a missing file.
    files: Mapping[str, bytes]
    # Paths that must exist, with any contents.
    present: tuple[str, ...]
    # Paths that must not exist.
    absent: tuple[str, ...]
    # The variables to set and unset.
    delta: EnvDiff
    # Contents of Claude Code's settings files, on which only `line` and `launch_settings` depend.
    settings_files: Mapping[str, bytes] = MappingProxyType({})
    # The settings file that the hook's `claude` passes to Claude Code, or "".
    launch_settings: str = ""
    # Value of VXENV_PROTECTED: True for a protected stack.
    protected: bool = False
    # Paths that must be symlinks, which are not followed.
    links: tuple[str, ...] = ()
    # Time at which `line` expires, in seconds since 1970; 0 for never.
    until: int = 0
    # The output of `use`; None if only Python may run it: for other keys, protected stacks and refusals.
    preview: Preview | None = None
    # Contents of the files that the advice in `preview` depends on, by path; empty for a missing file.
    advice_files: Mapping[str, bytes] = MappingProxyType({})
    # Contents of the policy files that bind the stack, by path, compared when a shell switches; empty for a missing
    # file, None for one that a shell cannot compare: the plan is not reused while it exists.
    policy_files: Mapping[str, bytes | None] = MappingProxyType({})
    # The user's own values, "" for unset ones, of the variables with which the stack merges its values, by name,
    # compared when a shell switches.
    originals: Mapping[str, str] = MappingProxyType({})
    # Contents of the files of git through which a linked worktree inherits trust, by path, compared when a shell
    # switches; `present` contains the paths.
    pointer_files: Mapping[str, bytes] = MappingProxyType({})

    @property
    def pin(self) -> str:
        """The pinned stack if it cannot be applied, else ""."""
        kind, _, stack = self.key.partition(":")
        return stack if kind == USE and not self.reason else ""
