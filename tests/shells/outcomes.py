"""Collect the result of each scenario in each shell for the table of docs/reference/shells.md.

With VXENV_MATRIX=FILE the results are written to FILE at the end; `tools/matrix.py` makes the table from it.
"""

import json
import os
from collections.abc import Mapping
from typing import Any, Final, NamedTuple, cast

import pytest

from shells.drivers import Shell
from vxenv.shells import EXPORTED

FILE: Final = "VXENV_MATRIX"
_PROPERTY: Final = "cells"

# The scenario of each test file. Every test file is listed here or below.
SCENARIOS: Final[Mapping[str, tuple[str, ...]]] = {
    "directory activation and restoring": ("test_switching.py",),
    "`use`, `off`, `auto`, `use -`": ("test_pins.py",),
    "trust": ("test_consent.py", "test_worktree.py"),
    "policies": ("test_policy.py",),
    "changes on disk": ("test_changes.py", "test_unapplied.py"),
    "exact values and names": ("test_bytes.py", "test_torture.py"),
    "injection of code and escapes": ("test_injection.py",),
    "child shells": ("test_children.py",),
    "no process at the prompt": ("test_processes.py",),
    "faults": ("test_faults.py",),
    "your options, traps and `$?`": ("test_side_effects.py",),
    "terminal sessions": ("test_terminal.py",),
    "together with direnv": ("test_direnv.py",),
    "together with prompts, wrappers and virtual environments": ("test_neighbours.py", "test_activate.py"),
    "restricted shells": ("test_restricted.py",),
    "long sessions": ("test_long_sessions.py",),
    "prompt files": ("test_prompts.py",),
    "messages about conflicts and lint findings": ("test_conflicts.py", "test_advice.py"),
    "`claude` wrapper": ("test_wrapper.py",),
    "changes to active profiles": ("test_authoring.py",),
    "profiles of sources": ("test_sources.py", "test_source_address.py", "test_source_offline.py"),
    "`setup`": ("test_setup.py",),
    "`doctor`": ("test_doctor.py", "test_hints.py"),
    "completions": ("test_completions.py",),
    "tmux": ("test_tmux.py",),
    "picker": ("test_picker.py",),
    "advice that changes with the day": ("test_expiry.py",),
    "labels and telemetry beside your own values": ("test_merged_values.py",),
    "budgets": ("test_budgets.py",),
    "`export --format`": ("test_exports.py",),
}
# Tests without a scenario, or about details of one shell.
ELSEWHERE: Final = frozenset(
    {
        "test_cold_code.py", "test_data_directories.py", "test_lint.py", "test_outcomes.py", "test_quick_use.py",
        "test_smoke.py", "test_try.py", "test_upgrade_hook.py", "test_xonsh.py",
    }
)  # fmt: skip
_ROW: Final = {file: scenario for scenario, files in SCENARIOS.items() for file in files}


class Cell(NamedTuple):
    """The results of the tests of one scenario in one shell; `reasons` lists its known limits."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    reasons: tuple[str, ...] = ()


def shells_of(params: Mapping[str, Any]) -> list[str]:
    """Return the kinds of shells that a test with these parameters runs in: shells, or the name of a `kind`."""
    found = {params["kind"]} & {*EXPORTED} if "kind" in params else set()
    for value in params.values():
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, Shell):
                found.add(one.kind)
        kind = getattr(value, "kind", "")
        if kind in EXPORTED:
            found.add(kind)
    return sorted(found)


def mark(item: pytest.Item) -> None:
    """Attach the cells that a test counts for to its reports, which may come from other processes."""
    scenario = _ROW.get(item.path.name) if item.path.parent.name == "shells" else None
    params = getattr(getattr(item, "callspec", None), "params", {})
    shells = shells_of(params)
    if scenario and shells:
        item.user_properties.append((_PROPERTY, [scenario, shells]))


class Outcomes:
    """A plugin that collects reports in the controlling process."""

    def __init__(self, path: str) -> None:
        """Write the results to `path` at the end."""
        self.path = path
        self.cells: dict[tuple[str, str], Cell] = {}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count each test once."""
        for name, value in report.user_properties:
            if name == _PROPERTY:
                scenario, shells = cast("tuple[str, list[str]]", value)
                for shell in shells:
                    at = (scenario, shell)
                    self.cells[at] = counted(self.cells.get(at, Cell()), report)

    def pytest_sessionfinish(self) -> None:
        """Write the collected results."""
        rows = {
            scenario: {shell: cell._asdict() for shell in EXPORTED if (cell := self.cells.get((scenario, shell)))}
            for scenario in SCENARIOS
        }
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"version": 1, "rows": rows}, file, indent=1)


def counted(cell: Cell, report: pytest.TestReport) -> Cell:
    """Return `cell` with a report added. For a passing test only the report of its call counts."""
    reason = getattr(report, "wasxfail", None)
    if report.failed:
        return cell._replace(failed=cell.failed + 1)
    if report.skipped and reason is not None:
        return cell._replace(reasons=tuple(sorted({*cell.reasons, reason})))
    if report.skipped:
        return cell._replace(skipped=cell.skipped + 1)
    return cell._replace(passed=cell.passed + 1) if report.when == "call" else cell


def begin(config: pytest.Config) -> None:
    """Register the collector if requested, except in xdist workers."""
    path = os.environ.get(FILE)
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Outcomes(os.path.abspath(path)), "vxenv-outcomes")
