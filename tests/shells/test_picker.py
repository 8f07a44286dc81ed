"""Test `vxenv use` without a name on a terminal, through the hooks of real shells."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from shells.drivers import Shell
from shells.harness import Session, Terminal, terminal
from shells.home import Home
from terminals import press

LOCATION = "CLOUD_ML_REGION"
_WHERE, _HERE = "\x1b[6n", "\x1b[1;1R"  # fzf queries the cursor position, and terminals answer
UP, DOWN, ESCAPE, CTRL_C, ENTER = "\x1b[A", "\x1b[B", "\x1b", "\x03", "\r"


@pytest.fixture
def store(home: Home) -> Home:
    """Provide a home with a few profiles, with `eu` active before picking."""
    home.profile("eu", "description = 'All in the EU'\n[vertex]\nregion = \"europe-west1\"\n")
    home.profile("guarded", 'protected = true\n[vertex]\nregion = "global"\n')
    home.profile("opus", '[models]\nmain = "opus"\n')
    home.location("us", "us-east5")
    return home


@contextmanager
def picking(shell: Shell, home: Home, shows: str = "> eu") -> Iterator[Terminal]:
    """Provide a terminal with `eu` active and the picker open."""
    with terminal(shell, home, environment={"TERM": "xterm", "NO_COLOR": "1"}) as found:
        found.line("vxenv use eu")
        found.child.send("vxenv use\r")
        found.child.expect_exact(shows)
        yield found


def location(found: Terminal) -> str | None:
    """Return the location in a child process."""
    return found.env("after").get(LOCATION)


def test_type_and_enter(shell: Shell, store: Home) -> None:
    """Typing narrows the list, the preview shows the changes, and Enter switches and prints the command."""
    with picking(shell, store) as found:
        found.child.send("us")
        found.child.expect_exact("europe-west1 → us-east5")
        found.child.send(ENTER)
        assert 1 == found.wait().count("vxenv use us\n")
        assert "us-east5" == location(found)


def test_arrows(shell: Shell, store: Home) -> None:
    """Arrow keys move through the list, and stop at its ends."""
    with picking(shell, store) as found:
        found.child.send(DOWN * 9)
        found.child.expect_exact("> us")
        found.child.send(UP)
        found.child.expect_exact("> opus")
        found.child.send(DOWN + ENTER)
        found.wait()
        assert "us-east5" == location(found)


def test_count_and_start(shell: Shell, store: Home) -> None:
    """Picking starts on the active profile, and shows its position and the number of profiles."""
    with terminal(shell, store, environment={"TERM": "xterm", "NO_COLOR": "1"}) as found:
        found.line("vxenv use opus")
        found.child.send("vxenv use\r")
        found.child.expect_exact("3/4")
        found.child.expect_exact("> opus")
        found.child.send("us")
        found.child.expect_exact("1/2 of ")  # the following text is already shown
        found.child.send(ESCAPE)
        found.wait()


def test_descriptions_and_stacks(shell: Shell, store: Home) -> None:
    """Descriptions are searched too, and + starts picking the next profile of a stack."""
    with picking(shell, store) as found:
        found.child.send("all in")
        found.child.expect_exact("> eu")
        found.child.send("\x15us+op")
        found.child.expect_exact("us+opus")
        found.child.send(ENTER)
        found.wait()
        assert ["us+opus", "us-east5"] == [found.env("after").get(name) for name in ("VXENV_PROFILE", LOCATION)]


@pytest.mark.parametrize("key", [ESCAPE, CTRL_C], ids=["Esc", "Ctrl-C"])
def test_leaving(shell: Shell, store: Home, key: str) -> None:
    """Esc and Ctrl-C leave the profile and the shell unchanged."""
    with picking(shell, store) as found:
        before = found.home.plans(shell.kind)
        found.child.send("us")
        found.child.expect_exact("us-east5")
        press(found.child, key)
        found.wait()
        assert ("europe-west1", before) == (location(found), found.home.plans(shell.kind))
        says = {"xonsh": "print('he' 're')", "nushell": "print ('he' + 're')"}
        assert "here" in found.line(says.get(shell.kind, "echo he''re"))


def test_protected_still_asks(shell: Shell, store: Home) -> None:
    """Picking a protected profile asks for confirmation, and "no" changes nothing."""
    with picking(shell, store) as found:
        found.child.send(f"guarded{ENTER}")
        found.child.expect_exact("Switch to this profile?")
        found.line("n")
        assert "europe-west1" == location(found)


def test_nothing_fits(shell: Shell, store: Home) -> None:
    """Where no match, Enter picks nothing."""
    with picking(shell, store) as found:
        found.child.send("zzz")
        found.child.expect_exact("no match")
        found.child.send(ENTER + "\x15us")
        found.child.expect_exact("us-east5")
        found.child.send(ENTER)
        found.wait()
        assert "us-east5" == location(found)


def test_fzf(shell: Shell, store: Home) -> None:
    """The picker is fzf if config.toml selects it."""
    if shutil.which("fzf") is None:
        if os.environ.get("CI"):
            pytest.fail("fzf is not installed")
        pytest.skip("fzf is not installed")
    store.settings('picker = "fzf"\n')
    with picking(shell, store, _WHERE) as found:
        _answer(found)
        found.child.send("opus")
        found.child.expect_exact("1/4")
        found.child.send(ENTER)
        assert "vxenv use opus" in found.wait()
        assert "opus" == found.env("after").get("VXENV_PROFILE")
        found.child.send("vxenv use\r")
        found.child.expect_exact(_WHERE)
        _answer(found)
        found.child.send(ESCAPE)
        found.wait()
        assert "opus" == found.env("after").get("VXENV_PROFILE")


def _answer(found: Terminal) -> None:
    """Answer fzf's two cursor position queries, and wait for its list."""
    found.child.send(_HERE)
    found.child.expect_exact(_WHERE)
    found.child.send(_HERE)
    found.child.expect_exact("4/4")


def test_without_a_terminal(shell: Shell, store: Home) -> None:
    """Without a terminal the names are listed in an error."""
    result = Session(shell, store).mark("use").line("vxenv use </dev/null").run(TERM="xterm")
    assert "no profile given; expected one of: eu, guarded, opus, us" in result.err("use")
