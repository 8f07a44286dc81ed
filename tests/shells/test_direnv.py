"""Test both hooks in one shell, in either order, and a profile selected in an .envrc."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shells.drivers import BASHES, Shell
from shells.harness import terminal
from shells.home import Home

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "coming-from.md"


@pytest.fixture
def direnv() -> str:
    """Provide direnv; skip if it is missing, but fail in CI."""
    found = shutil.which("direnv")
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("direnv is not installed")
    return str(found)


@pytest.fixture
def project(home: Home, direnv: str) -> str:
    """Provide a directory with an .envrc and a .vxenv.toml, both allowed."""
    home.location("eu", "eu")
    project = home.directory("project", 'profile = "eu"\n')
    home.write("project/.envrc", "export OTHER=theirs\n")
    subprocess.run([direnv, "allow", project], env=home.environment(), check=True)
    return project


@pytest.mark.parametrize("first", ["vxenv", "direnv"])
def test_both_hooks(first: str, shell: Shell, home: Home, project: str) -> None:
    """Both hooks set and restore only their own variables, in either loading order."""
    loads = {
        "fish": "direnv hook fish | source",
        # Debian's direnv prints a command that this elvish lacks; later versions do not.
        "elvish": "eval (direnv hook elvish | e:sed 's/ except / catch /' | slurp)",
        "tcsh": "eval `direnv hook tcsh`",
        "nushell": "",
    }
    theirs = loads.get(shell.kind, f'eval "$(direnv hook {shell.kind})"')
    lines = [shell.source(home.hook(shell.kind)), theirs]
    with terminal(shell, home, rc="\n".join(lines if first == "vxenv" else lines[::-1])) as found:
        seen = []
        for place in (project, home.root, project):
            found.line(shell.cd(place))
            seen += re.findall(r"<([^<>$`]*)>", found.line(shell.shown("CLOUD_ML_REGION", "OTHER")))

    assert ["eu theirs", " ", "eu theirs"] == seen


def test_an_envrc_asks_for_a_profile(home: Home, direnv: str) -> None:
    """The documented function makes direnv set and unset the variables of the profile."""
    home.location("eu", "eu")
    function = re.search(r"```bash\n(use_vxenv.*?)```", PAGE.read_text(), re.DOTALL)
    assert function is not None
    home.write(".config/direnv/direnvrc", function[1])
    home.write("project/.envrc", "use vxenv eu\n")
    tool = Path(home.write("bin/vxenv", f"#!/bin/sh\nexec '{sys.executable}' -P -m vxenv \"$@\"\n"))
    tool.chmod(0o755)
    project = home.path("project")
    env = {**home.environment(), "PATH": f"{tool.parent}:{os.environ['PATH']}", "ANTHROPIC_MODEL": "left"}
    subprocess.run([direnv, "allow", project], env=env, check=True)
    said = subprocess.run([direnv, "exec", project, "env"], env=env, check=True, capture_output=True, text=True)
    names = ("CLOUD_ML_REGION=", "CLAUDE_CODE_USE_VERTEX=", "ANTHROPIC_MODEL=")

    assert ["CLAUDE_CODE_USE_VERTEX=1", "CLOUD_ML_REGION=eu"] == sorted(
        line for line in said.stdout.splitlines() if line.startswith(names)
    )


def test_differences_from_direnv(home: Home, direnv: str) -> None:
    """In bash, vxenv applies a profile in `cd project && command` and keeps a manual change; direnv does neither."""
    home.location("eu", "eu")
    theirs = os.path.dirname(home.write("theirs/.envrc", "export CLOUD_ML_REGION=eu\n"))
    ours = home.directory("ours", 'profile = "eu"\n')
    subprocess.run([direnv, "allow", theirs], env=home.environment(), check=True)
    found = {}
    bash = BASHES[0]
    for place, load in ((theirs, 'eval "$(direnv hook bash)"'), (ours, bash.source(home.hook("bash")))):
        with terminal(bash, home, rc=f"{load}\nexport CLOUD_ML_REGION=mine") as session:
            shown = [session.line(f"{bash.cd(place)} && {bash.shown('CLOUD_ML_REGION')}")]
            session.line("CLOUD_ML_REGION=manual")
            session.line(bash.cd(home.root))
            shown.append(session.line(bash.shown("CLOUD_ML_REGION")))
            found[place] = [re.findall(r"<([^<>$`]*)>", text)[-1] for text in shown]
    assert {theirs: ["mine", "mine"], ours: ["eu", "manual"]} == found
