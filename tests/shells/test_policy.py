"""Test the administrator's policy in each shell, in a mount namespace with an /etc of its own."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION: Final = "CLOUD_ML_REGION"
POLICY: Final = "/etc/vxenv/policy.toml"
RULES: Final = 'message = "Ask acme"\n[allow]\nlocations = "eu"\n'
# Mounts a copy of /etc in the directory $1 over /etc, then runs the shell.
ENTER: Final = 'cp -a /etc/. "$1" 2>/dev/null; mkdir -p "$1/vxenv" && mount --bind "$1" /etc && shift && exec "$@"'
# Root of the machine needs no user namespace. In one, the user is root, as far as programs can tell.
UNSHARE: Final = ("unshare", "-m") if os.geteuid() == 0 else ("unshare", "-rm")


@pytest.fixture
def etc(tmp_path: Path) -> tuple[str, ...]:
    """Provide the command in front of a shell that gives it an /etc of its own."""
    folder = tmp_path / "etc"
    folder.mkdir(mode=0o755)
    tracer = (*UNSHARE, "sh", "-c", ENTER, "sh", str(folder))
    found = shutil.which("unshare") and subprocess.run([*tracer, "true"], capture_output=True, check=False).returncode
    if found != 0 and not os.environ.get("CI"):
        pytest.skip("mount namespaces are not available")
    return tracer


@pytest.fixture
def places(home: Home) -> tuple[str, str]:
    """Provide directories that select profiles in eu and in us, and a policy in a file of the home."""
    home.location("eu", "eu")
    home.location("us", "us")
    home.write("policy.toml", RULES)
    return home.directory("eu", 'profile = "eu"\n'), home.directory("us", 'profile = "us"\n')


def install(shell: Shell, home: Home) -> str:
    """Return the line that installs the policy."""
    return f"cp {shell.quote(home.path('policy.toml'))} {POLICY}"


def test_a_policy_that_appears(shell: Shell, home: Home, etc: tuple[str, ...], places: tuple[str, str]) -> None:
    """A policy that appears after a profile was used is noticed by `use`, and one that disappears too."""
    assert places
    session = Session(shell, home).vxenv("use", "us").vxenv("use", "eu").line(install(shell, home))
    session.mark("refused").vxenv("use", "us").show("refused").mark("allowed").vxenv("use", "eu").show("allowed")
    session.line(f"rm {POLICY}").vxenv("use", "us").show("after")
    result = session.run(tracer=etc)

    assert f'{POLICY}:3: location "us" is not allowed: ~/.config/vxenv/profiles/us.toml:2 sets vertex.region' in (
        result.err("refused")
    )
    assert "Ask acme" in result.err("refused")
    assert "not allowed" not in result.err("allowed")
    assert [["eu"], ["eu"], ["us"]] == [result.get(label, LOCATION) for label in ("refused", "allowed", "after")]


def test_a_directory(shell: Shell, home: Home, etc: tuple[str, ...], places: tuple[str, str]) -> None:
    """A directory file that a policy does not allow is not applied, and applied once the policy allows it."""
    allowed, refused = places
    session = Session(shell, home).cd(refused).show("before").cd(allowed).line(install(shell, home)).cd(home.root)
    session.mark("refused").cd(refused).show("refused").mark("allowed").cd(allowed).show("allowed").cd(refused)
    session.line(f"rm {POLICY}").show("after")
    result = session.run({LOCATION: "mine"}, tracer=etc)
    labels = ("before", "refused", "allowed", "after")

    assert [["us"], ["mine"], ["eu"], ["us"]] == [result.get(label, LOCATION) for label in labels]
    assert f'cannot apply "us" (~/us/.vxenv.toml): {POLICY}:3: location "us" is not allowed' in result.err("refused")
    assert 1 == result.err("refused").count("not allowed")
    assert "not allowed" not in result.err("allowed").partition("cannot apply")[0]


def test_the_default(shell: Shell, home: Home, etc: tuple[str, ...], places: tuple[str, str]) -> None:
    """A default that an existing policy does not allow is not applied."""
    assert places
    home.settings('default = "us"\n')
    result = Session(shell, home, before=install(shell, home)).show("after").mark("end").run(tracer=etc)

    assert [None, None] == result.get("after", LOCATION, "VXENV_PROFILE")
    assert f'cannot apply "us" (default): {POLICY}:3: location "us" is not allowed' in result.err("load")


def test_a_policy_of_another_user(shell: Shell, home: Home, etc: tuple[str, ...], places: tuple[str, str]) -> None:
    """A policy that other users can write to is ignored, and counts as soon as they cannot."""
    assert places
    session = Session(shell, home).line(install(shell, home)).line(f"chmod 666 {POLICY}")
    session.vxenv("use", "us").show("open").vxenv("use", "eu").line(f"chmod 644 {POLICY}")
    session.mark("closed").vxenv("use", "us").show("closed")
    result = session.run(tracer=etc)

    assert [["us"], ["eu"]] == [result.get(label, LOCATION) for label in ("open", "closed")]
    assert 'location "us" is not allowed' in result.err("closed")
