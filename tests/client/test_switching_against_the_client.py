"""Test every way of activating a profile against settings files of every kind, by the arriving request.

The predictions come from vxenv's own commands, in the shell that starts Claude Code.
"""

import json
import os
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from client.settings import Asked, Ground, started
from client.test_exec_against_the_client import AGAINST, SOURCE, WINS
from client.test_exec_against_the_client import on as profiles
from client.vertex import Claude, Vertex
from vxenv.catalogue.clients import Version

on = profiles
# From here on modelOverrides replace the named model.
NAMED = Version(2, 1, 200)
LOSES = ("other", "us-east5", "claude-opus-4-7")
FILES: dict[str, dict[str, Any]] = {
    "nothing": {},
    "user": {"user": AGAINST},
    "project": {"project": AGAINST},
    "local": {"local": AGAINST},
    "managed": {"managed": AGAINST},
    "model": {"user": {"model": "claude-opus-4-7"}},
    "modelOverrides": {"project": {"modelOverrides": {"claude-sonnet-4-6": "claude-opus-4-7"}}},
    "availableModels": {"user": {"availableModels": ["haiku"]}},
}
WAYS = {
    "use": ("vxenv use eu", "claude -p hi"),
    "cd": ("cd / && vxenv allow {project}/.vxenv.toml", "cd {project} && claude -p hi"),
    "exec": ("true", "vxenv exec eu -- claude -p hi"),
}
SHELLS = {"bash": 'eval "$({} init bash)"', "zsh": 'eval "$({} init zsh)"', "fish": "{} init fish | source"}
# A start takes a second: one shell tests each way with each kind of file; other shells test each way once.
CASES = [
    ("bash", way, wrapper, files)
    for files in FILES
    for way, wrapper in (("use", False), ("use", True), ("exec", False))
]
CASES += [
    ("bash", "cd", wrapper, files) for wrapper in (False, True) for files in ("user", "managed", "modelOverrides")
]
CASES += [
    (shell, way, wrapper, "user") for shell in ("zsh", "fish") for way, wrapper in (("use", True), ("cd", False))
]


def run(shell: str, claude: Claude, on: Ground, vertex: Vertex, *lines: str) -> Asked:
    """Run `lines` in a shell with the hook, with this Claude Code as `claude`."""
    if shutil.which(shell) is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{shell} is not installed")
    folder = on.home / "bin"
    folder.mkdir()
    (folder / "claude").symlink_to(Path(claude.path).resolve())
    path = f"PATH={folder}:$PATH; export PATH" if shell != "fish" else f"set -x PATH '{folder}' $PATH"
    load = SHELLS[shell].format(f"'{sys.executable}' -P -m vxenv")
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none"}
    # A script changes the directory without the hook.
    return started([shell, "-i", "-c", "\n".join([load, path, *lines])], on, given, vertex)


def wins(files: str, version: Version) -> tuple[str, str, str]:
    """Return the arriving values without help for the profile."""
    if files in ("nothing", "availableModels"):  # the latter leaves models alone that are not the one that is named
        return WINS
    model = (*WINS[:2], LOSES[2])
    return {"model": model, "modelOverrides": model if version >= NAMED else WINS}.get(files, LOSES)


def predicted(on: Ground) -> tuple[str, str]:
    """Return the project and location that ``vxenv why`` predicts for Claude Code."""
    said = [json.loads((on.home / f"{name}.json").read_text())["value"] for name in ("project", "location")]
    return said[0], said[1]


@pytest.mark.parametrize(("shell", "way", "wrapper", "files"), CASES)
def test_every_way(  # noqa: PLR0917 - cases and fixtures
    shell: str,
    way: str,
    wrapper: bool,
    files: str,
    claude: Claude,
    vertex: Vertex,
    on: Ground,
) -> None:
    """Without help the strongest settings file applies; exec and the wrapper override all but managed settings."""
    on.lay({**FILES[files], "project/.vxenv.toml": 'profile = "eu"\n'})
    (on.home / ".config" / "vxenv" / "config.toml").write_text(f"claude_wrapper = {str(wrapper).lower()}\n")
    first, last = (line.format(project=on.project) for line in WAYS[way])
    ask = "".join(
        f"vxenv why --json {variable} >{on.home}/{name}.json; "
        for name, variable in (("project", "ANTHROPIC_VERTEX_PROJECT_ID"), ("location", "CLOUD_ML_REGION"))
    )
    enter = f"cd {on.project}; "
    asked = run(shell, claude, on, vertex, first, last if way == "cd" else enter + last, enter + ask)
    beaten = files == "managed" or (way != "exec" and not wrapper)
    expected = wins(files, claude.version) if beaten else WINS

    assert expected == asked[:3], asked.output
    assert way == "exec" or asked[:2] == predicted(on), asked.output
