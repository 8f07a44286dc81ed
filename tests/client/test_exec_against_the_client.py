"""Test ``vxenv exec NAME -- claude``: the request shows that the profile overrides settings files."""

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from client.settings import Asked, Ground, ground, started
from client.vertex import PATIENCE, Claude, Vertex, environment
from vxenv.catalogue.clients import Version

PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
REGION = "CLOUD_ML_REGION"
AGAINST = {"env": {REGION: "us-east5", PROJECT: "other", "ANTHROPIC_MODEL": "claude-opus-4-7"}}
SOURCE = str(Path(__file__).parents[2] / "src")
WINS = ("acme-eu", "europe-west1", "claude-sonnet-4-6")


@pytest.fixture
def on(tmp_path: Path, vertex: Vertex) -> Ground:
    """Provide directories with a profile `eu` for the server."""
    made = ground(tmp_path / "ground")
    base = environment({}, vertex)["ANTHROPIC_VERTEX_BASE_URL"]
    text = f"""\
[vertex]
project = "acme-eu"
region = "europe-west1"
base_url = "{base}"
skip_auth = true
[models]
sonnet = "claude-sonnet-4-6"
"""
    profiles = made.home / ".config" / "vxenv" / "profiles"
    profiles.mkdir(parents=True)
    (profiles / "eu.toml").write_text(text)
    return made


def run(claude: Claude, on: Ground, vertex: Vertex, *more: str, options: tuple[str, ...] = ()) -> Asked:
    """Run Claude Code by vxenv."""
    words = [sys.executable, "-P", "-m", "vxenv", "exec", *options, "eu", "--", claude.path, "-p", "hi", *more]
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none"}
    return started(words, on, given, vertex)


def gone_below(folder: Path) -> bool:
    """Return whether all files in `folder` disappear within a short time."""
    until = time.monotonic() + PATIENCE
    while any(folder.iterdir()) and time.monotonic() < until:
        time.sleep(0.01)
    return not any(folder.iterdir())


@pytest.mark.parametrize("form", ["json", "file", "equals"])
def test_exec_joins_the_callers_own(form: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The caller's own --settings apply to variables outside the profile, and overridden keys are reported."""
    on.lay({"user": AGAINST})
    own = json.dumps({"env": {REGION: "us-east5"}, "availableModels": ["haiku"]})
    on.lay({"own.json": own})
    words = {"json": ["--settings", own], "file": ["--settings", "../own.json"], "equals": [f"--settings={own}"]}[form]
    asked = run(claude, on, vertex, *words)
    left = run(claude, on, vertex, *words, options=("--no-settings",))

    assert WINS[:2] == asked[:2], asked.output
    assert f'warning: "eu" overrides {REGION} in your own --settings' in asked.output
    assert "as --settings" not in left.output
    assert gone_below(on.home / ".cache" / "vxenv" / "settings")


def test_exec_names_what_managed_settings_win(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Managed settings override --settings, and exec reports that."""
    on.lay({"managed": {"env": {REGION: "us-east5"}}, "user": AGAINST})
    asked = run(claude, on, vertex)

    assert ("acme-eu", "us-east5", "claude-sonnet-4-6") == asked[:3], asked.output
    assert (
        "/etc/claude-code/managed-settings.json:1 overrides CLOUD_ML_REGION: Claude Code will use us-east5"
        in asked.output
    )


LIST = {"availableModels": ["haiku"], "enforceAvailableModels": True}
HAIKU = "claude-haiku-4-5@20251001"


def test_exec_wins_over_a_list_of_models(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """An enforced model list in the user's settings does not restrict the profile's models."""
    on.lay({"user": LIST})
    asked = run(claude, on, vertex)

    assert WINS == asked[:3], asked.output
    assert "overriding settings files  (disable: --no-settings)" in asked.output


def test_exec_does_not_say_that_it_wins_over_a_managed_list(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """A model list in managed settings is final, and exec names the effective model."""
    on.lay({"managed": LIST})
    asked = run(claude, on, vertex)

    assert (*WINS[:2], HAIKU) == asked[:3], asked.output
    assert "overriding settings files, except as follows" in asked.output
    assert f"does not allow claude-sonnet-4-6 in availableModels: Claude Code will use {HAIKU}" in asked.output


def test_exec_says_that_the_client_will_not_start(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """If a managed file is not valid JSON, newer versions do not start, and exec reports that first."""
    on.lay({"managed": "{bad"})
    asked = run(claude, on, vertex)
    refuses = claude.version >= Version(2, 1, 330)

    assert refuses == (asked[:3] == ("", "", "")), asked.output
    assert "Claude Code will not start: /etc/claude-code/managed-settings.json is not valid JSON" in asked.output


def test_a_written_settings_file_wins(claude: Claude, vertex: Vertex, on: Ground, monkeypatch: Any) -> None:
    """Local settings written by export apply without a shell, and their removal is complete."""
    on.lay({"user": AGAINST, "project": {"env": {"ANTHROPIC_MODEL": "claude-opus-4-7"}}})
    monkeypatch.setenv("HOME", str(on.home))
    for name in ("CONFIG", "STATE", "CACHE"):
        monkeypatch.setenv(f"VXENV_{name}_DIR", str(on.home / ".config" / "vxenv"))
    monkeypatch.setenv("PYTHONPATH", SOURCE)
    local = on.project / ".claude" / "settings.local.json"
    export = [sys.executable, "-P", "-m", "vxenv", "export", "--format", "claude-settings"]
    subprocess.run([*export, "eu", "--write", str(local)], check=True)
    asked = started([claude.path, "-p", "hi"], on, {"METADATA_SERVER_DETECTION": "none"}, vertex)
    subprocess.run([*export, "--remove", str(local)], check=True)

    assert WINS == asked[:3], asked.output
    assert not local.exists()


def test_exec_can_leave_it(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """With --no-settings settings files take precedence, as without vxenv."""
    on.lay({"user": {"env": {REGION: "us-east5"}}})
    asked = run(claude, on, vertex, options=("--no-settings",))

    assert ("acme-eu", "us-east5", "claude-sonnet-4-6") == asked[:3], asked.output
