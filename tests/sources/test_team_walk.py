"""A team on one source: three homes on one machine, from the maintainer's first commit to working offline."""

import os
from pathlib import Path

import pytest

from commandline import Ran, Tree, called, run_process, tree
from sources.repositories import Repository

BASE = '[vertex]\nproject = "{project}"\nregion = "{region}"\n'
PROD = 'extends = "base"\n[models]\nopus = "claude-opus-5"\n'
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"


@pytest.fixture(autouse=True)
def _no_git_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of git of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)


class Colleague:
    """A person with a home of their own."""

    def __init__(self, home: Path) -> None:
        """Create the home."""
        self.home = home
        home.mkdir()

    def run(self, *words: str) -> Ran:
        """Run a command in the home."""
        return called(*words, env={"HOME": str(self.home), "PWD": str(self.home)})

    def files(self) -> Tree:
        """Return the files of the configuration and the state, without times of checks."""
        return {path: file for path, file in tree(self.home).items() if not path.endswith("/checked")}

    def read_project(self) -> str:
        """Return the project that a program gets from the profile acme/prod."""
        ran = run_process("exec", "acme/prod", "--", "printenv", PROJECT, env={"HOME": str(self.home)})
        return ran.stdout.strip()


def commit(team: Repository, project: str = "acme-prod", region: str = "global") -> str:
    """Commit the profiles of the team."""
    return team.commit({"profiles/base.toml": BASE.format(project=project, region=region), "profiles/prod.toml": PROD})


def test_a_team(home: Path) -> None:
    """Each colleague sees what an update changes, accepts, refuses or pins it, and is unaffected by all others."""
    team = Repository(home / "team.git")
    first = commit(team)
    ann, bob, eve = (Colleague(home / name) for name in ("ann", "bob", "eve"))
    for who in (ann, bob, eve):
        assert 0 == who.run("source", "add", "acme", team.url, "--yes").code
    pinned = eve.run("source", "pin", "acme")
    second = commit(team, "acme-2027", "eu")

    # Bob looks, and does not accept.
    before = bob.files()
    shown, refused = bob.run("source", "update", "--check"), bob.run("source", "update")
    change = f"  ~ {PROJECT}  acme-prod → acme-2027  (profiles/base.toml:2)"
    assert (0, 1, 3) == (pinned.code, shown.code, refused.code)
    assert ["changed: acme/base, acme/prod", change] == shown.stderr.splitlines()[1:3]
    assert (True, before) == (change in refused.stderr, bob.files())

    # Ann accepts; Eve is pinned.
    assert [0, 0] == [who.run("source", "update", "--yes").code for who in (ann, eve)]
    assert ["acme-2027", "acme-prod", "acme-prod"] == [who.read_project() for who in (ann, bob, eve)]

    # The branch goes back, and is then rewritten.
    team.git("update-ref", "refs/heads/main", first)
    before = ann.files()
    back = ann.run("source", "update", "--yes")
    team.git("update-ref", "refs/heads/main", team.commit({"profiles/prod.toml": PROD}, branch="other"))
    rewritten = ann.run("source", "update", "--yes")
    assert [3, 3] == [back.code, rewritten.code]
    assert [f"{first[:7]} is older than the accepted version {second[:7]}", "--allow-rewrite"] == [
        back.stderr.splitlines()[0].partition("acme: ")[2],
        rewritten.stderr.split()[-1],
    ]
    assert before == ann.files()

    # Without the repository and without the cache, everything that does not fetch goes on.
    team.path.rename(home / "moved.git")
    for who in (ann, bob, eve):
        who.run("source", "list")
        cache = who.home / ".cache/vxenv/sources"
        cache.rename(who.home / "deleted")
    assert ["acme-2027", "acme-prod", "acme-prod"] == [who.read_project() for who in (ann, bob, eve)]
    words = (
        ("list",),
        ("show", "acme/prod"),
        ("lint", "acme/prod"),
        ("default", "acme/prod"),
        ("source", "show", "acme"),
    )
    assert [[0] * len(words)] * 3 == [[who.run(*one).code for one in words] for who in (ann, bob, eve)]
    offline = ann.run("source", "update", "--yes")
    assert (1, "acme-2027") == (offline.code, ann.read_project())
    assert [0, "acme-prod"] == [ann.run("undo", "2").code, ann.read_project()]
