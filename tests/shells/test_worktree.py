"""Test that a linked git worktree inherits the trust of its main checkout, and that the hook notices each change."""

import os
import shutil
import subprocess

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home
from shells.test_processes import started, steps, traced

__all__ = ["traced"]  # a fixture

LOCATION = "CLOUD_ML_REGION"


def git(home: Home, place: str, *words: str) -> None:
    """Run git in `place` without the user's configuration."""
    identity = {f"GIT_{who}_{what}": "a@b.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    subprocess.run(["git", *words], cwd=place, env=home.environment() | identity, check=True, capture_output=True)


@pytest.fixture
def main(home: Home) -> str:
    """Return the main checkout of a repository whose directory file is allowed."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    place = home.directory("main", 'profile = "eu"\n')
    git(home, place, "init", "--quiet")
    git(home, place, "add", ".")
    git(home, place, "commit", "--quiet", "--message=file")
    return place


@pytest.fixture
def linked(home: Home, main: str) -> str:
    """Return a linked worktree of it, with a subdirectory."""
    git(home, main, "worktree", "add", "--quiet", "../linked")
    os.makedirs(home.path("linked", "below"))
    return home.path("linked")


def test_worktree(shell: Shell, home: Home, main: str, linked: str) -> None:
    """The worktree's file applies without `allow`, silently in both; a copy elsewhere does not."""
    copy = home.directory("copy", 'profile = "eu"\n', allowed=False)
    shutil.copy(os.path.join(linked, ".git"), copy)
    session = Session(shell, home).mark("linked").cd(linked).show("linked").mark("main").cd(main).show("main")
    result = session.mark("copy").cd(copy).show("copy").run()
    assert ["europe-west1", "eu", f"{linked}/.vxenv.toml"] == result.get(
        "linked", LOCATION, "VXENV_PROFILE", "VXENV_REASON"
    )
    assert ["europe-west1"] == result.get("main", LOCATION)
    assert [None] == result.get("copy", LOCATION)
    assert [0, 0, 1] == [result.err(label).count("is not allowed") for label in ("linked", "main", "copy")]


@pytest.mark.parametrize("file", ["linked/.vxenv.toml", "main/.vxenv.toml"])
def test_changed_byte(file: str, shell: Shell, home: Home, linked: str) -> None:
    """A changed byte in either file asks again at the next prompt; the old bytes apply again."""
    assert [["europe-west1"], [None], ["europe-west1"]] == change_byte(file, shell, home, linked, "true", "true")


@pytest.mark.parametrize("file", ["linked/.git", "main/.git/worktrees/linked/gitdir"])
def test_changed_pointer(file: str, shell: Shell, home: Home, linked: str) -> None:
    """A changed byte in a file of git's that decides asks again at the next change of directory."""
    away, back = shell.cd(home.root), shell.cd(linked)
    assert [["europe-west1"], [None], ["europe-west1"]] == change_byte(file, shell, home, linked, away, back)


def change_byte(file: str, shell: Shell, home: Home, linked: str, *lines: str) -> list[list[str | None]]:
    """Return the location in the worktree before `file` changes, after that and `lines`, and after it is restored."""
    with open(home.path(file), "rb") as handle:
        before = handle.read()
    old, new = home.write("old", before), home.write("new", before.replace(b"\n", b" \n"))
    there = shell.quote(home.path(file))
    session = Session(shell, home).cd(linked).show("before")
    for label, source in (("changed", new), ("after", old)):
        session.line(shell.settling or "true").line(f"command cp {shell.quote(source)} {there}")
        for line in lines:
            session.line(line)
        session.show(label)
    result = session.run()
    return [result.get(label, LOCATION) for label in ("before", "changed", "after")]


def test_pruned_and_denied(shell: Shell, home: Home, main: str, linked: str) -> None:
    """A denial, in either place, and a pruned entry take effect at the next prompt."""
    entry = shell.quote(os.path.join(main, ".git/worktrees/linked"))
    aside = shell.quote(home.path("aside"))
    session = Session(shell, home).cd(linked).show("in").vxenv("deny").show("denied").vxenv("allow").vxenv("deny")
    session.cd(main).vxenv("deny").cd(linked).vxenv("allow").show("own").cd(main).vxenv("allow")
    result = session.cd(linked).run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("denied", LOCATION)
    assert ["europe-west1"] == result.get("own", LOCATION)
    shutil.rmtree(os.path.join(home.state, "allow"))
    home.allow(os.path.join(main, ".vxenv.toml"))
    session = Session(shell, home).cd(linked).show("in").line(shell.settling or "true")
    session.line(f"command mv {entry} {aside}").show("pruned").line(shell.settling or "true")
    session.line(f"command mv {aside} {entry}").show("back").cd(main).vxenv("deny").cd(linked).show("denied")
    result = session.run()
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [None] == result.get("pruned", LOCATION)
    assert ["europe-west1"] == result.get("back", LOCATION)
    assert [None] == result.get("denied", LOCATION)


def test_worktrees_start_nothing(shell: Shell, home: Home, main: str, linked: str, traced: tuple[str, ...]) -> None:
    """Prompts in a worktree and changes of directory into and out of it start no process, allowed or not."""
    copy = home.directory("copy", 'profile = "eu"\n', allowed=False)
    shutil.copy(os.path.join(linked, ".git"), copy)
    places = [linked, os.path.join(linked, "below"), main, copy]
    session = Session(shell, home).line("true").line(shell.settling or "true")
    for place in (*places, home.root):
        session.cd(place)
    session.cd(linked).line(shell.nothing)
    steps(session, "prompts", *[shell.nothing] * 3)
    steps(session, "moves", *map(shell.cd, (*places, home.root, linked)))
    session.cd(copy).line(shell.nothing)
    steps(session, "refused", *[shell.nothing] * 2)
    result = session.cd(linked).show("end").run(tracer=traced)
    assert ["europe-west1"] == result.get("end", LOCATION)
    for label in ("prompts", "moves", "refused"):
        assert (label, 0, 0) == (label, *started(home, label))
