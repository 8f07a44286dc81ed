"""Collect the agreement of real Claude Code versions with vxenv's predictions, for docs/reference/agreement.md.

With VXENV_AGREEMENT=FILE the results are written to FILE at the end; `tools/agreement.py` makes the page from it.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

import pytest

INSTALLED: Final = Path(__file__).parents[2] / ".venv" / "claude"
FILE: Final = "VXENV_AGREEMENT"
_PROPERTY: Final = "agreement"

# The predictions, and the file that tests each. Every test file that runs Claude Code is listed here.
SUBJECTS: Final[Mapping[str, str]] = {
    "test_slots_against_the_client.py": "project, location, model and address of each role",
    "test_fallbacks_against_the_client.py": "fallbacks if models are refused",
    "test_program_of_the_client.py": "aliases, models and dates in Claude Code's own catalogue",
    "test_settings_against_the_client.py": "precedence of settings files",
    "test_available_models.py": "`availableModels` and `enforceAvailableModels`",
    "test_exec_against_the_client.py": "`exec` and `export` with settings files",
    "test_managed_settings_against_the_client.py": "`export` of managed settings and of policy helpers",
    "test_switching_against_the_client.py": "switching in a shell with settings files",
    "test_session_against_the_client.py": "`statusline` and `guard` inside a session",
    "test_plugin_of_the_client.py": "validation, hook and command of the plugin",
    "test_unknown_models_of_the_client.py": "context and output of models unknown to Claude Code",
    "test_explain_the_client.py": "`explain` on Claude Code's errors",
    "test_labels_against_the_client.py": "labels in requests, and telemetry",
    "test_login_against_the_client.py": "the command that renews expired credentials",
    "test_running_clients.py": "running sessions, and the settings of editors",
    "test_ledger_against_the_client.py": "sessions in the ledger",
    "test_usage_against_the_client.py": "tokens and costs of sessions in `usage`",
}


class Count(NamedTuple):
    """The results of one subject in one version."""

    # Cases run.
    cases: int = 0
    # Cases in which Claude Code matched the prediction.
    hits: int = 0
    # Other cases by name, with the reason if known.
    misses: tuple[str, ...] = ()


def name_client(path: str) -> str:
    """Return a name for the program at `path`: the version if it was installed for tests, or the path."""
    return Path(path).relative_to(INSTALLED).parts[0] if path.startswith(f"{INSTALLED}/") else path


def mark(item: pytest.Item) -> None:
    """Attach the subject that a test counts for to its reports, which may come from other processes."""
    subject = SUBJECTS.get(item.path.name) if item.path.parent.name == "client" else None
    path = getattr(getattr(item, "callspec", None), "params", {}).get("claude")
    if subject and path:
        version = name_client(path)
        item.user_properties.append((_PROPERTY, [subject, version, item.name.replace(f"[{version}-", "[")]))


class Agreement:
    """A plugin that collects reports in the controlling process."""

    def __init__(self, path: str) -> None:
        """Write the results to `path` at the end."""
        self.path = path
        self.counts: dict[str, dict[str, Count]] = {subject: {} for subject in SUBJECTS.values()}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count each test once."""
        for name, value in report.user_properties:
            if name == _PROPERTY:
                subject, version, case = cast("tuple[str, str, str]", value)
                found = self.counts[subject].get(version, Count())
                self.counts[subject][version] = add_report(found, report, case)

    def pytest_sessionfinish(self) -> None:
        """Write the collected results."""
        rows: dict[str, Any] = {
            subject: {version: count._asdict() for version, count in counts.items() if count.cases}
            for subject, counts in self.counts.items()
        }
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"version": 1, "rows": rows}, file, indent=1)


def add_report(count: Count, report: pytest.TestReport, case: str) -> Count:
    """Return `count` with a report added. A skipped test does not count."""
    reason = getattr(report, "wasxfail", None)
    if report.failed or (report.skipped and reason is not None):
        miss = f"{case}: {reason}" if reason else case
        return count._replace(cases=count.cases + 1, misses=(*count.misses, miss))
    if report.skipped or report.when != "call":
        return count
    return count._replace(cases=count.cases + 1, hits=count.hits + 1)


def begin(config: pytest.Config) -> None:
    """Register the collector if requested, except in xdist workers."""
    path = os.environ.get(FILE)
    if path and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Agreement(os.path.abspath(path)), "vxenv-agreement")
