"""Test that no profile sets variables that locate vxenv's profiles, trust or plans."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from commandline import called, error, tree
from vxenv import paths
from vxenv.catalogue.classes import RESERVED, classify
from vxenv.errors import DocumentError
from vxenv.profiles.document import parse_document

Profile = Callable[[str, str | bytes], Path]

PLACES = {
    "config": paths.find_config_directory,
    "state": paths.find_state_directory,
    "cache": paths.find_cache_directory,
}
DECIDING = [
    "HOME",
    "XDG_CONFIG_HOME",
    "XDG_STATE_HOME",
    "XDG_CACHE_HOME",
    "XDG_DATA_HOME",
    "Xdg_State_Home",
    "VXENV_CONFIG_DIR",
    "VXENV_STATE_DIR",
    "VXENV_CACHE_DIR",
    "VXENV_PROFILE",
    "__VXENV_STATE",
    "__VXENV_HOOK",
    "PATH",
    "APPDATA",
    "LOCALAPPDATA",
    "USERPROFILE",
    "AppData",
    "WIN_PD_OVERRIDE_LOCAL_APPDATA",
]
TEXT = '[vertex]\nregion = "eu"\n'


class _Recorder(dict[str, str]):
    """An environment that records the looked-up variables in `seen`."""

    seen: set[str]

    def __init__(self, values: dict[str, str]) -> None:
        super().__init__(values)
        self.seen = set()

    def __getitem__(self, name: str) -> str:
        self.seen.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # for str alone
        """Return the value of `name`, and record the lookup."""
        self.seen.add(name)
        return super().get(name, default)


def _looked_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    for find in PLACES.values():
        recorder = _Recorder({"HOME": os.environ["HOME"]})
        with monkeypatch.context() as patched:
            patched.setattr(os, "environ", recorder)
            find()
        yield from recorder.seen


def test_what_decides_where_files_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each variable that locates a directory of vxenv is rejected."""
    found = set(_looked_up(monkeypatch))

    assert {"VXENV_STATE_DIR", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME"} <= found
    assert {} == {name: classify(name).name for name in found if classify(name).name != RESERVED}


@pytest.mark.parametrize("directory", [False, True], ids=["profile", "directory file"])
@pytest.mark.parametrize("value", ['"/elsewhere"', '""', "false"])
@pytest.mark.parametrize("name", DECIDING)
def test_no_document_sets_it(name: str, value: str, directory: bool) -> None:
    """A profile or a directory file that sets or unsets one is an error, with file and line."""
    with pytest.raises(DocumentError) as caught:
        parse_document(f"{TEXT}[env]\n{name} = {value}\n".encode(), "p", "/p.toml", directory=directory)

    assert ("/p.toml:4", True) == (caught.value.where, name in caught.value.what)


@pytest.mark.parametrize("key", ["env.{}", "{}"])
@pytest.mark.parametrize("name", DECIDING)
def test_no_command_sets_it(name: str, key: str, profile: Profile, home: Path) -> None:
    """`set` rejects it, changes nothing, and its hint is a command that explains the reason."""
    profile("prod", TEXT)
    before = tree(home)
    said = error(called("set", "prod", f"{key.format(name)}=/elsewhere"), 2)
    hint = said.splitlines()[-1].removeprefix("hint: vxenv ").split()

    assert before == tree(home)
    assert (True, ["vars", name], 0) == (
        said.startswith(f"vxenv: {name} cannot be set by a profile: it "),
        hint,
        called(*hint).code,
    )


@pytest.mark.parametrize("name", DECIDING)
def test_it_can_be_taken_out(name: str, profile: Profile) -> None:
    """`unset` repairs a profile that contains one, from an older vxenv or a manual edit."""
    path = profile("prod", f'{TEXT}[env]\n{name} = "/elsewhere"\nA = "1"\n')
    broken = called("show", "prod")
    ran = called("unset", "prod", f"env.{name}")

    assert (1, 0, f'{TEXT}[env]\nA = "1"\n') == (min(broken.code, 1), ran.code, path.read_text())
