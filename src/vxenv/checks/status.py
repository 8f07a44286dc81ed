"""Collect the status of a shell: active stack, manual changes, findings and conflicts."""

import os
from typing import TYPE_CHECKING, NamedTuple

from vxenv.activation.current import Current
from vxenv.activation.undo_record import Change
from vxenv.checks.advice import find_main_location
from vxenv.checks.finding import Finding
from vxenv.checks.lint.request import examine_active
from vxenv.claude.precedence import Conflict, find_shell_conflicts
from vxenv.claude.settings import ClaudeSettings, read_for_shell
from vxenv.errors import VxenvError
from vxenv.profiles.policy_files import PolicyFile
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import Store

if TYPE_CHECKING:
    from vxenv.usage.budget_state import BudgetState


class Status(NamedTuple):
    """The status of a shell."""

    # Active and selected stack.
    current: Current
    # Values in the active stack, None for unset; empty without a stack.
    values: dict[str, str | None]
    # Variables that were changed manually.
    changed: tuple[Change, ...]
    # Policy files that bind the active stack, or any without one.
    policies: tuple[PolicyFile, ...]
    # Location of the main model in [regions], "" for none.
    main_location: str
    # Findings of lint in the active stack.
    findings: list[Finding]
    # Settings files of Claude Code.
    settings: ClaudeSettings
    # Conflicts of settings files with the shell.
    conflicts: tuple[Conflict, ...]
    # Budgets of the active stack, as last refreshed.
    budgets: "tuple[BudgetState, ...]" = ()


def read_status() -> Status:
    """Return the status of this shell. Raises DocumentError for config.toml."""
    current = Current()
    current.config  # noqa: B018 - raises if config.toml is invalid
    changes = current.state.changes
    settings = read_for_shell()
    resolved = current.resolved
    values = resolved.list_values(current.base) if resolved else {}
    return Status(
        current,
        values,
        tuple(change for change in changes if change.is_by_hand(os.environ)),
        tuple(file for file in Store().list_policy_files(current.names) if file.exists),
        find_main_location(values),
        examine_active(resolved, current.stack) if resolved else [],
        settings,
        find_shell_conflicts(settings, os.environ, [change.name for change in changes]),
        _read_budgets(resolved) if resolved and resolved.budgets else (),
    )


def _read_budgets(resolved: Resolved) -> "tuple[BudgetState, ...]":
    from vxenv.usage.budget_state import read_states  # noqa: PLC0415 - not needed without a budget

    try:
        return tuple(read_states(resolved))
    except VxenvError:
        return ()  # VXENV_TODAY is invalid, which `lint` reports
