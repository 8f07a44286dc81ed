"""Test statusline and guard inside real Claude Code: their input, and their visible output."""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pexpect
import pytest

from client.settings import Ground, started, words
from client.test_exec_against_the_client import SOURCE
from client.test_exec_against_the_client import on as profiles
from client.vertex import PATIENCE, QUIET, Claude, Vertex, environment
from terminals import end

on = profiles
PROJECT, REGION = "ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION"
PINNED = {"VXENV_PROFILE": "eu", "VXENV_REASON": "use"}
STREAM = ("--output-format", "stream-json", "--verbose")
# Terminal control sequences.
_STEERING = re.compile(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[\[(][0-9;?<>=]*[ -/]*[@-~]|\x1b[78=>]")
_RIGHT = re.compile(r"\x1b\[(\d*)C")


def put_on_path(on: Ground, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a `vxenv` that runs this checkout on PATH, and return its path."""
    place = on.home / "bin" / "vxenv"
    place.parent.mkdir()
    place.write_text(f"#!/bin/sh\nPYTHONPATH='{SOURCE}' exec '{sys.executable}' -P -m vxenv \"$@\"\n")
    place.chmod(0o755)
    monkeypatch.setenv("HOME", str(on.home))
    monkeypatch.setenv("PATH", f"{place.parent}:{os.environ['PATH']}")
    return place


def installed(on: Ground, monkeypatch: pytest.MonkeyPatch, *more: str) -> None:
    """Install both into the user's settings by `vxenv claude install`."""
    place = put_on_path(on, monkeypatch)
    subprocess.run([place, "claude", "install", *more], cwd=on.project, check=True)


def as_eu(vertex: Vertex, **more: str) -> dict[str, str]:
    """Return the exports of a shell with the profile `eu`."""
    return environment({PROJECT: "acme-eu", REGION: "europe-west1", **PINNED, **more}, vertex)


def answers(output: str) -> list[str]:
    """Return the answers of a headless run's hooks, after checking that each succeeded."""
    found = []
    for line in output.splitlines():
        event = json.loads(line)
        if event.get("subtype") == "hook_response":
            assert (0, "success", "") == (event["exit_code"], event["outcome"], event["stderr"])
            found.append(json.loads(event["stdout"])["systemMessage"] if event["stdout"] else "")
    return found


@pytest.mark.parametrize("scope", ["user", "project", "local"])
def test_guard_warns(scope: str, claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """If a settings file redirects the session, the hook warns with the file's name, and stops nothing."""
    on.lay({scope: {"env": {REGION: "us-east5"}}})
    installed(on, monkeypatch)
    asked = started(words(claude, *STREAM), on, as_eu(vertex), vertex)

    name = {"user": "", "project": "project/", "local": "project/"}[scope]
    file = "settings.local.json" if scope == "local" else "settings.json"
    expected = [
        'vxenv: this session does not match "eu"',
        f"  location: us-east5, expected europe-west1  (set by ~/{name}.claude/{file}:1)",
        "hint: vxenv exec eu -- claude",
    ]
    assert ("acme-eu", "us-east5") == asked[:2], asked.output
    assert ["\n".join(expected)] == answers(asked.output)


def test_guard_knows_what_nothing_beats(
    claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If managed settings redirect the session, `exec` is not suggested, because it cannot override them."""
    on.lay({"managed": {"env": {REGION: "us-east5"}}})
    installed(on, monkeypatch)
    (answer,) = answers(started(words(claude, *STREAM), on, as_eu(vertex), vertex).output)

    expected = "  location: us-east5, expected europe-west1  (set by /etc/claude-code/managed-settings.json:1)"
    assert [expected, "hint: vxenv why CLOUD_ML_REGION"] == answer.splitlines()[1:]


@pytest.mark.parametrize("way", ["agrees", "exec", "no profile"])
def test_guard_is_silent(
    way: str, claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The hook prints nothing in a correct session, including one that `exec` corrected."""
    on.lay({"user": {} if way == "agrees" else {"env": {REGION: "us-east5"}}})
    installed(on, monkeypatch)
    run = words(claude, *STREAM)
    given = as_eu(vertex)
    if way == "exec":
        run = [str(on.home / "bin" / "vxenv"), "-q", "exec", "eu", "--", *run]
    if way == "no profile":
        given = {name: value for name, value in given.items() if name not in PINNED}
    asked = started(run, on, given, vertex)

    assert ("acme-eu", "us-east5" if way == "no profile" else "europe-west1") == asked[:2], asked.output
    assert [""] == answers(asked.output)


def screen(claude: Claude, on: Ground, env: dict[str, str], until: str) -> str:
    """Return the interactive screen text up to `until`, without control sequences."""
    trusted = {str(on.project): {"hasTrustDialogAccepted": True, "hasCompletedProjectOnboarding": True}}
    known = {"hasCompletedOnboarding": True, "lastOnboardingVersion": "9.9.9", "theme": "dark", "projects": trusted}
    (on.home / ".claude.json").write_text(json.dumps(known))
    child: Any = pexpect.spawn(
        claude.path,
        cwd=str(on.project),
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), "TERM": "xterm-256color", "LANG": "C.UTF-8",
             **QUIET, **env},
        dimensions=(40, 150),
        encoding="utf-8",
        codec_errors="replace",
    )  # fmt: skip
    text = ""
    late = time.monotonic() + PATIENCE
    try:
        while until not in shown(text) and time.monotonic() < late:
            try:
                text += child.read_nonblocking(65536, 1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                break
    finally:
        end(child)
    return shown(text)


def shown(text: str) -> str:
    """Return the readable part of `text` without blanks, because versions draw them differently."""
    moved = _RIGHT.sub(lambda found: " " * int(found[1] or 1), text)
    return re.sub(r"\s+", "", _STEERING.sub("", moved))


@pytest.mark.parametrize("region", ["us-east5", "europe-west1"])
def test_statusline_is_shown(
    region: str, claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The interactive screen shows the segment, with a mark if a settings file overrides the profile."""
    on.lay({"user": {"env": {REGION: region}}})
    installed(on, monkeypatch, "--no-guard")
    expected = (
        "eu  acme-eu · europe-west1"
        if region == "europe-west1"
        else "eu  acme-eu · ⚠ us-east5 (expected europe-west1)"
    )

    assert shown(expected) in screen(claude, on, as_eu(vertex), shown(expected))


def test_guard_is_shown(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    """The interactive screen shows the guard's warning when the session starts."""
    on.lay({"user": {"env": {REGION: "us-east5"}}})
    installed(on, monkeypatch, "--no-statusline")
    seen = screen(claude, on, as_eu(vertex), shown("vxenv exec eu -- claude"))

    assert [True, True] == [
        shown(text) in seen
        for text in (
            'SessionStart:startup says: vxenv: this session does not match "eu"',
            "hint: vxenv exec eu -- claude",
        )
    ]


def test_a_client_survives_without_vxenv(
    claude: Claude, vertex: Vertex, on: Ground, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A session continues if vxenv is missing."""
    installed(on, monkeypatch)
    (on.home / "bin" / "vxenv").unlink()
    asked = started(words(claude), on, as_eu(vertex), vertex)

    assert ("acme-eu", "europe-west1") == asked[:2], asked.output
