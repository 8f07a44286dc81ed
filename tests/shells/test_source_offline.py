"""Test that shells with profiles of sources start no git and open no socket."""

import os
import re
import shutil
from typing import NamedTuple

import pytest

from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_processes import at, steps

TRACED = "execve,execveat,socket,connect,stat,lstat,newfstatat,statx,access,faccessat,faccessat2"
TEXT = 'profile = "acme/prod"\nsource = "git@github.com:acme/vxenv-profiles.git"\n'
SHELLS = (*BASHES, ZSH, FISH)


class Traced(NamedTuple):
    """The programs started and the sockets opened between two marks."""

    programs: list[str]
    sockets: list[str]


@pytest.fixture
def traced(home: Home) -> tuple[str, ...]:
    """Return the command that traces programs and sockets."""
    strace = shutil.which("strace")
    if strace is None:
        if os.environ.get("CI"):
            pytest.fail("strace is not installed")
        pytest.skip("strace is not installed")
    return (strace, "-f", "--seccomp-bpf", "-s", "400", "-o", home.path("trace"), "-e", f"trace={TRACED}")


@pytest.fixture
def acme(home: Home) -> Home:
    """Provide a home with the source acme, and programs that a fetch would start."""
    home.source("acme/base", '[vertex]\nproject = "acme-prod"\n')
    home.source("acme/prod", 'extends = "base"\n[vertex]\nregion = "eu"\n')
    home.source("acme/dev", 'extends = "base"\n[vertex]\nregion = "global"\n')
    return home


def read_trace(home: Home, label: str) -> Traced:
    """Return what happened between the mark `label` and the next one; "" for the whole trace."""
    with open(home.path("trace"), encoding="utf-8", errors="replace") as file:
        lines = file.read().splitlines()
    if label:
        marks = [number for number, line in enumerate(lines) if '"/mark-' in line]
        begin = next(number for number in marks if f'"/mark-{label}"' in lines[number])
        after = (number for number in marks if number > begin and f'"/mark-{label}"' not in lines[number])
        lines = lines[begin : next(after, len(lines))]
    started = [re.search(r'execve(?:at)?\(.*?"([^"]*)"', line) for line in lines if "ENOENT" not in line]
    return Traced(
        [os.path.basename(match[1]) for match in started if match],
        [line for line in lines if re.search(r"\b(?:socket|connect)\(", line)],
    )


@pytest.mark.parametrize("shell", SHELLS, indirect=True, ids=repr)
def test_with_plans(shell: Shell, acme: Home, traced: tuple[str, ...]) -> None:
    """With plans, `use`, `cd`, prompts and `off` start no program and open no socket."""
    directory = acme.directory("p", TEXT)
    missing = acme.directory("missing", TEXT.replace("acme/prod", "umbrella/prod"))
    refused = acme.directory("refused", TEXT, allowed=False)
    warm = Session(shell, acme).cd(directory).cd(missing).cd(refused).cd(acme.root).vxenv("use", "acme/dev")
    warm.vxenv("auto").run()
    session = Session(shell, acme).line("true").vxenv("use", "acme/dev").vxenv("auto")
    for place in (directory, missing, refused, acme.root):
        session.cd(place)
    steps(session, "prompts", *[shell.nothing] * 3)
    steps(session, "cd", *map(shell.cd, (directory, missing, refused, acme.root)), shell.nothing)
    steps(session, "use", "vxenv use acme/dev", shell.nothing, shell.cd(directory), "vxenv auto", "vxenv off")
    result = session.vxenv("auto").show("end").run(tracer=traced)
    assert ["eu", "acme/prod"] == result.get("end", "CLOUD_ML_REGION", "VXENV_PROFILE")
    assert [Traced([], [])] * 3 == [read_trace(acme, label) for label in ("prompts", "cd", "use")]


@pytest.mark.parametrize("shell", SHELLS, indirect=True, ids=repr)
def test_without_plans(shell: Shell, acme: Home, traced: tuple[str, ...]) -> None:
    """At first sight, of missing and existing sources, and after an update, only Python runs, without a socket."""
    directory = acme.directory("p", TEXT)
    missing = acme.directory("missing", TEXT.replace("acme/prod", "umbrella/prod"))
    refused = acme.directory("refused", TEXT, allowed=False)
    profile = acme.path(".local/state/vxenv/sources/acme/profiles/prod.toml")
    new = acme.write("new", 'extends = "base"\n[vertex]\nregion = "us"\n')
    session = Session(shell, acme).line("true")
    for place in (missing, refused, directory):
        session.cd(place)
    session.line(f"command cp {shell.quote(new)} {shell.quote(profile)}").line(shell.nothing).show("update")
    result = session.vxenv("use", "acme/dev").line(at(shell, "end")).show("end").run(tracer=traced)
    trace = read_trace(acme, "")
    assert [["us"], ["global"]] == [result.get(label, "CLOUD_ML_REGION") for label in ("update", "end")]
    programs = {re.sub(r"[0-9.]+$", "", name) for name in trace.programs}
    # libc asks its own cache daemon for the user's home.
    sockets = [line for line in trace.sockets if "AF_UNIX" not in line]
    assert (set(), []) == (programs - {shell.kind, "sh", "python", "cp", "env"}, sockets)
