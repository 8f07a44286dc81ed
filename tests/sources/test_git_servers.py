"""Fetch from smart HTTP and ssh servers on loopback, also from ones that fail."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sources.repositories import PROFILE, Repository, list_processes
from sources.servers import GitServer, serve_http, serve_ssh
from vxenv.errors import UsageError
from vxenv.sources import git_process
from vxenv.sources.git import FIRST, FORWARD, ROLLBACK, SAME, fetch_commit, read_snapshot
from vxenv.sources.git_process import GitError


@pytest.fixture
def server(home: Path) -> Iterator[GitServer]:
    """Provide an HTTP server of the repositories in the home."""
    with serve_http(home) as running:
        yield running


@pytest.mark.parametrize("filters", ["true", "false"])
def test_smart_http(repository: Repository, server: GitServer, cache: str, filters: str) -> None:
    """Over HTTP, an unchanged version transfers no objects, and newer and older ones are told apart."""
    repository.git("config", "uploadpack.allowFilter", filters)
    url = f"{server.url}/team.git"
    old, new = repository.git("rev-parse", "main~2"), repository.git("rev-parse", "main")

    assert FIRST == fetch_commit(url, old, "", cache).history
    assert FORWARD == fetch_commit(url, "main", old, cache).history
    assert {"profiles/prod.toml": PROFILE.replace("eu", "global").encode()} == read_snapshot(cache, new).files
    server.asked.clear()
    assert SAME == fetch_commit(url, "main", new, cache).history
    assert 2 == len(server.asked)  # the capabilities and the names, but no objects
    assert ROLLBACK == fetch_commit(url, old, new, cache).history


def test_one_request_for_the_first_version(repository: Repository, server: GitServer, cache: str) -> None:
    """The first version comes with its files in one request for objects."""
    repository.git("config", "uploadpack.allowFilter", "true")
    fetch_commit(f"{server.url}/team.git", "main", "", cache)

    assert ["GET", "POST", "POST"] == [method for method, _, _ in server.asked]


def test_a_cut_fetch(repository: Repository, server: GitServer, cache: str) -> None:
    """A response that is cut is an error; the next fetch is complete."""
    url = f"{server.url}/team.git"
    server.how = "cut"
    with pytest.raises(GitError):
        fetch_commit(url, "main", "", cache)
    server.how = "whole"

    assert repository.git("rev-parse", "main") == fetch_commit(url, "main", "", cache).version


def test_a_server_that_hangs(
    repository: Repository, server: GitServer, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fetch over the time limit ends, with all programs that it started."""
    monkeypatch.setattr(git_process, "TIME_LIMIT", 1.0)
    server.how = "hang"
    with pytest.raises(GitError, match="git took more than 1 seconds"):
        fetch_commit(f"{server.url}/team.git", "main", "", cache)

    assert [] == list_processes(f"{server.url}/{repository.path.name}")


INTERRUPTED = """
import sys
from vxenv.sources.git import fetch_commit
try:
    fetch_commit(sys.argv[1], "main", "", sys.argv[2])
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.parametrize("terminal", [True, False])
def test_interrupt(repository: Repository, server: GitServer, cache: str, terminal: bool) -> None:
    """Ctrl-C during a fetch leaves no process, with and without a terminal; the next fetch is complete."""
    server.how = "hang"
    url = f"{server.url}/team.git"
    above, below = os.openpty()
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, url, cache], stdin=below if terminal else subprocess.DEVNULL
    )
    while not any(method == "POST" and not size for method, _, size in server.asked):
        assert child.poll() is None
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)

    assert (130, []) == (child.wait(60), list_processes(url))
    os.close(above)
    os.close(below)
    server.how = "whole"
    assert repository.git("rev-parse", "main") == fetch_commit(url, "main", "", cache).version


@pytest.mark.usefixtures("repository")
def test_no_question_without_a_terminal(server: GitServer, cache: str) -> None:
    """Without a terminal, a server that requires a password is an error."""
    server.how = "login"
    with pytest.raises(GitError, match="could not read Username"):
        fetch_commit(f"{server.url}/team.git", "main", "", cache)


@pytest.mark.usefixtures("repository")
@pytest.mark.parametrize("target", ["http://192.0.2.1", "file:///etc", "git://127.0.0.1"])
def test_redirects(server: GitServer, cache: str, target: str) -> None:
    """A redirect does not lead away from this machine or to another protocol."""
    server.how = target
    with pytest.raises(GitError):
        fetch_commit(f"{server.url}/team.git", "main", "", cache)


@pytest.mark.usefixtures("repository")
def test_plain_http_elsewhere(cache: str) -> None:
    """Plain HTTP is refused for other machines, before git runs."""
    with pytest.raises(UsageError, match="plain HTTP"):
        fetch_commit("http://git.acme.example/team.git", "main", "", cache)


def test_offline(cache: str) -> None:
    """A server that cannot be reached is an error with its address."""
    with pytest.raises(GitError) as caught:
        fetch_commit("http://127.0.0.1:9/team.git", "main", "", cache)

    assert ("http://127.0.0.1:9/team.git", "git ls-remote http://127.0.0.1:9/team.git", True) == (
        caught.value.where,
        caught.value.hint,
        "Failed to connect" in caught.value.what,
    )


def test_ssh(cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over ssh, the user's GIT_SSH_COMMAND counts."""
    repository = Repository(tmp_path / "team.git")
    old, new = (repository.commit({"profiles/a.toml": f"# {number}\n"}) for number in (1, 2))
    with serve_ssh(tmp_path / "ssh") as server:
        monkeypatch.setenv("GIT_SSH_COMMAND", server.command)
        url = server.find_url(repository.path)

        assert (old, FIRST) == fetch_commit(url, old, "", cache)[::2]
        assert (new, FORWARD) == fetch_commit(url, "main", old, cache)[::2]
        assert {"profiles/a.toml": b"# 2\n"} == read_snapshot(cache, new).files
        monkeypatch.setenv("GIT_SSH_COMMAND", "ssh -F /dev/null -o BatchMode=yes -o UserKnownHostsFile=/dev/null")
        with pytest.raises(GitError, match="Host key verification failed"):
            fetch_commit(url, "main", new, cache)
