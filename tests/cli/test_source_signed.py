"""Test signed sources: what is unsigned is refused, a new signer asks, and harmless updates need no question."""

import os
from pathlib import Path

import pytest

from commandline import Ran, called, tree
from sources.repositories import Repository, make_key, write_signers

BASE = '[vertex]\nproject = "acme-base"\nregion = "global"\n'
PROD = 'extends = "base"\n[models]\nopus = "claude-opus-5"\n'
FILES = {"profiles/base.toml": BASE, "profiles/prod.toml": PROD}


@pytest.fixture(autouse=True)
def _no_git_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of git of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def signers(home: Path) -> str:
    """Provide an allowed-signers file with two signers, whose keys are ann and bob."""
    keys = {name: make_key(home / "keys" / name) for name in ("ann", "bob", "eve")}
    return write_signers(home / "signers", f"ann@acme {keys['ann']}", f"bob@acme {keys['bob']}")


@pytest.fixture
def team(home: Path, signers: str) -> Repository:
    """Provide a repository with a commit signed by ann, added with --auto as source acme."""
    made = Repository(home / "team.git")
    made.sign_with(home / "keys" / "ann")
    made.commit(FILES, sign=True)
    ran = called("source", "add", "acme", made.url, "--require-signed", signers, "--auto", "--yes")
    assert (0, True) == (ran.code, "  signed by ann@acme" in ran.stderr.splitlines())
    return made


def update(*words: str) -> Ran:
    """Update source acme without a terminal."""
    return called("source", "update", "acme", *words)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"profiles/base.toml": BASE.replace("global", "eu")}, 0),
        ({"profiles/prod.toml": PROD.replace("opus-5", "opus-5-5")}, 0),
        ({"profiles/prod.toml": f'description = "new"\n{PROD}'}, 0),
        ({"profiles/prod.toml": f"{PROD}[regions]\n'claude-haiku-4-5' = 'eu'\n"}, 0),
        ({"profiles/prod.toml": f"{PROD}[caching]\nenabled = false\n"}, 0),
        ({"profiles/opus.toml": '[models]\nmain = "claude-opus-5"\n'}, 0),
        ({"catalogue.toml": "# rows\n"}, 0),
        ({"profiles/base.toml": BASE.replace("acme-base", "acme-new")}, 3),
        ({"profiles/prod.toml": f"{PROD}[vertex]\nbase_url = 'https://gateway.example'\n"}, 3),
        ({"profiles/prod.toml": f"{PROD}[google]\ncredentials = '/k.json'\n"}, 3),
        ({"profiles/prod.toml": f"{PROD}[env]\nHTTPS_PROXY = 'http://p:1'\n"}, 3),
        ({"profiles/prod.toml": f"{PROD}[env]\nDISABLE_TELEMETRY = '1'\n"}, 3),
        ({"profiles/prod.toml": f"protected = true\n{PROD}"}, 3),
        ({"profiles/new.toml": BASE}, 3),
        ({"policy.toml": "# rules\n"}, 3),
        ({"source.toml": 'required = ["google.project"]\n'}, 2),
    ],
)
def test_auto(team: Repository, home: Path, changed: dict[str, str], code: int) -> None:
    """Only models, locations, caching, descriptions and the catalogue change without a question."""
    before = tree(home)
    team.commit(FILES | changed, sign=True)
    ran = update()

    assert (code, code == 0) == (ran.code, before != tree(home)), ran.stderr
    if not code:
        assert "(undo: vxenv undo)" in ran.stderr.splitlines()[-1]


def test_removed_profiles_ask(team: Repository) -> None:
    """A removed and a renamed profile ask."""
    team.commit({"profiles/base.toml": BASE, "profiles/renamed.toml": PROD}, sign=True)

    assert 3 == update().code


def test_a_new_signer(team: Repository, home: Path) -> None:
    """Another allowed signer asks, even for a harmless change."""
    team.sign_with(home / "keys" / "bob")
    team.commit(FILES | {"profiles/base.toml": BASE.replace("global", "eu")}, sign=True)
    ran = update()

    assert (3, "  ! signer  ann@acme → bob@acme") == (ran.code, ran.stderr.splitlines()[1])
    assert 0 == update("--yes").code


@pytest.mark.parametrize("who", ["", "eve"])
def test_unsigned(team: Repository, home: Path, who: str) -> None:
    """An unsigned commit, and one by a stranger, is refused, also with --yes."""
    before = tree(home)
    if who:
        team.sign_with(home / "keys" / who)
    team.commit(FILES | {"profiles/base.toml": BASE.replace("global", "eu")}, sign=bool(who))
    ran = update("--yes")

    assert (3, before) == (ran.code, tree(home)), ran.stderr


def test_rollback_is_not_quiet(team: Repository) -> None:
    """A rollback asks although it changes only a location."""
    old = team.git("rev-parse", "main")
    team.commit(FILES | {"profiles/base.toml": BASE.replace("global", "eu")}, sign=True)
    assert 0 == update().code
    team.git("update-ref", "refs/heads/main", old)

    assert [3, 3, 0] == [
        update("--yes").code,
        update("--allow-rollback").code,
        update("--allow-rollback", "--yes").code,
    ]
