"""Fixtures: a home, and each shell in turn."""

import os
from pathlib import Path
from typing import Final

import pytest

from shells import outcomes
from shells.home import Home
from shells.spoken import BASHES, FISH, SHELLS, ZSH, Shell

# The common shells run everything; the others what their hooks stand on, and everything where VXENV_TEST_SHELLS=all,
# as `make matrix` has it: all of them in all scenarios take half an hour.
ALL: Final = "VXENV_TEST_SHELLS"
COMMON: Final = (*BASHES, ZSH, FISH)
CORE: Final = frozenset({"test_switching.py", "test_processes.py", "test_lint.py", "test_restricted.py"})


def _is_rarer(item: pytest.Item) -> bool:
    """Tell whether a test runs in one of the rarer shells."""
    values = item.callspec.params.values() if hasattr(item, "callspec") else ()
    shells = [one for value in values for one in (value if isinstance(value, tuple) else (value,))]
    return any(isinstance(one, Shell) and one not in COMMON for one in shells)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note what each test counts for, and expect to fail, strictly, what a shell cannot do."""
    full = os.environ.get(ALL) == "all"
    left_out = {item for item in items if _is_rarer(item) and item.path.name not in CORE and not full}
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
