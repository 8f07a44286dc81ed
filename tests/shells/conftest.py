"""Fixtures: a home, and each shell in turn."""

import os
from pathlib import Path
from typing import Final

import pytest

from shells import outcomes
from shells.home import Home
from shells.spoken import BASHES, FISH, SHELLS, ZSH, Shell

# The common shells run everything. The others run every test, too, but with one set of parameters of several, and none
# of those that take long by design, since all in all takes half an hour: that is for VXENV_TEST_SHELLS=all, as
# `make matrix` has it.
ALL: Final = "VXENV_TEST_SHELLS"
COMMON: Final = (*BASHES, ZSH, FISH)
LONG: Final = frozenset({"test_long_sessions.py"})


def _rarer(item: pytest.Item) -> tuple[str, ...]:
    """Return the names of the rarer shells that a test runs in."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    shells = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return tuple(one.name for one in shells if isinstance(one, Shell) and one not in COMMON)


def _chosen(group: list[pytest.Item]) -> int:
    """Return which of the tests of one function is run: another in each shell, and the same each time."""
    return sum(map(ord, group[0].name)) % len(group)


def _left_out(items: list[pytest.Item]) -> list[pytest.Item]:
    """Return the tests that only a full run has."""
    if os.environ.get(ALL) == "all":
        return []
    groups: dict[tuple[object, ...], list[pytest.Item]] = {}
    for item in items:
        rarer = _rarer(item)
        if rarer:
            groups.setdefault((item.path, getattr(item, "originalname", item.name), rarer), []).append(item)
    return [
        item
        for group in groups.values()
        for number, item in enumerate(group)
        if number != _chosen(group) or item.path.name in LONG
    ]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note what each test counts for, and expect to fail, strictly, what a shell cannot do."""
    left_out = set(_left_out(items))
    config.hook.pytest_deselected(items=[*left_out])
    items[:] = [item for item in items if item not in left_out]
    for item in items:
        outcomes.mark(item)
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        shell, name = item.callspec.params.get("shell"), item.originalname
        if isinstance(shell, Shell):
            why = next(filter(None, map(shell.cannot.get, (item.name, name, f"{item.path.name}::{name}"))), "")
            if why:
                item.add_marker(pytest.mark.xfail(strict=True, reason=why))


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """Return a home directory of the test's own."""
    return Home(str(tmp_path))


@pytest.fixture(params=SHELLS, ids=repr)
def shell(request: pytest.FixtureRequest) -> Shell:
    """Return each shell in turn, bashes named in VXENV_TEST_BASHES included."""
    found: Shell = request.param
    found.require()
    return found
