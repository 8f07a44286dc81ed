"""Test plans with advice that changes on a day: after that day Python runs once more, and its answer is printed."""

import os
import re
import stat
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from shells.drivers import BASHES, MKSH, SHELLS, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_processes import started, steps, traced
from vxenv.catalogue.days import compute_start_of_day

__all__ = ["traced"]

# tcsh reads no plans; Python checks the time for it.
READING = tuple(shell for shell in SHELLS if shell.plans)
# In a plan only the expiry time is a number of ten digits.
DEADLINE = re.compile(rb"(?<!\d)[12]\d{9}(?!\d)")
# Sets the expiry of all plans below the home to that many seconds from now, and with `wait` waits for it.
PROGRAM = f"""#!{sys.executable}
import os, re, sys, time
def plans():
    for folder, _, names in os.walk(os.path.join(os.environ["HOME"], ".cache", "vxenv", "plans")):
        yield from (os.path.join(folder, name) for name in names)
if sys.argv[1] == "wait":
    deadlines = [int(found) for path in plans() for found in re.findall({DEADLINE.pattern!r}, open(path, "rb").read())]
    while time.time() < max(deadlines):
        time.sleep(0.05)
else:
    deadline = str(int(time.time()) + int(sys.argv[1])).encode()
    for path in plans():
        data = open(path, "rb").read()
        open(path, "wb").write(re.sub({DEADLINE.pattern!r}, deadline, data))
"""
DISTANCE = timedelta(days=10)


@pytest.fixture
def advice(home: Home) -> str:
    """Select a model in the directory p that retires in ten days; return the advice about it."""
    day = datetime.now(UTC).date() + DISTANCE
    home.write(
        ".config/vxenv/catalogue.toml",
        f'[models."claude-test-1"]\nfamily = "opus"\nstatus = "served"\nlocations = ["global"]\n'
        f'retires = {day}\nsource = "test"\ndate = {day}\n',
    )
    home.profile("p", '[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "claude-test-1"\n')
    home.directory("p", 'profile = "p"\n')
    os.chmod(home.write("plans", PROGRAM), stat.S_IRWXU)
    return f"retires on {day}, in 10 days"


def plans(shell: Shell, home: Home, word: str) -> str:
    """Return the line that runs PROGRAM with `word`."""
    return f"command {shell.quote(home.path('plans'))} {word}"


def deadlines(home: Home) -> Iterator[int]:
    """Yield the expiry times of the plans on disk, in seconds since 1970."""
    for folder, _, names in os.walk(os.path.join(home.cache, "plans")):
        for name in names:
            with open(os.path.join(folder, name), "rb") as file:
                yield from map(int, DEADLINE.findall(file.read()))


@pytest.mark.parametrize("shell", READING, ids=repr, indirect=True)
def test_coming_to_an_expired_plan(shell: Shell, home: Home, advice: str, traced: tuple[str, ...]) -> None:
    """Entering a directory with an expired plan runs Python once; the new plan holds until the next change."""
    tomorrow = compute_start_of_day(datetime.now(UTC).date() + timedelta(days=1))
    place = home.path("p")
    Session(shell, home).cd(place).line(plans(shell, home, "-60")).run()
    assert max(deadlines(home)) < time.time()
    session = Session(shell, home).line(shell.nothing)
    session.mark("enter")
    steps(session, "enter", shell.cd(place))
    session.mark("stay")
    steps(session, "stay", shell.nothing, shell.cd(home.root), shell.nothing)
    session.mark("again")
    steps(session, "again", shell.cd(place), shell.nothing)
    result = session.mark("end").run(tracer=traced)

    clock = 0 if shell.clock else 1
    assert [1, 0, 1] == [result.err(label).count(advice) for label in ("enter", "stay", "again")]
    assert [1 + clock, 0, 0] == [started(home, label).programs for label in ("enter", "stay", "again")]
    assert {tomorrow} == set(deadlines(home))


@pytest.mark.parametrize("shell", READING, ids=repr, indirect=True)
def test_loading_with_an_expired_plan(shell: Shell, home: Home, advice: str, traced: tuple[str, ...]) -> None:
    """A new shell runs Python once and reports the change, even with an active parent; the next one runs nothing."""
    home.settings('default = "p"\n')
    first = Session(shell, home).line(shell.nothing).show("active").line(plans(shell, home, "-60")).run()
    inherited = {name: value for name, value in first.env("active").items() if "VXENV" in name}
    counts = []
    for given in ({}, inherited):
        session = Session(shell, home, hook=False, before=shell.looking("/mark-load"))
        session.line(shell.source(home.hook(shell.kind))).line(shell.nothing).line(shell.looking("/mark-end"))
        result = session.line(plans(shell, home, "-60")).run(given, tracer=traced)
        counts.append((started(home, "load").programs, result.stderr.count(advice)))

    clock = 0 if shell.clock else 1
    # nushell tracks only the plan it has applied.
    assert [(1 + clock, 1), (1 + clock, 0 if shell.kind == "nushell" else 1)] == counts


def test_expiring_at_a_prompt(shell: Shell, home: Home, advice: str) -> None:
    """A shell that is open at the expiry reports the change at its next prompt, once."""
    session = Session(shell, home).cd(home.path("p")).cd(home.root).line(plans(shell, home, "5"))
    # Another process shortens the expiry on disk; this shell reads the plans there, like a new shell.
    second = Session(shell, home).mark("enter").cd(home.path("p")).mark("wait").line(plans(shell, home, "wait"))
    second.mark("stay").line(shell.nothing).line(shell.nothing).mark("end").show("end")
    session.run()
    result = second.run()

    assert ["p"] == result.get("end", "VXENV_PROFILE")
    # bash before 4.2 checked the time on arrival, and does not check again.
    noticed = 0 if shell in BASHES and not shell.clock else 1
    assert [1, noticed, 0] == [result.err(label).count(advice) for label in ("enter", "wait", "stay")]


@pytest.mark.parametrize("shell", [*BASHES, MKSH], ids=repr, indirect=True)
def test_a_wrong_clock(shell: Shell, home: Home, advice: str, traced: tuple[str, ...]) -> None:
    """A shell with a clock ahead of Python's runs it once, not at each prompt."""
    clock = "EPOCHREALTIME" if shell is MKSH else "EPOCHSECONDS"
    session = Session(shell, home).line(f"unset {clock}; {clock}=9999999999").cd(home.path("p"))
    session.line(shell.nothing).mark("stay")
    steps(session, "stay", *[shell.nothing] * 3)
    result = session.mark("end").run(tracer=traced)

    assert (0, 0) == started(home, "stay")
    assert 0 == result.err("stay").count(advice)


@pytest.mark.parametrize("variable", ["EPOCHSECONDS", "EPOCHREALTIME", "__vxenv_time", "__vxenv_expired"])
def test_times_from_the_environment(variable: str, shell: Shell, home: Home, advice: str) -> None:
    """Inherited variables are neither used as the time nor evaluated."""
    place = home.path("p")
    Session(shell, home).cd(place).line(plans(shell, home, "-60")).run()
    session = Session(shell, home).mark("enter").cd(place).mark("end").show("end")
    result = session.run({variable: f"a[$(touch {home.path('evaluated')})]"})

    assert 1 == result.err("enter").count(advice)
    assert not os.path.exists(home.path("evaluated"))
