"""`use` and `cd` in real shells with the real client, with the wrapper and without."""

import shutil
import sys
from pathlib import Path

import pytest

from client.settings import Asked, Ground, started
from client.test_exec_against_the_client import AGAINST, WINS
from client.test_exec_against_the_client import on as profiles
from client.vertex import Claude, Vertex

on = profiles
SOURCE = str(Path(__file__).parents[2] / "src")
SHELLS = {"bash": 'eval "$({} init bash)"', "zsh": 'eval "$({} init zsh)"', "fish": "{} init fish | source"}


def run(shell: str, claude: Claude, on: Ground, vertex: Vertex, *lines: str) -> Asked:
    """Run `lines` in a shell with the hook, where `claude` is that client."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    load = SHELLS[shell].format(f"'{sys.executable}' -P -m vxenv")
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none"}
    folder = on.home / "bin"
    folder.mkdir()
    (folder / "claude").symlink_to(Path(claude.path).resolve())
    path = f"PATH={folder}:$PATH; export PATH" if shell != "fish" else f"set -x PATH '{folder}' $PATH"
    return started([shell, "-c", "\n".join([load, path, *lines])], on, given, vertex)


@pytest.mark.parametrize("wrapper", [True, False])
@pytest.mark.parametrize("shell", SHELLS)
def test_the_wrapper_makes_the_profile_win(
    shell: str, claude: Claude, vertex: Vertex, on: Ground, *, wrapper: bool
) -> None:
    """With it, the profile's project, location and model arrive; without, those of the settings file."""
    on.lay({"user": AGAINST})
    (on.home / ".config" / "vxenv" / "config.toml").write_text(f"claude_wrapper = {str(wrapper).lower()}\n")
    asked = run(shell, claude, on, vertex, "vxenv use eu", "claude -p hi")

    assert (WINS if wrapper else ("other", "us-east5", "claude-opus-4-7")) == asked[:3], asked.output
    assert wrapper == ("Claude Code obeys that" not in asked.output)


@pytest.mark.parametrize("shell", SHELLS)
def test_use_without_settings_files(shell: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Where no settings file disagrees, the shell is obeyed."""
    asked = run(shell, claude, on, vertex, "vxenv use eu", "claude -p hi")

    assert WINS == asked[:3], asked.output
