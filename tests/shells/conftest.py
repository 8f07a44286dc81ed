"""Fixtures: a home, and each shell in turn."""

from pathlib import Path

import pytest

from shells import outcomes
from shells.home import Home
from shells.spoken import SHELLS, Shell


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note what each test counts for, and expect to fail, strictly, what a shell cannot do."""
    for item in items:
        outcomes.mark(item)
        if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
            continue
        shell, name = item.callspec.params.get("shell"), item.originalname
        if isinstance(shell, Shell):
            why = shell.cannot.get(name) or shell.cannot.get(f"{item.path.name}::{name}")
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
