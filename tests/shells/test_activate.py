"""Test the hook together with virtual environments and zoxide."""

import os
import shutil
import subprocess
import sys
from typing import Final

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION: Final = "CLOUD_ML_REGION"
# The activation script of a virtual environment for each shell.
SCRIPTS: Final = {"fish": "activate.fish", "tcsh": "activate.csh", "xonsh": "activate.xsh", "nushell": "activate.nu"}


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory with a virtual environment and a profile."""
    home.profile("eu", '[vertex]\nregion = "eu"\n[env]\nPYTHONDONTWRITEBYTECODE = "1"\n')
    project = home.directory("p", 'profile = "eu"\n')
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", f"{project}/venv"], check=True)
    return project


@pytest.mark.parametrize("inside", [True, False], ids=["activated inside", "activated outside"])
@pytest.mark.parametrize("left", ["directory", "venv"])
def test_virtual_environment(shell: Shell, home: Home, project: str, left: str, inside: bool) -> None:
    """The hook and a virtual environment each restore only their own variables, in any order of entry and exit."""
    script = os.path.join(project, "venv", "bin", SCRIPTS.get(shell.kind, "activate"))
    if not os.path.exists(script):
        pytest.skip(f"venv has no script for {shell.kind}")
    session = Session(shell, home).show("start")
    steps = [shell.source(script), shell.cd(project)]
    for step in steps[::-1] if inside else steps:
        session.line(step)
    session.show("both")
    steps = [shell.cd(home.root), "deactivate"]
    for number, step in enumerate(steps if left == "directory" else steps[::-1]):
        session.line(step).show(f"left{number}")
    result = session.run()
    environment = f"{project}/venv"
    assert ["eu", environment] == result.get("both", LOCATION, "VIRTUAL_ENV")
    kept = [None, environment] if left == "directory" else ["eu", None]
    assert kept == result.get("left0", LOCATION, "VIRTUAL_ENV")
    own = ("PS1", "_OLD_FISH_PROMPT_OVERRIDE")  # venv does not restore all of these
    assert {name: value for name, value in result.users("start").items() if name not in own} == {
        name: value for name, value in result.users("left1").items() if name not in own
    }


@pytest.fixture
def zoxide() -> str:
    """Provide zoxide; skip if it is missing, but fail in CI."""
    found = shutil.which("zoxide")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("zoxide is not installed")
    return str(found)


# Replaces `cd`, as versions newer than the packaged one do.
IN_PLACE: Final = {
    "fish": """
        functions -c cd jump_internal
        function cd
            if test -d "$argv"
                jump_internal $argv
            else
                set -l found (zoxide query -- $argv); and jump_internal $found
            end
        end
    """,
    "bash": """
        jump_cd() { builtin cd -- "$@"; }
        jump() {
            if [[ $# -eq 1 && -d $1 ]]; then jump_cd "$1"; else
                local found; found=$(command zoxide query -- "$@") && jump_cd "$found"
            fi
        }
        cd() { jump "$@"; }
    """,
}


@pytest.mark.parametrize("command", ["z", "cd"])
@pytest.mark.parametrize("first", ["vxenv", "zoxide"])
def test_zoxide(shell: Shell, home: Home, zoxide: str, first: str, command: str) -> None:
    """A zoxide jump, by `z` or a replaced `cd`, switches profiles in either loading order."""
    if shell.kind not in ("bash", "zsh", "fish"):
        pytest.skip("the oldest zoxide that is packaged knows bash, zsh and fish alone")
    home.location("eu", "eu")
    project = home.directory("projects/client", 'profile = "eu"\n')
    theirs = f"{zoxide} init {shell.kind}"
    theirs = f"{theirs} | source" if shell.kind == "fish" else f'eval "$({theirs})"'
    if command == "cd":
        theirs = IN_PLACE.get(shell.kind, IN_PLACE["bash"])
    lines = [shell.source(home.hook(shell.kind)), theirs]
    rc = home.write("rc", "\n".join([*(lines if first == "vxenv" else lines[::-1]), ""]))
    session = Session(shell, home, hook=False).line(shell.source(rc))
    session.line(f"zoxide add {shell.quote(project)}").mark("jump").line(f"{command} client").show("in")
    session.mark("back").line(f"{command} {shell.quote(home.root)}").show("out")
    result = session.line(shell.both(f"{command} client", session.shower("line"))).run(
        _ZO_DATA_DIR=home.path("zoxide")
    )
    assert ["eu", project] == result.get("in", LOCATION, "PWD")
    assert [None, home.root] == result.get("out", LOCATION, "PWD")
    assert ["eu"] == result.get("line", LOCATION)
    assert "eu  eu  (~/projects/client/.vxenv.toml)\n" == result.err("jump")
