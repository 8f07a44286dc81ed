"""Provide a repository of a team, and its cache."""

import os
from pathlib import Path

import pytest

from sources.repositories import PROFILE, Repository
from vxenv.sources.git import find_cache


@pytest.fixture(autouse=True)
def _no_git_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of git of whoever runs the tests, and of its proxies."""
    for name in list(os.environ):
        if name.startswith("GIT_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def repository(home: Path) -> Repository:
    """Provide a repository with a profile, and two more commits that change it."""
    made = Repository(home / "team.git")
    for location in ("us", "eu", "global"):
        made.commit({"profiles/prod.toml": PROFILE.replace("eu", location), "README.md": "# Profiles\n"})
    return made


@pytest.fixture
def cache() -> str:
    """Provide the path of the cache of a source."""
    return find_cache("acme")
