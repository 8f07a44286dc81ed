"""Test misleading paths, and paths that are slow to resolve, in a repository."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from vxenv.errors import DocumentError
from vxenv.files import links
from vxenv.files.links import Step, is_leading_into
from vxenv.profiles.document import parse_document


def refusal(repository: Path, value: str, name: str = "SSL_CERT_FILE") -> str:
    """Return the reason for rejecting the variable `name` with `value` in `repository`, "" if it is allowed."""
    text = f"[env]\n{name} = {json.dumps(value)}\n"
    try:
        parse_document(text.encode(), ".vxenv.toml", str(repository / ".vxenv.toml"), directory=True)
    except DocumentError as error:
        return error.what
    return ""


@pytest.fixture
def repository(work: Path) -> Path:
    """Provide a hostile repository."""
    path = work / "evil"
    (path / ".git").mkdir(parents=True)
    return path


@pytest.mark.parametrize(
    "value",
    [
        "/proc/self/cwd/ca.pem",
        "//proc/./self/../thread-self/cwd/ca.pem",
        "/dev/fd/3",
        "/nowhere:/proc/self/cwd",
        "file:///proc/%73elf/cwd/ca.pem",
        "{work}/link/cwd/ca.pem",
    ],
)
def test_paths_of_each_process(value: str, repository: Path, work: Path) -> None:
    """A path that differs per process is rejected, wherever vxenv runs."""
    (work / "link").symlink_to("/proc/self")
    said = refusal(repository, value.format(work=work))

    assert "different for each process" in said


@pytest.mark.parametrize("value", ["file:ca.pem", "FILE:ca.pem", "file://[/ca.pem", "file:%2e/ca.pem"])
def test_urls_of_relative_paths(value: str, repository: Path) -> None:
    """A file's URL without an absolute path is a relative path."""
    assert "relative to each program's working directory" in refusal(repository, value)


def test_the_same_directory_by_another_name(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path that reaches the repository by other letter case on the file system is rejected."""
    other, real = str(repository.with_name("EVIL")), os.lstat
    monkeypatch.setattr(os, "lstat", lambda place: real(repository if str(place) == other else place))

    assert [True, False] == [
        is_leading_into(path, (str(repository),)) for path in (f"{other}/ca.pem", f"{repository}x/ca.pem")
    ]


def test_paths_that_take_long_to_follow(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Resolving stops after a limited number of steps, however many links there are, and the path is rejected."""
    folder = work / "archive" / "sub"
    folder.mkdir(parents=True)
    for at in range(39):
        (work / f"l{at}").symlink_to("archive/../" * 300 + f"l{at + 1}")
    steps: list[Step] = []
    real = links.walk

    def walk(path: str) -> Iterator[Step]:
        for step in real(path):
            steps.append(step)
            yield step

    monkeypatch.setattr(links, "walk", walk)
    said = refusal(folder, f"{work}/l0", "SSL_CERT_DIR")
    many = refusal(folder, ":".join(f"{work}/l0/{at}" for at in range(200)), "SSL_CERT_DIR")

    assert ("can change without confirmation", "a list of 201 paths", True) == (
        said[-len("can change without confirmation") :],
        many.partition(" to ")[2],
        len(steps) < 3000,
    )


def test_plain_paths_are_taken(repository: Path) -> None:
    """A file outside the repository, and a list of such files, is the user's own."""
    assert ["", ""] == [refusal(repository, value) for value in ("/etc/ssl/ca.pem", "/etc/ssl:/usr/share/ssl")]
