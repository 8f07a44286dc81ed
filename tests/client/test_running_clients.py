"""Test doctor beside running sessions of real Claude Code, and the settings that reach it in an editor."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from client.settings import Ground, started, words
from client.test_exec_against_the_client import PROJECT, REGION, SOURCE
from client.test_exec_against_the_client import on as profiles
from client.vertex import PATIENCE, QUIET, Claude, Vertex, environment

on = profiles
STALE = {PROJECT: "acme-eu", REGION: "us-east5"}
WAITING = ("-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose")


def vxenv(on: Ground, *words: str, codes: tuple[int, ...] = (0,)) -> str:
    """Run `vxenv` in the project, and return its output."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", *words],
        cwd=on.project,
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), "PYTHONPATH": SOURCE},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in codes, done
    return done.stdout


@contextlib.contextmanager
def session(claude: Claude, on: Ground, env: Mapping[str, str], *more: str) -> Iterator[int]:
    """Provide the process ID of a session in the project that waits for its first prompt on a pipe."""
    process = subprocess.Popen(
        [claude.path, *WAITING, *more],
        cwd=on.project,
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), **QUIET, **env},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        until = time.monotonic() + PATIENCE
        # Its configuration exists once it runs.
        while not (on.home / ".claude.json").exists() and process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        yield process.pid
        assert process.poll() is None
    finally:
        # The process group is Claude Code's own: killing it also ends its children.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def check(on: Ground, process: int) -> dict[str, Any]:
    """Return doctor's check of a process."""
    rows = json.loads(vxenv(on, "doctor", "--json", codes=(0, 1)))["checks"]
    (row,) = [row for row in rows if row["group"] == "clients" and f"session {process} " in row["what"]]
    found: dict[str, Any] = row
    return found


pytestmark = pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="processes are read from /proc")


def test_doctor_names_a_stale_session(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """A running session with other values than the directory's profile is named by process ID and variable."""
    vxenv(on, "local", "eu")
    with session(claude, on, environment(STALE, vertex)) as process:
        row = check(on, process)

    assert ("warning", f"ps -fp {process}") == (row["state"], row["hint"])
    assert (
        f'background session {process} in ~/project does not match "eu" (~/project/.vxenv.toml): '
        f"{REGION} is us-east5, expected europe-west1; ANTHROPIC_DEFAULT_SONNET_MODEL is (unset), "
        "expected claude-sonnet-4-6; restart it"
    ) == row["what"]


@pytest.mark.parametrize("way", ["settings", "option"])
def test_doctor_knows_what_a_session_reads(way: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The settings that an installation wrote, and the option --settings, count for a running session."""
    vxenv(on, "local", "eu")
    text = vxenv(on, "export", "eu", "--format", "claude-settings")
    if way == "settings":
        vxenv(on, "editor", "install", "jetbrains")
    with session(
        claude, on, environment(STALE, vertex), *(("--settings", text) if way == "option" else ())
    ) as process:
        row = check(on, process)

    what = f"background session {process} in ~/project: project acme-eu, location europe-west1"
    assert ("ok", what) == (row["state"], row["what"])


def test_the_settings_of_a_workspace_reach_it(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Requests of a session that no shell prepared go where the installed profile sends them; removing ends that."""
    vxenv(on, "editor", "install", "vscode", "eu")
    asked = started(words(claude), on, environment({}, vertex), vertex)
    assert ("acme-eu", "europe-west1") == asked[:2], asked.output

    vxenv(on, "editor", "remove", "vscode")
    vertex.requests.clear()
    asked = started(words(claude), on, environment(STALE, vertex), vertex)
    assert ("acme-eu", "us-east5") == asked[:2], asked.output
