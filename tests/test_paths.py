"""Paths of vxenv's directories."""

import os
from pathlib import Path

import platformdirs.unix
import pytest

from vxenv.paths import find_cache_directory, find_config_directory, find_state_directory

PLACES = {"config": find_config_directory, "state": find_state_directory, "cache": find_cache_directory}


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("base", [None, "", "/else where", "/a/../b", "relative", "/trailing/"])
def test_directories_are_those_of_platformdirs(kind: str, base: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Unix and macOS, the directories are those of platformdirs for any XDG variable."""
    if base is not None:
        monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", base)
    expected = getattr(platformdirs.unix.Unix("vxenv", appauthor=False), f"user_{kind}_dir")

    assert os.path.normpath(expected) == os.path.normpath(PLACES[kind]())


@pytest.mark.parametrize("kind", PLACES)
def test_variable_of_its_own(kind: str, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """VXENV_CONFIG_DIR and similar variables name the directory itself and override the XDG variables."""
    monkeypatch.setenv(f"XDG_{kind.upper()}_HOME", "/else")
    monkeypatch.setenv(f"VXENV_{kind.upper()}_DIR", str(home / "mine"))

    assert str(home / "mine") == PLACES[kind]()


@pytest.mark.parametrize("kind", PLACES)
def test_relative_home(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative HOME is ignored."""
    monkeypatch.setenv("HOME", ".")

    assert os.path.isabs(PLACES[kind]())
