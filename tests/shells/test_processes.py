"""Test that prompts and changes of directory start no process with an existing plan, and one without."""

import os
import re
import shutil
from typing import NamedTuple

import pytest

from shells.drivers import TCSH, Shell
from shells.harness import Session
from shells.home import Home

TRACED = "execve,clone,clone3,fork,vfork,stat,lstat,newfstatat,statx,access,faccessat,faccessat2"


class Started(NamedTuple):
    """The processes and programs started between two marks."""

    forks: int
    programs: int


@pytest.fixture
def traced(home: Home) -> tuple[str, ...]:
    """Return the command that traces processes; skip if tracing is not permitted."""
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI"):
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed")
    return (strace, "-f", "--seccomp-bpf", "-s", "400", "-o", home.path("trace"), "-e", f"trace={TRACED}")


def at(shell: Shell, label: str) -> str:
    """Return a line that leaves a mark in the trace without starting a process."""
    return shell.looking(f"/mark-{label}")


def started(home: Home, label: str) -> Started:
    """Return the processes and programs started between the mark `label` and the next."""
    with open(home.path("trace"), encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    marks = [number for number, line in enumerate(lines) if '"/mark-' in line]
    begin = next(number for number in marks if f'"/mark-{label}"' in lines[number])
    end = next((number for number in marks if number > begin and f'"/mark-{label}"' not in lines[number]), len(lines))
    part = lines[begin:end]
    forks = [line for line in part if re.search(r"\b(clone3?|v?fork)\(", line) and "CLONE_THREAD" not in line]
    programs = [line for line in part if "execve(" in line and "ENOENT" not in line]
    # Without a terminal nushell runs these to find its size at each output.
    sizes = [line for line in programs if '["tput", ' in line]
    return Started(len(forks) - len(sizes), len(programs) - len(sizes))


def steps(session: Session, label: str, *lines: str) -> None:
    """Type the steps between marks."""
    session.line(at(session.shell, label))
    for line in lines:
        session.line(line)
    session.line(at(session.shell, "idle"))


def test_nothing_is_started(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Prompts, moves between profiles, covered values, manual edits and a pin start no process."""
    home.profile("eu", '[vertex]\nregion = "europe-west1"\nproject = "acme-prod"\n[env]\nDISABLE_TELEMETRY = "1"\n')
    home.profile("us", '[vertex]\nregion = "us-east5"\n[models]\nmain = "claude-opus-5-5"\n')
    eu = home.directory("eu", 'profile = "eu"\n')
    us = home.directory("a/b/c/d/e/us", 'profile = "us"\n')
    blocked = home.directory("blocked", 'profile = "us"\n', allowed=False)
    broken = home.directory("broken", 'profile = "nothing"\n')
    away = [shell.cd(place) for place in (eu, us, blocked, broken)]
    out = shell.cd(home.root)
    session = Session(shell, home).line("true")
    for place in (*away, out):
        session.line(place)
    nothing = shell.nothing
    steps(session, "prompts", nothing, nothing, nothing)
    steps(session, "enter", away[0], nothing, out, nothing)
    steps(session, "between", away[0], away[1], away[0], nothing)
    steps(session, "below", shell.cd("/"), nothing, out)
    steps(session, "refused", away[2], nothing, away[3], nothing, out)
    set_by_hand = [shell.export("CLOUD_ML_REGION", "mine"), shell.let("ANTHROPIC_MODEL", "local")]
    steps(session, "covered", *set_by_hand, away[0], nothing, away[1], out)
    steps(session, "edited", away[0], shell.export("CLOUD_ML_REGION", "other"), out)
    session.vxenv("use", "us").line(away[0]).line(out)
    steps(session, "pinned", nothing, away[0], nothing, out)
    session.vxenv("off")
    steps(session, "off", nothing, away[0], nothing, out)
    session.vxenv("auto")
    session.show("end").run(tracer=traced)
    for label in ("prompts", "enter", "between", "below", "refused", "covered", "edited", "pinned", "off"):
        assert (label, 0, 0) == (label, *started(home, label))


def test_nothing_is_started_by_a_new_shell(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """A new shell, and its first entry of a directory with a plan, start no process."""
    home.location("eu", "europe-west1")
    home.settings('default = "us"\n')
    home.location("us", "us-east5")
    eu = home.directory("eu", 'profile = "eu"\n')
    Session(shell, home).cd(eu).cd(home.root).run()
    session = Session(shell, home, hook=False, before=at(shell, "load"))
    session.line(shell.source(home.hook(shell.kind))).cd(eu).cd(home.root).line(at(shell, "end")).show("end")
    result = session.run(tracer=traced)
    assert ["us-east5"] == result.get("end", "CLOUD_ML_REGION")
    assert (0, 0) == started(home, "load")


def test_first_sight_starts_one_program(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """The first entry of a directory starts Python once, and so does each change of its input files."""
    file = home.location("eu", "europe-west1")
    eu = home.directory("eu", 'profile = "eu"\n')
    other = home.write("other", '[vertex]\nregion = "us-east5"\n')
    session = Session(shell, home).line("true").line(shell.settling or "true").line("true")
    steps(session, "first", shell.cd(eu))
    steps(session, "edit", f"command cp {shell.quote(other)} {shell.quote(file)}")
    result = session.show("end").run(tracer=traced)
    assert ["us-east5"] == result.get("end", "CLOUD_ML_REGION")
    assert 1 == started(home, "first").programs
    assert 2 == started(home, "edit").programs  # cp is the other one


def test_failure_is_not_tried_again(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Without a cache each directory starts one program at first, and none at later prompts."""
    home.location("eu", "europe-west1")
    home.write(".cache/vxenv", "in the way")
    eu = home.directory("eu", 'profile = "eu"\n')
    session = Session(shell, home).line("true")
    steps(session, "first", shell.cd(eu))
    steps(session, "prompts", shell.nothing, shell.nothing)
    steps(session, "again", shell.cd(home.root), shell.cd(eu))
    session.show("end").run(tracer=traced)
    assert 1 == started(home, "first").programs
    assert (0, 0) == started(home, "prompts")
    assert (0, 0) == started(home, "again")


def test_unapplied_pin_starts_nothing(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """A pinned profile that cannot be applied starts no program at later prompts."""
    eu = home.location("eu", "europe-west1")
    session = Session(shell, home).vxenv("use", "eu").line(f"rm {shell.quote(eu)}").line(shell.settling or "true")
    session.line("true").show("gone")
    steps(session, "prompts", shell.nothing, shell.nothing)
    result = session.show("end").run(tracer=traced)
    assert [None, None] == result.get("gone", "CLOUD_ML_REGION", "VXENV_PROFILE")
    assert (0, 0) == started(home, "prompts")


def test_files_that_shells_read_otherwise(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """A file over 64 KiB, with a NUL byte, or not UTF-8, is reported once and starts nothing at later prompts."""
    texts = {"large": b"#" * 70000, "nul": b'profile = "eu"\n#\0#\n', "bytes": b'profile = "eu"\n# \xff\n'}
    session = Session(shell, home).line("true")
    for name, text in texts.items():
        file = home.write(f"{name}/.vxenv.toml", text)
        home.allow(file)
        session.line(shell.settling or "true").line(shell.cd(home.path(name))).line("true")
        steps(session, name, *[shell.nothing] * 3)
    session.show("end").run(tracer=traced)
    for name in texts:
        assert (name, 0, 0) == (name, *started(home, name))


@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
def test_tcsh_moves(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Moves under the same directory file, or under none, start nothing in tcsh, and a new file is noticed."""
    home.location("eu", "europe-west1")
    home.location("us", "us-east5")
    eu = home.directory("eu", 'profile = "eu"\n')
    below = os.path.dirname(home.write("eu/a b/[c]/$d/file", ""))
    file = home.write("other", 'profile = "us"\n')
    inner = os.path.join(home.directory("eu/a b", 'profile = "us"\n'), ".vxenv.toml")
    os.unlink(inner)  # it stays allowed
    away = [shell.cd("/"), shell.cd("/usr/bin"), ":", shell.cd(home.root)]
    session = Session(shell, home).line("sleep 3").line(":")
    steps(session, "without", *away)
    session.cd(eu).line("sleep 3").line(":")
    steps(session, "within", shell.cd(below), ":", "cd ..", shell.cd(eu), shell.cd(below), ":")
    session.show("within").line(f"command cp {shell.quote(file)} {shell.quote(inner)}")
    result = session.show("end").cd(eu).show("eu").run(tracer=traced)
    shown = [result.get(label, "CLOUD_ML_REGION")[0] for label in ("within", "end", "eu")]
    assert ["europe-west1", "us-east5", "europe-west1"] == shown
    assert (0, 0) == started(home, "without")
    assert (0, 0) == started(home, "within")


@pytest.mark.parametrize("shell", [TCSH], indirect=True, ids=repr)
def test_tcsh_prompts(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Prompts in tcsh start nothing once file times are old enough to be reliable, and an edit is noticed."""
    file = home.location("eu", "europe-west1")
    other = home.write("other", '[vertex]\nregion = "us-east5"\n')
    eu = home.directory("eu", 'profile = "eu"\n')
    session = Session(shell, home).cd(eu).line("sleep 3").line(":")
    steps(session, "prompts", ":", ":", ":")
    steps(session, "edit", f"command cp {shell.quote(other)} {shell.quote(file)}")
    result = session.show("end").run(tracer=traced)
    assert (0, 0) == started(home, "prompts")
    assert 1 < started(home, "edit").programs
    assert ["us-east5"] == result.get("end", "CLOUD_ML_REGION")
