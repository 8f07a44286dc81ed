"""Test budgets at the prompt: the line of a plan, its expiry with the month, and no process for known plans."""

import os
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import patch

import pytest

from shells.drivers import BASHES, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_expiry import READING, deadlines
from shells.test_processes import started, steps, traced
from usage.spent import spend
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.usage.budget_state import find_month_end, refresh_states

__all__ = ["traced"]

BUDGET = '[vertex]\nproject = "acme-prod"\nregion = "global"\n[budget]\nmonthly = 500\n'
NEAR = 'warning: "p" has spent 80% of its budget'
SPENT = '"p" has spent its budget'


@pytest.fixture
def place(home: Home) -> str:
    """Return a directory that selects a profile with a budget."""
    home.profile("p", BUDGET)
    return home.directory("p", 'profile = "p"\n')


def cost(home: Home, cents: int) -> None:
    """Write a session under the profile that costs `cents` now, and read it."""
    with patch.dict(os.environ, home.environment(), clear=True):
        spend(Path(home.root), "p", {datetime.now(UTC).isoformat(): cents})
        refresh_states(resolve_stack(["p"], Store()))


@pytest.mark.parametrize("shell", READING, ids=repr, indirect=True)
def test_the_prompt_starts_no_process(shell: Shell, home: Home, place: str, traced: tuple[str, ...]) -> None:
    """The line on entering has the costs; later prompts and moves start no process, until the month ends."""
    cost(home, 40000)
    with patch.dict(os.environ, home.environment(), clear=True):
        end = find_month_end()
    first = Session(shell, home).mark("enter").cd(place).mark("end").run()
    session = Session(shell, home).line(shell.nothing).cd(place).cd(home.root)
    steps(session, "prompts", shell.nothing, shell.nothing)
    steps(session, "enter", shell.cd(place), shell.nothing, shell.cd(home.root), shell.nothing)
    session.show("end").run(tracer=traced)

    assert (1, {end}) == (first.err("enter").count(NEAR), set(deadlines(home)))
    assert [(0, 0), (0, 0)] == [started(home, "prompts"), started(home, "enter")]


@pytest.mark.parametrize("shell", READING, ids=repr, indirect=True)
def test_a_new_warning(shell: Shell, home: Home, place: str, traced: tuple[str, ...]) -> None:
    """A plan that was made before a budget was nearly spent is made again on the next switch, once."""
    cost(home, 39999)
    Session(shell, home).cd(place).run()
    cost(home, 1)
    session = Session(shell, home).line(shell.nothing).mark("enter")
    steps(session, "enter", shell.cd(place))
    # elvish runs `date` when it first applies a plan that expires.
    session.mark("first").line(shell.cd(home.root)).line(shell.cd(place)).mark("again")
    steps(session, "again", shell.nothing, shell.cd(home.root), shell.cd(place), shell.nothing)
    result = session.mark("end").run(tracer=traced)

    assert [1, 1] == [result.err(label).count(NEAR) for label in ("enter", "again")]
    assert (True, 0) == (started(home, "enter").programs > 0, started(home, "again").programs)


@pytest.mark.parametrize("shell", BASHES[:1], ids=repr, indirect=True)
def test_use_in_a_shell(shell: Shell, home: Home, place: str) -> None:
    """`use` of a profile over its budget is refused in a script, and works with --yes."""
    cost(home, 50000)
    session = Session(shell, home).mark("use").vxenv("use", "p").show("refused")
    result = session.mark("yes").vxenv("use", "--yes", "p").show("switched").run()

    assert [None, "global"] == [*result.get("refused", "CLOUD_ML_REGION"), *result.get("switched", "CLOUD_ML_REGION")]
    assert (1, 1) == (result.err("use").count(SPENT), result.err("yes").count(SPENT))
    assert place
