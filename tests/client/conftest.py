"""Provide each Claude Code version in turn, and a Vertex server for each test."""

import os
import subprocess
from collections.abc import Iterator

import pytest

from client.agreement import INSTALLED, mark, name_client
from client.vertex import Claude, Vertex, serving
from vxenv.catalogue.clients import Version


def found() -> list[str]:
    """Return the programs named in VXENV_TEST_CLAUDES, or those installed by install-claude.sh."""
    named = os.environ.get("VXENV_TEST_CLAUDES", "")
    if named:
        return named.split(":")
    return [str(one.with_name("node_modules") / ".bin" / "claude") for one in sorted(INSTALLED.glob("*/installed"))]


@pytest.fixture(scope="session", params=found() or [""], ids=name_client)
def claude(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Claude:
    """Provide each Claude Code version in turn; skip if there is none, but fail in CI."""
    if not request.param:
        message = "no client: sh tests/install-claude.sh .venv/claude"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path_factory.mktemp("home"))}
    said = subprocess.run([request.param, "--version"], env=env, capture_output=True, text=True, check=True)
    return Claude(request.param, Version.parse(said.stdout))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Attach the Claude Code version to each test."""
    for item in items:
        mark(item)


@pytest.fixture
def vertex() -> Iterator[Vertex]:
    """Provide a Vertex server."""
    with serving() as server:
        yield server
