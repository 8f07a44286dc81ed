"""Fixtures: a home, and each shell in turn."""

from pathlib import Path

import pytest

from shells.harness import SHELLS, Home, Shell


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
