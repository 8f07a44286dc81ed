"""Test the plugin with real Claude Code: its own validator, the installation, the hook and the command."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from client.settings import Ground, started, words
from client.test_exec_against_the_client import on as profiles
from client.test_session_against_the_client import REGION, STREAM, answers, as_eu, installed, put_on_path
from client.vertex import PATIENCE, QUIET, Claude, Vertex
from vxenv import __version__
from vxenv.usage.ledger import read_lines

on = profiles
ROOT = Path(__file__).parents[2]
_WARNING = """\
vxenv: this session does not match "eu"
  location: us-east5, expected europe-west1  (set by ~/project/.claude/settings.json:1)
hint: vxenv exec eu -- claude"""


def manage(claude: Claude, on: Ground, *more: str) -> str:
    """Run `claude plugin` in the home, check that it succeeds, and return its output."""
    done = subprocess.run(
        [claude.path, "plugin", *more],
        cwd=on.project,
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), **QUIET},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=PATIENCE,
        text=True,
        check=False,
    )
    assert 0 == done.returncode, done.stdout
    return done.stdout


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Provide a copy of the parts of the checkout that make it a marketplace."""
    place = tmp_path / "a checkout"
    for part in (".claude-plugin", "plugin"):
        shutil.copytree(ROOT / part, place / part)
    return place


def add_plugin(claude: Claude, on: Ground, checkout: Path) -> None:
    """Add the checkout as a marketplace, and install the plugin."""
    manage(claude, on, "marketplace", "add", str(checkout))
    manage(claude, on, "install", "vxenv@vxenv")


@pytest.mark.parametrize("part", ["", "plugin"])
def test_claude_validates(part: str, claude: Claude, on: Ground, checkout: Path) -> None:
    """Claude Code's validator accepts the marketplace and the plugin, also with warnings as errors."""
    output = manage(claude, on, "validate", "--strict", str(checkout / part))

    assert "Validation passed" in output


def test_plugin_is_installed_and_removed(claude: Claude, on: Ground, checkout: Path) -> None:
    """The plugin is installed from a checkout with the version of vxenv, and removed again."""
    add_plugin(claude, on, checkout)
    listed = manage(claude, on, "list")
    manage(claude, on, "uninstall", "vxenv@vxenv")

    assert ("vxenv@vxenv" in listed, f"Version: {__version__}" in listed) == (True, True)
    assert "vxenv@vxenv" not in manage(claude, on, "list")


def test_hook_warns_and_records(
    claude: Claude, vertex: Vertex, on: Ground, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The plugin's hook warns about another location, and records the session."""
    on.lay({"project": {"env": {REGION: "us-east5"}}})
    put_on_path(on, monkeypatch)
    add_plugin(claude, on, checkout)
    asked = started(words(claude, *STREAM), on, as_eu(vertex), vertex)

    assert [_WARNING] == answers(asked.output)
    assert [("eu", "us-east5")] == [(line.stack, line.location) for line in read_lines()]


def test_hook_is_silent_beside_the_guard(
    claude: Claude, vertex: Vertex, on: Ground, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """If the settings have the guard too, one of the two warns, and one line is recorded."""
    on.lay({"project": {"env": {REGION: "us-east5"}}})
    installed(on, monkeypatch, "--no-statusline")
    add_plugin(claude, on, checkout)
    asked = started(words(claude, *STREAM), on, as_eu(vertex), vertex)

    assert ["", _WARNING] == sorted(answers(asked.output))
    assert 1 == len(list(read_lines()))


def test_hook_does_nothing_without_vxenv(
    claude: Claude, vertex: Vertex, on: Ground, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without vxenv, the plugin's hook succeeds and prints nothing."""
    on.lay({"project": {"env": {REGION: "us-east5"}}})
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    add_plugin(claude, on, checkout)
    asked = started(words(claude, *STREAM), on, as_eu(vertex), vertex)

    assert ("acme-eu", "us-east5") == asked[:2], asked.output
    assert [""] == answers(asked.output)


def run_command(claude: Claude, vertex: Vertex, on: Ground, checkout: Path) -> str:
    """Run the plugin's command, and return the prompt that it sends."""
    add_plugin(claude, on, checkout)
    output = started([claude.path, "-p", "/vxenv:status", *STREAM], on, as_eu(vertex), vertex).output
    (session,) = {json.loads(line)["session_id"] for line in output.splitlines() if '"subtype":"init"' in line}
    (transcript,) = (on.home / ".claude" / "projects").glob(f"*/{session}.jsonl")
    contents = [json.loads(line).get("message", {}).get("content") for line in transcript.read_text().splitlines()]
    parts = [part.get("text", "") for content in contents if isinstance(content, list) for part in content]
    prompts = {part for part in parts if part.startswith("`vxenv status`")}
    (prompt,) = prompts
    return str(prompt)


def test_command_shows_the_status(
    claude: Claude, vertex: Vertex, on: Ground, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command sends Claude the output of `status`, and what `doctor` found."""
    put_on_path(on, monkeypatch)
    status, doctor = run_command(claude, vertex, on, checkout).split("`vxenv doctor --quiet`")

    assert "profile    eu\n" in status
    assert "  failed   " in doctor


def test_command_without_vxenv(
    claude: Claude, vertex: Vertex, on: Ground, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without vxenv, the command sends Claude the shell's message."""
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    status, doctor = run_command(claude, vertex, on, checkout).split("`vxenv doctor --quiet`")

    assert ("not found" in status, "not found" in doctor) == (True, True)
