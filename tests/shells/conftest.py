"""Provide a home and each shell in turn, and select the tests that run in each shell."""

import os
from pathlib import Path
from typing import Final

import pytest

from shells import outcomes
from shells.drivers import BASHES, FISH, SHELLS, ZSH, Shell
from shells.home import Home

# Common shells run everything. Other shells run the tests of hook mechanics, and one parameter set of the tests
# of values, code and other programs. VXENV_TEST_SHELLS=all (`make matrix`) runs everything in all shells.
ALL: Final = "VXENV_TEST_SHELLS"
COMMON: Final = (*BASHES, ZSH, FISH)
CORE: Final = frozenset(
    {
        "test_switching.py", "test_processes.py", "test_unapplied.py", "test_lint.py", "test_restricted.py",
        "test_smoke.py", "test_quick_use.py", "test_data_directories.py",
    }
)  # fmt: skip
SECURITY: Final = "security"  # tests that run everything in all shells
SAMPLED: Final = frozenset({"test_torture.py", "test_injection.py", "test_company.py", "test_activate.py"})
# Tests not marked `long`: these run in the common shells, and these in all. Files that share a scenario belong to
# the same group, because one run must test a whole cell of the table.
QUICK: Final = frozenset(
    {"test_switching.py", "test_pins.py", "test_processes.py", "test_consent.py", "test_worktree.py"}
)
QUICK_EVERYWHERE: Final = frozenset({"test_smoke.py", "test_outcomes.py"})


def _rarer(item: pytest.Item) -> str:
    """Return the name of the rarer shell that a test runs in, "" for none."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    shells = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return next((one.name for one in shells if isinstance(one, Shell) and one not in COMMON), "")


def _is_long(item: pytest.Item) -> bool:
    """Return whether a test of a shell is left to `make thorough`."""
    if item.path.parent.name != "shells":
        return False
    return item.path.name not in QUICK_EVERYWHERE and (item.path.name not in QUICK or bool(_rarer(item)))


def _samples(items: list[pytest.Item]) -> set[pytest.Item]:
    """Return one test per function and rarer shell, a different one in each shell, the same in each run."""
    groups: dict[tuple[str, str, str], list[pytest.Item]] = {}
    for item in items:
        shell = _rarer(item)
        if shell and isinstance(item, pytest.Function) and item.path.name in SAMPLED:
            groups.setdefault((item.path.name, item.originalname, shell), []).append(item)
    return {group[sum(map(ord, shell)) % len(group)] for (_, _, shell), group in groups.items()}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Record the cells that each test counts for, mark long tests, and expect failures for known shell limits."""
    everywhere = os.environ.get(ALL) == "all"
    whole = {
        item
        for item in items
        if everywhere or not _rarer(item) or item.path.name in CORE or item.path.parent.name == SECURITY
    }
    kept = whole | _samples(items)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = [item for item in items if item in kept]
    for item in items:
        if _is_long(item):
            item.add_marker(pytest.mark.long)
        if item in whole:
            outcomes.mark(item)  # a cell describes all its tests
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        shell, name = item.callspec.params.get("shell"), item.originalname
        if isinstance(shell, Shell):
            why = next(filter(None, map(shell.cannot.get, (item.name, name, f"{item.path.name}::{name}"))), "")
            if why:
                item.add_marker(pytest.mark.xfail(strict=True, reason=why))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Provide a new home directory for the test."""
    return Home(str(tmp_path))


@pytest.fixture(params=SHELLS, ids=repr)
def shell(request: pytest.FixtureRequest) -> Shell:
    """Provide each shell in turn, including the bash programs named in VXENV_TEST_BASHES."""
    found: Shell = request.param
    found.require()
    return found
