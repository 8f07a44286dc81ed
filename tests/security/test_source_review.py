"""Sources with hostile contents: the review hides nothing, and nothing but checked files is written."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Ran, called, tree
from sources.repositories import Repository
from terminals import shown

BASE = '[vertex]\nproject = "acme-base"\n'


@pytest.fixture(autouse=True)
def _no_git_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Remove the variables of git of whoever runs the tests."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)


@pytest.fixture
def hostile(home: Path) -> Repository:
    """Provide an empty repository."""
    return Repository(home / "team.git")


def add(hostile: Repository, files: dict[str, str], *words: str) -> Ran:
    """Commit files and add the repository as source acme without a question."""
    hostile.commit(files)
    return called("source", "add", "acme", hostile.url, "--yes", *words)


def find_place(home: Path) -> Path:
    """Return the directory of the source."""
    return home / ".local" / "state" / "vxenv" / "sources" / "acme"


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('[env]\nLD_PRELOAD = "/tmp/x.so"\n', "a source cannot set LD_PRELOAD"),
        ('[env]\nPATH = "/tmp"\n', "PATH cannot be set by a profile"),
        ('[env]\nX = { secret = "pass:x" }\n', "a source cannot set X to a secret"),
        ('[google]\ncredentials = "key.json"\n', "a source cannot set GOOGLE_APPLICATION_CREDENTIALS"),
        ('[google]\ncredentials = "/proc/self/fd/3"\n', "a source cannot set GOOGLE_APPLICATION_CREDENTIALS"),
        ('extends = "../../../etc/passwd"\n', "invalid profile name"),
        ("[vertex]\nproject = 1\n", "project"),
        ("a." * 9 + "b = 1\n", "parts"),
        ("\x00", ""),
    ],
)
def test_refused_profiles(hostile: Repository, home: Path, text: str, what: str) -> None:
    """A profile that steers programs, reads secrets or names files of the source makes the version invalid."""
    hostile.commit({"profiles/base.toml": BASE})
    before = tree(home)
    ran = add(hostile, {"profiles/bad.toml": text})

    assert (1, True, True) == (ran.code, "1 invalid profile: profiles/bad.toml" in ran.stderr, what in ran.stderr), ran
    assert before == tree(home)


def test_escapes(hostile: Repository) -> None:
    """Terminal sequences, bidirectional and invisible characters of a source never reach the terminal."""
    evil = "\\u001b]0;x\\u0007\\u202E\\u200B\\r\\n! network"
    files = {
        "profiles/a.toml": f'description = "{evil}"\n{BASE}[env]\nODD = "{evil}"\n"HTTPS_PROXY" = "http://{evil}"\n',
        "source.toml": f'description = "{evil}"\n',
        "policy.toml": "# \u202e\u200b\x85\n",
    }
    hostile.commit(files)
    texts = [
        called("source", "add", "acme", hostile.url).stderr,
        shown("source", "add", "acme", hostile.url, "--yes"),
        called("source", "show", "acme").stdout,
        called("source", "list").stdout,
        called("list").stdout,
    ]
    for text in texts:
        plain = text.replace("\x1b[0m", "").replace("\x1b[31m", "").replace("\x1b[1m", "")
        found = [c for c in plain if (c < " " and c not in "\r\n\t\x1b") or c in "\u202e\u200b\x9b\x85"]
        assert [] == found
        assert [] == [sequence for sequence in ("\x1b]0", "\x1b[2J") if sequence in text]
    assert ["ODD", "! network   HTTPS_PROXY"] == [
        name for name in ("ODD", "! network   HTTPS_PROXY") if name in texts[0]
    ]


def test_too_much_to_review(hostile: Repository, home: Path) -> None:
    """A version with more values than anybody reviews is refused, also with --yes."""
    names = "".join(f'ODD_{number} = "x"\n' for number in range(501))
    ran = add(hostile, {"profiles/a.toml": f"[env]\n{names}"})

    assert (3, True) == (ran.code, "has 501 values that require confirmation" in ran.stderr)
    assert not find_place(home).exists()


def test_a_value_is_asked_for_again(hostile: Repository) -> None:
    """A parent that brings a proxy into another profile is shown for that profile."""
    files = {"profiles/base.toml": BASE, "profiles/net.toml": '[env]\nHTTPS_PROXY = "http://proxy:1"\n'}
    add(hostile, files | {"profiles/prod.toml": 'extends = "base"\n'})
    hostile.commit(files | {"profiles/prod.toml": 'extends = ["base", "net"]\n'})
    ran = called("source", "update", "acme", "--check")

    assert [
        "changed: acme/prod",
        "  ! network   HTTPS_PROXY  sends requests through http://proxy:1  (profiles/net.toml:2)",
    ] == ran.stderr.splitlines()[1:3]


def test_an_explicit_unset(hostile: Repository) -> None:
    """Unsetting a variable of the user's shell is a change that is shown."""
    add(hostile, {"profiles/prod.toml": BASE})
    hostile.commit({"profiles/prod.toml": f"{BASE}[env]\nHTTPS_PROXY = false\n"})
    ran = called("source", "update", "acme", "--check")

    assert "  ! network   HTTPS_PROXY  (unset)" in [line[:35].rstrip() for line in ran.stderr.splitlines()]


def test_other_files(hostile: Repository, home: Path) -> None:
    """Files outside of profiles/ are neither read nor written."""
    ran = add(
        hostile,
        {
            "profiles/a.toml": BASE,
            "profiles/sub/b.toml": BASE,
            "profiles/c.txt": "x",
            ".vxenv.toml": 'profile = "a"\n',
            "hooks/post-checkout": "#!/bin/sh\ntouch /tmp/never\n",
            "record.toml": 'url = "evil"\n',
            "removed/x.toml": BASE,
        },
    )
    found = sorted(str(path.relative_to(find_place(home))) for path in find_place(home).rglob("*") if path.is_file())

    assert 0 == ran.code
    assert ["checked", "profiles/a.toml", "record.toml"] == found


def test_modes(hostile: Repository, home: Path) -> None:
    """The files of a source are private to the user."""
    add(hostile, {"profiles/a.toml": BASE})
    place = find_place(home)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (place, *place.rglob("*"))}

    assert {0o600, 0o700} == modes


@pytest.mark.parametrize("level", [".", "profiles"])
def test_a_symlink_in_the_state_directory(hostile: Repository, home: Path, level: str) -> None:
    """A directory of the source that was replaced by a symlink is refused, and nothing is written through it."""
    add(hostile, {"profiles/a.toml": BASE})
    place = find_place(home) / level
    place.rename(home / "elsewhere")
    place.symlink_to(home / "elsewhere")
    before = tree(home / "elsewhere") or sorted(os.listdir(home / "elsewhere"))
    hostile.commit({"profiles/a.toml": BASE, "profiles/b.toml": BASE})
    ran = called("source", "update", "acme", "--yes")

    assert (True, before) == (ran.code != 0, tree(home / "elsewhere") or sorted(os.listdir(home / "elsewhere"))), ran


def test_a_damaged_record(hostile: Repository, home: Path, profile: Callable[[str, str], Path]) -> None:
    """A damaged record is reported with its file, and can be removed."""
    add(hostile, {"profiles/a.toml": BASE})
    profile("mine", BASE)
    (find_place(home) / "record.toml").write_bytes(b"\xff\x00url = 3\n")
    listed = called("source", "list")

    assert (True, True) == ("is damaged" in listed.stderr, "hint: vxenv source remove acme" in listed.stderr)
    assert 1 == called("source", "update", "acme").code
    assert 0 == called("source", "remove", "acme").code
    assert not find_place(home).exists()
