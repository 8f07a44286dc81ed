"""Test xonsh's types of variables and its own parser."""

import os
import subprocess

import pytest

from shells.drivers import BASHES, XONSH, Shell
from shells.harness import Session
from shells.home import Home
from shells.test_bytes import toml
from shells.test_children import child

LISTED = ("FOO_PATH", "MY_DIRS")
VALUES = ["~/a", "a::b:", "", "$HOME/x", "~root:~:.", "a\nb", "plain"]


@pytest.fixture
def shell() -> Shell:
    """Provide xonsh."""
    XONSH.require()
    return XONSH


def project(home: Home, value: str) -> str:
    """Provide a directory that sets `value` in variables that xonsh converts to lists."""
    home.profile("lists", "[env]\n" + "".join(f"{name} = {toml(value)}\n" for name in LISTED))
    return home.directory("p", 'profile = "lists"\n')


@pytest.mark.parametrize("value", VALUES)
def test_lists_are_text_while_given(shell: Shell, home: Home, value: str) -> None:
    """A child gets the profile's value byte for byte, and outside the previous value is restored as a list."""
    place = project(home, value)
    kinds = "{0} = [type($FOO_PATH).__name__, str($FOO_PATH[0])]"
    session = Session(shell, home, before="$FOO_PATH = ['/one', '/two']").show("before").cd(place).show("in")
    session.cd("..").show("out").line(kinds.format("found")).line("print('kind', *found)").vxenv("use", "lists")
    result = session.show("used").vxenv("off").show("off").run()
    for label in ("in", "used"):
        assert [value, value] == result.get(label, *LISTED)
    for label in ("before", "out", "off"):
        assert ["/one:/two", None] == result.get(label, *LISTED)
    assert "kind EnvPath /one\n" in result.stdout


def test_numbers_come_back_as_numbers(shell: Shell, home: Home) -> None:
    """A variable that held a number is restored as a number."""
    place = project(home, "x")
    home.profile("lists", '[env]\nA = "text"\n')
    session = Session(shell, home, before="$A = 5").cd(place).show("in").cd("..").line("print('sum', $A + 1)")
    result = session.show("out").run()
    assert (["text"], ["5"]) == (result.get("in", "A"), result.get("out", "A"))
    assert "sum 6\n" in result.stdout


def test_types_come_back(shell: Shell, home: Home) -> None:
    """A type that the user gave a variable, before or while covered, is restored."""
    home.profile("lists", '[env]\nA = "7"\nB = "7"\n')
    place = home.directory("p", 'profile = "lists"\n')
    session = Session(shell, home, before="${...}.register('A', type='int'); $A = 5").cd(place).show("in")
    session.line("${...}.register('B', type='int')").cd("..").show("out")
    result = session.line("$A = '8'; $B = '9'; print('sum', $A + $B)").run()
    assert (["7", "7"], ["5", None]) == (result.get("in", "A", "B"), result.get("out", "A", "B"))
    assert "sum 17\n" in result.stdout


def test_unset_by_hand(shell: Shell, home: Home) -> None:
    """A variable set by the profile and unset by the user stays unset."""
    place = project(home, "x")
    session = Session(shell, home).cd(place).line("del $FOO_PATH").line("print('there', 'FOO_PATH' in ${...})")
    result = session.show("in").cd("..").show("out").run()
    assert "there False\n" in result.stdout
    assert [None, "x"] == result.get("in", *LISTED)
    assert [None, None] == result.get("out", *LISTED)


@pytest.mark.parametrize("value", VALUES)
def test_lists_from_a_parent(shell: Shell, home: Home, value: str) -> None:
    """Lists inherited from an active bash are corrected in a child xonsh, and undone to bash's values."""
    place = project(home, value)
    before = {"FOO_PATH": "~/mine::", "MY_DIRS": "~"}
    inner = Session(shell, home).show("child").cd(home.root).show("child-out").cd(place).show("again")
    outer = Session(BASHES[0], home).cd(place)
    result = outer.line(child(outer, inner)).cd("..").show("out").run(before)
    for label in ("child", "again"):
        assert [value, value] == result.get(label, *LISTED)
    for label in ("child-out", "out"):
        assert list(before.values()) == result.get(label, *LISTED)


def test_sourced_by_its_own_parser(shell: Shell, home: Home) -> None:
    """`source` and `execx`, which are slow, have the same result as `exec`."""
    home.location("eu", "europe-west1")
    place = home.directory("p", 'profile = "eu"\n')
    hook = home.hook(shell.kind)
    os.rename(hook, home.path("hook.xsh"))
    session = Session(shell, home, hook=False).line(f"source {shell.quote(home.path('hook.xsh'))}")
    assert ["europe-west1"] == session.cd(place).show("in").run().get("in", "CLOUD_ML_REGION")


def test_program_that_stops_itself(shell: Shell, home: Home) -> None:
    """A program under an alias that stops itself, without a xonsh job, continues, and its status is kept."""
    home.location("eu", "europe-west1")
    script = shell.quote("kill -STOP $$; echo went on; exit 7")
    session = Session(shell, home).mark("run").line(f"vxenv exec eu -- sh -c {script}")
    result = session.line("echo @(__xonsh__.lastcmd.rtn)").mark("end").run()
    assert "went on\n7\n" == result.out("run")


@pytest.mark.parametrize("words", ["vxenv list | cat", "echo -n @($(vxenv list))", "vxenv list > out; cat out"])
def test_output_goes_where_it_is_sent(shell: Shell, home: Home, words: str) -> None:
    """The alias writes into a pipe, a capture and a file, like a program."""
    home.location("eu", "europe-west1")
    result = Session(shell, home).mark("run").line(words).mark("end").run()
    assert result.out("run").split()[:3] == ["eu", "-", "europe-west1"]
    assert "" == result.err("run")


def test_broken_text_is_seen_by_the_check(shell: Shell, home: Home) -> None:
    """The check of the hook's text used by other tests rejects text that does not parse."""
    command = [shell.program, "check", "--quiet", home.write("broken.xsh", "def f(:\n    pass\n")]
    done = subprocess.run(command, capture_output=True, check=False, env=home.environment())
    assert 0 != done.returncode
