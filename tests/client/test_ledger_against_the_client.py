"""Test the ledger with real Claude Code: which events it reports, and the recorded lines."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from client import vertex as server
from client.settings import Ground, started, words
from client.test_exec_against_the_client import SOURCE
from client.test_exec_against_the_client import on as profiles
from client.test_session_against_the_client import as_eu, installed, screen, shown
from client.vertex import Claude, Vertex, environment
from vxenv.catalogue.clients import Version
from vxenv.usage.ledger import read_lines

on = profiles
US = '[vertex]\nproject = "acme-us"\nregion = "us-east5"\nbase_url = "{}/v1"\nskip_auth = true\n'


@pytest.fixture
def vxenv(on: Ground, vertex: Vertex, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Write a second profile, make the project a repository, and return the command for vxenv."""
    text = US.format(f"http://{vertex.host}")
    (on.home / ".config" / "vxenv" / "profiles" / "us.toml").write_text(text)
    subprocess.run(["git", "init", "-q", "-b", "work", on.project], check=True)
    monkeypatch.setenv("HOME", str(on.home))
    return [sys.executable, "-P", "-m", "vxenv"]


def run(command: list[str], on: Ground, env: dict[str, str], vertex: Vertex) -> str:
    """Run `command`, which starts Claude Code, and return the ID of the session."""
    vertex.requests.clear()
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none", **env}
    output = started([*command, "--output-format", "json"], on, given, vertex).output
    lines = [line for line in output.splitlines() if line.startswith("{")]
    assert lines, output
    found: str = json.loads(lines[-1])["session_id"]
    return found


def list_facts() -> list[tuple[str, ...]]:
    """Return session, profile, origin, project and location of each line."""
    return [(line.session, line.stack, line.origin, line.project, line.location) for line in read_lines()]


def find_transcripts(on: Ground) -> set[str]:
    """Return the paths of the transcripts."""
    return {str(path) for path in (on.home / ".claude" / "projects").rglob("*.jsonl")}


@pytest.fixture(params=["guard", "hook"])
def _recorder(request: pytest.FixtureRequest, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """Install the guard, or rely on the hook that `exec` passes."""
    if request.param == "guard":
        installed(on, monkeypatch, "--no-statusline")


@pytest.mark.usefixtures("_recorder")
def test_starts_of_a_session(claude: Claude, vertex: Vertex, on: Ground, vxenv: list[str]) -> None:
    """Start, resume, fork, compact and clear of a session of `exec` are recorded, with and without the guard."""
    command = [*vxenv, "-q", "exec", "eu", "--", claude.path, "-p"]
    first = run([*command, "hi"], on, {}, vertex)
    (start,) = read_lines()
    again = [run([*command, "hi", *more], on, {}, vertex) for more in (["--continue"], ["--resume", first])]
    fork = run([*command, "hi", "--resume", first, "--fork-session"], on, {}, vertex)
    run([*command, "/compact", "--resume", first], on, {}, vertex)
    run([*command, "/clear", "--resume", first], on, {}, vertex)
    *before, cleared = read_lines()

    # Equal lines within seconds count as one event of two hooks, so how many lines there are depends on the machine.
    assert (first, [first, first]) == (start.session, again)
    # 2.1.197 passes the ID of the original session for a fork.
    forked = [fork] if claude.version >= Version(2, 1, 330) else []
    assert [first, *forked] == list(dict.fromkeys(line.session for line in before))
    assert (True, True) == (fork != first, cleared.session not in (first, fork))
    assert find_transcripts(on) >= {line.transcript for line in before}
    lines = [*before, cleared]
    assert {("eu", ("eu",), "exec", "acme-eu", "europe-west1")} == {
        (line.stack, line.documents, line.origin, line.project, line.location) for line in lines
    }
    assert {(str(on.project), "work", "vertex", str(claude.version))} == {
        (line.directory, line.branch, line.provider, line.client) for line in lines
    }
    assert "claude-sonnet-4-6" == cleared.models["sonnet"]


def test_two_profiles_in_one_repository(claude: Claude, vertex: Vertex, on: Ground, vxenv: list[str]) -> None:
    """Sessions under two profiles in one directory, one of them resumed under the other, are told apart."""
    eu, us = ([*vxenv, "-q", "exec", name, "--", claude.path, "-p", "hi"] for name in ("eu", "us"))
    first, second = run(eu, on, {}, vertex), run(us, on, {}, vertex)
    run([*us, "--resume", first], on, {}, vertex)
    as_eu_is, as_us_is = ("eu", "exec", "acme-eu", "europe-west1"), ("us", "exec", "acme-us", "us-east5")

    assert [(first, *as_eu_is), (second, *as_us_is), (first, *as_us_is)] == list_facts()


@pytest.mark.usefixtures("vxenv")
def test_settings_files_count(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The location is that of the session, which a settings file overrides; the profile is that of the shell."""
    on.lay({"project": {"env": {"CLOUD_ML_REGION": "us-east5"}}})
    installed(on, monkeypatch, "--no-statusline")
    session = run(words(claude), on, as_eu(vertex), vertex)

    assert [(session, "eu", "use", "acme-eu", "us-east5")] == list_facts()


@pytest.mark.usefixtures("vxenv")
def test_no_profile(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session without a profile is recorded with its project and location."""
    installed(on, monkeypatch, "--no-statusline")
    session = run(words(claude), on, environment({}, vertex), vertex)

    assert [(session, "", "", "proj", "us-east5")] == list_facts()


@pytest.mark.usefixtures("vxenv")
def test_an_interactive_session(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """A session on a terminal is recorded when it starts, with the same warning as before."""
    on.lay({"user": {"env": {"CLOUD_ML_REGION": "us-east5"}}})
    installed(on, monkeypatch, "--no-statusline")
    screen(claude, on, as_eu(vertex), shown("vxenv exec eu -- claude"))
    (line,) = read_lines()

    assert ("eu", "us-east5", "work", str(claude.version)) == (line.stack, line.location, line.branch, line.client)


def test_no_settings(claude: Claude, vertex: Vertex, on: Ground, vxenv: list[str]) -> None:
    """With --no-settings and without the guard nothing is recorded."""
    run([*vxenv, "-q", "exec", "--no-settings", "eu", "--", claude.path, "-p", "hi"], on, {}, vertex)

    assert [] == list_facts()


def test_the_file_of_the_wrapper(
    claude: Claude, vertex: Vertex, on: Ground, vxenv: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The settings file that the shell's `claude` passes records the session."""
    (on.home / ".config" / "vxenv" / "config.toml").write_text("claude_wrapper = true\n")
    monkeypatch.chdir(on.project)
    words_of_hook = [*vxenv, "hook", "bash", "1", "use:eu", "name", "home"]
    env = {**os.environ, "PYTHONPATH": SOURCE, "PATH": f"{Path(claude.path).parent}:{os.environ['PATH']}"}
    subprocess.run(words_of_hook, env=env, check=True, capture_output=True)
    (settings,) = (on.home / ".cache" / "vxenv" / "settings").glob("*.json")
    session = run([claude.path, "-p", "hi", "--settings", str(settings)], on, as_eu(vertex), vertex)

    assert [(session, "eu", "use", "acme-eu", "europe-west1")] == list_facts()


@pytest.mark.usefixtures("vxenv")
def test_changes_of_directory(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the guard, a change of directory in the session adds a line."""
    below = on.project / "below"
    below.mkdir()
    ledger = on.home / ".local" / "state" / "vxenv" / "ledger"
    monkeypatch.setenv("PATH", f"{Path(claude.path).parent}:{os.environ['PATH']}")
    installed(on, monkeypatch, "--no-statusline")

    def answer(role: str, body: dict[str, Any]) -> list[dict[str, Any]]:
        # Claude Code does not wait for the hook, but for a command.
        commands = ["cd below", f"until grep -q '/below\"' {ledger}/*; do sleep 0.1; done"]
        done = json.dumps(body["messages"]).count('"tool_result"')
        if role == "small/fast" or done == len(commands):
            return [{"type": "text", "text": "ok"}]
        call = {"command": commands[done], "description": "move", "timeout": 30_000}
        return [{"type": "tool_use", "id": f"toolu_{done}", "name": "Bash", "input": call}]

    monkeypatch.setattr(server, "_answer", answer)
    session = run(words(claude, "--allowedTools", "Bash"), on, as_eu(vertex), vertex)

    assert [(session, str(on.project)), (session, str(below))] == [
        (line.session, line.directory) for line in read_lines()
    ]


def test_a_ledger_that_cannot_be_written(claude: Claude, vertex: Vertex, on: Ground, vxenv: list[str]) -> None:
    """The session continues without the ledger, and says so."""
    (on.home / ".local" / "state" / "vxenv").mkdir(parents=True)
    (on.home / ".local" / "state" / "vxenv" / "ledger").touch()
    command = [*vxenv, "-q", "exec", "eu", "--", *words(claude, "--output-format", "stream-json", "--verbose")]
    asked = started(command, on, {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none"}, vertex)

    assert ("acme-eu", "europe-west1") == asked[:2], asked.output
    assert "this session is not recorded for vxenv usage: cannot write ~/.local/state/vxenv/ledger/" in asked.output
