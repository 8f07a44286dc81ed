"""Fixtures: each client in turn, and a Vertex for each test."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from client.agreement import INSTALLED, mark, name_client
from client.vertex import Claude, Vertex, serving
from vxenv.catalogue.clients import Version


def found() -> list[str]:
    """Return the clients that VXENV_TEST_CLAUDES names, else those that install-claude.sh installed."""
    named = os.environ.get("VXENV_TEST_CLAUDES", "")
    if named:
        return named.split(":")
    return [str(one.with_name("node_modules") / ".bin" / "claude") for one in sorted(INSTALLED.glob("*/installed"))]


@pytest.fixture(scope="session", params=found() or [""], ids=name_client)
def claude(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Claude:
    """Return each client in turn; without one, skip, but not where CI is set."""
    if not request.param:
        message = "no client: sh tests/install-claude.sh .venv/claude"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path_factory.mktemp("home"))}
    said = subprocess.run([request.param, "--version"], env=env, capture_output=True, text=True, check=True)
    return Claude(request.param, Version.parse(said.stdout))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Note on each test which client it runs."""
    for item in items:
        mark(item)


@pytest.fixture
def vertex() -> Iterator[Vertex]:
    """Return a Vertex of the test's own."""
    with serving() as server:
        yield server
