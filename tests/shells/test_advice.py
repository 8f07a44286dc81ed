"""Test the warnings that plans carry."""

import pytest

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home
from shells.test_processes import started, steps, traced

__all__ = ["traced"]

OLD = '[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "claude-opus-4@20250514"\n'
RETIRED = "warning: old: claude-opus-4 retired on 2026-09-14"


def test_entering_says_what_is_retired(shell: Shell, home: Home, traced: tuple[str, ...]) -> None:
    """Entering a directory that selects a retired model prints a warning each time; only the first runs a process."""
    home.profile("old", OLD)
    project = home.directory("p", 'profile = "old"\n')
    session = Session(shell, home).mark("first").cd(project).mark("out").cd(home.root).mark("again")
    steps(session, "enter", shell.cd(project))
    result = session.mark("stay").line("true").mark("end").show("end").run(tracer=traced)

    assert [1, 0, 1, 0] == [result.err(label).count(RETIRED) for label in ("first", "out", "again", "stay")]
    assert (0, 0) == started(home, "enter")
    assert ["old"] == result.get("end", "VXENV_PROFILE")


def test_use_says_it_too(shell: Shell, home: Home) -> None:
    """`use` prints the warning, and a child shell does not repeat it."""
    home.profile("old", OLD)
    result = Session(shell, home).mark("use").vxenv("use", "old").line("true").mark("end").run()

    assert 1 == result.err("use").count(RETIRED)


@pytest.mark.parametrize("how", ["settings", "variable"])
def test_advice_quiet(how: str, shell: Shell, home: Home) -> None:
    """Quiet mode suppresses the warning with the activation line."""
    home.profile("old", OLD)
    project = home.directory("p", 'profile = "old"\n')
    if how == "settings":
        home.settings("quiet = true\n")
    given = {"VXENV_QUIET": "1"} if how == "variable" else {}
    session = Session(shell, home).mark("first").cd(project).cd(home.root).cd(project).mark("end").show("end")
    result = session.run(given)

    assert (["old"], "") == (result.get("end", "VXENV_PROFILE"), result.err("first"))
