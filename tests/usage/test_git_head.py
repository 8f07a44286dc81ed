"""Read the branch from the files of a repository, compared with git."""

import os
import subprocess
from pathlib import Path

import pytest

from vxenv.usage.git_head import read_branch


def git(directory: Path, *words: str) -> None:
    """Run git in `directory` with an identity of its own."""
    identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"]
    subprocess.run(["git", *identity, *words], cwd=directory, check=True, capture_output=True)


@pytest.fixture
def repository(work: Path) -> Path:
    """Provide a repository with one commit on the branch `feature/ü x` and a directory below."""
    git(work, "init", "-q", "-b", "feature/ü-x")
    git(work, "commit", "-q", "--allow-empty", "-m", "first")
    (work / "below").mkdir()
    return work


def test_branch_of_a_repository(repository: Path) -> None:
    """The branch counts in every directory of the working tree; a detached head is "HEAD", as for Claude Code."""
    seen = [read_branch(str(place)) for place in (repository, repository / "below", repository / "missing" / "x")]
    git(repository, "checkout", "-q", "--detach")

    assert ["feature/ü-x"] * 3 == seen
    assert "HEAD" == read_branch(str(repository))


def test_branch_of_a_worktree(repository: Path, home: Path) -> None:
    """A linked worktree has a branch of its own, also with a relative link."""
    other = home / "other"
    git(repository, "worktree", "add", "-q", "-b", "second", str(other))
    seen = read_branch(str(other))
    link = (other / ".git").read_text().removeprefix("gitdir: ").strip()
    (other / ".git").write_text(f"gitdir: {os.path.relpath(link, other)}\n")

    assert ["second", "second", "feature/ü-x"] == [seen, read_branch(str(other)), read_branch(str(repository))]


def test_no_branch(home: Path) -> None:
    """Outside a repository there is no branch."""
    assert ["", ""] == [read_branch(str(home)), read_branch("/")]


@pytest.mark.parametrize(
    "head",
    [b"", b"\0", b"ref: refs/heads/", b"ref: refs/heads/a\nb", b"ref: refs/heads/.invalid\n", b"x" * 100_000,
     b"root:x", b"ref: refs/heads/" + b"a" * 300, b"ref: ../../etc/passwd\n"],
)  # fmt: skip
def test_invalid_head(head: bytes, work: Path) -> None:
    """An invalid HEAD, or one of a repository with another format of references, is no branch."""
    (work / ".git").mkdir()
    (work / ".git" / "HEAD").write_bytes(head)

    assert "" == read_branch(str(work))


@pytest.mark.parametrize("link", ["", "gitdir: \n", "gitdir: /nowhere\n", "gitdir: .git\n", "gitdir: \0\n", "else"])
def test_invalid_link(link: str, work: Path) -> None:
    """A file .git that leads nowhere, or to itself, is no repository."""
    (work / ".git").write_text(link)

    assert "" == read_branch(str(work))


@pytest.mark.parametrize("place", [".git", ".git/HEAD"])
def test_what_would_block(place: str, work: Path) -> None:
    """A FIFO is not read, and a link loop is not followed."""
    if place != ".git":
        (work / ".git").mkdir()
    os.mkfifo(work / place)
    below = work / "below"
    below.mkdir()
    (below / ".git").symlink_to(".git")

    assert ["", ""] == [read_branch(str(work)), read_branch(str(below))]
