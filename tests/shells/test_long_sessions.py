"""Test deeply nested shells, and a shell with ten thousand changes of directory."""

import os
import re
import sys
from collections.abc import Callable
from typing import Final

import pytest

from shells.drivers import TCSH, Shell
from shells.harness import Result, Session
from shells.home import Home

LOCATION: Final = "CLOUD_ML_REGION"
# Fewer shells that take tens of megabytes each.
DEPTHS: Final = {"tcsh": 30, "xonsh": 20, "pwsh": 20, "nushell": 50, "elvish": 50}
OFTEN: Final = 10_000
# Fewer shells that take hundredths of a second each.
CHANGES: Final = {"nushell": 1_000, "tcsh": 200}
# Maximum growth of a shell between two thousand changes of directory and twelve thousand: under 20 bytes each.
BOUND: Final = 192  # KiB


def test_shells_within_shells(shell: Shell, home: Home) -> None:
    """Two hundred shells deep the environment equals the one at depth one, and switching and undo work."""
    home.location("eu", "eu")
    home.location("us", "us")
    project = home.directory("p", 'profile = "eu"\n')
    other = home.directory("o", 'profile = "us"\n')
    last = Session(shell, home).show("deep").cd(other).show("other").cd(home.root).show("out")
    driver = home.path("deeper")
    each = Session(shell, home).line(f"command {shell.quote(driver)}")
    first = Session(shell, home).cd(project).show("first").line(f"command {shell.quote(driver)}").show("after")

    def started(session: Session, name: str) -> str:
        text = "\n".join(filter(None, [shell.preamble, *session.lines, ""]))
        words, standard_input = shell.command(home.write(f"{name}.{shell.kind}", text))
        return f"exec {' '.join(map(_posix, words))} <{_posix(standard_input)}"

    depth = DEPTHS.get(shell.kind, 200)
    home.write(
        "deeper",
        "#!/bin/sh\nDEPTH=$((DEPTH + 1)); export DEPTH\n"
        f"if [ $DEPTH -lt {depth} ]; then {started(each, 'each')}; else {started(last, 'last')}; fi\n",
    )
    os.chmod(driver, 0o700)
    result = first.run({LOCATION: "mine"}, timeout=300, DEPTH="0")

    def at(label: str) -> dict[str, str]:
        return {name: value for name, value in result.users(label).items() if name != "DEPTH"}

    assert str(depth) == result.env("deep")["DEPTH"]
    assert at("first") == at("deep")
    assert ["us"] == result.get("other", LOCATION)
    assert ["mine", None] == result.get("out", LOCATION, "VXENV_PROFILE")
    assert at("first") == at("after")


def _posix(word: str) -> str:
    return "'" + word.replace("'", "'\\''") + "'"


def growth(session: Session, often: int, rounds: Callable[[int], list[str]]) -> tuple[int, Result]:
    """Return the growth of a shell in KiB over the lines `rounds(often)`, after a fifth of them as warm-up.

    At the end it enters the project and records its environment as "in"; the session's result is returned too.
    """
    for label, times in (("first", often // 5), ("last", often)):
        session.lines += rounds(times)
        # Its parent is the shell.
        path = session.place(label)
        session.line(f"command sh -c {session.shell.quote(f'cat /proc/$PPID/status >{_posix(path)}')}")
    session.cd(session.home.path("p")).show("in")
    result = session.run({"A": "mine"}, timeout=300, VXENV_QUIET="1")

    def size(label: str) -> int:
        found = re.search(r"VmRSS:\s*([0-9]+) kB", result.text(label))
        assert found is not None
        return int(found[1])

    return size("last") - size("first"), result


@pytest.fixture
def project(home: Home) -> str:
    """Provide a directory that selects a profile, on systems with /proc."""
    if sys.platform != "linux":
        pytest.skip("there is no /proc")
    home.profile("eu", '[vertex]\nregion = "eu"\n[env]\nA = "a"\n')
    return home.directory("p", 'profile = "eu"\n')


def test_memory_stays_flat(shell: Shell, home: Home, project: str) -> None:
    """After twelve thousand changes of directory with a prompt each, a shell is as large as after two thousand.

    Slow shells make fewer, with the same limit.
    """
    places = [project, home.root]
    often = CHANGES.get(shell.kind, OFTEN) // 2
    grown, result = growth(Session(shell, home), often, lambda times: shell.to_and_fro(places, times))
    assert ["eu", "a"] == result.get("in", LOCATION, "A")
    own = 0
    if shell.keeps_directories:
        programs = [f"{shell.cd(place)}; command true" for place in places]
        own, _ = growth(Session(shell, home, hook=False), often, lambda times: programs * times)
    bound = BOUND + own + shell.swing
    assert (grown, True) == (grown, grown <= bound)


@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
def test_memory_of_tcsh(shell: Shell, home: Home, project: str) -> None:
    """Ten thousand moves under one directory file, which need no Python, do not make tcsh grow."""
    home.write("p/below/file", "")
    # It keeps the typed lines, four bytes for each character.
    session = Session(shell, home).line("alias b 'cd below'").line("alias u 'cd ..'").cd(project)
    session.line("sleep 3").line(":")
    grown, result = growth(session, OFTEN // 2, lambda times: ["b", "u"] * times)

    assert ["eu"] == result.get("in", LOCATION)
    assert (grown, True) == (grown, grown <= BOUND)
