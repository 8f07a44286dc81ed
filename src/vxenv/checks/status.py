"""The status of a shell: what is active, what is changed by hand, and what Claude Code and lint have against it."""

import os
from typing import NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.undo_record import Change
from vxenv.checks.advice import find_main_location
from vxenv.checks.finding import Finding
from vxenv.checks.lint.request import examine_active
from vxenv.claude.precedence import Conflict, find_shell_conflicts
from vxenv.claude.settings import ClaudeSettings, read_for_shell


class Status(NamedTuple):
    """What there is to say of a shell."""

    # What is active and what is selected.
    current: Current
    # What the active stack sets, None for unset; nothing without one.
    values: dict[str, str | None]
    # The variables that no longer hold what vxenv gave them.
    changed: tuple[Change, ...]
    # Where a key of [regions] sends the main model, "" if none does.
    main_location: str
    # What lint finds in the active stack.
    findings: list[Finding]
    # Claude Code's settings files.
    settings: ClaudeSettings
    # Where they beat the shell.
    conflicts: tuple[Conflict, ...]


def read_status() -> Status:
    """Return the status of this shell. Raises DocumentError for config.toml."""
    current = Current()
    current.config  # noqa: B018 - a broken config.toml is an error here
    changes = current.state.changes
    settings = read_for_shell()
    resolved = current.resolved
    values = resolved.list_values() if resolved else {}
    return Status(
        current,
        values,
        tuple(change for change in changes if change.is_by_hand(os.environ)),
        find_main_location(values),
        examine_active(resolved, current.stack) if resolved else [],
        settings,
        find_shell_conflicts(settings, os.environ, [change.name for change in changes]),
    )
