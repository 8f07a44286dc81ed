"""Test `vxenv try` on a terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pytest

from shells.drivers import BASHES, FISH, Shell
from shells.harness import ESCAPES, TIMEOUT, Answering
from shells.home import Home
from terminals import end


class Trying:
    """A shell opened by `vxenv try`, with its home beside the test's: ksh93 reads no rc file below a quote."""

    def __init__(self, shell: Shell, home: Home) -> None:
        """Open the shell."""
        words = ["-P", "-m", "vxenv", "try", "--shell", shell.kind]
        environment = {
            **home.environment(),
            "VXENV_CONFIG_DIR": "",
            "NO_COLOR": "1",
            "TMPDIR": os.path.dirname(home.root),
        }
        self.child = Answering(sys.executable, words, env=environment, cwd=home.root, encoding="utf-8",
                               timeout=TIMEOUT, dimensions=(24, 2000), echo=False)  # fmt: skip
        self.seen = ""

    def until(self, text: str) -> None:
        """Wait until `text` is shown; text drawn in pieces counts as whole."""
        while text not in self.seen:
            self.child.expect("(?s).+")
            self.seen = ESCAPES.sub("", self.seen + str(self.child.match.group())).replace("\r", "")
        self.seen = self.seen.partition(text)[2]

    def line(self, text: str, shows: str) -> None:
        """Type a line, and wait for its output and for the next prompt."""
        self.child.send(f"{text}\r")
        self.until(shows)
        self.until("$ ")

    def leave(self) -> int:
        """Type `exit`, and return the exit code."""
        self.child.send("exit\r")
        self.child.expect(pexpect.EOF)
        self.seen += str(self.child.before)
        self.child.wait()
        return int(self.child.exitstatus)


@contextmanager
def trying(shell: Shell, home: Home) -> Iterator[Trying]:
    """Provide `vxenv try` at its first prompt, and close it afterwards."""
    found = Trying(shell, home)
    try:
        found.until("delete its files")
        found.until("$ ")
        yield found
    finally:
        end(found.child)


def test_try_switches_what_is_typed(shell: Shell, home: Home) -> None:
    """The shell switches manually and by directory, in a separate home that is removed at exit."""
    with trying(shell, home) as found:
        found.line("vxenv use us-east5+sonnet", "us-east5+sonnet  acme-dev · us-east5 · sonnet")
        found.line("vxenv auto; cd client-a", "eu-client  acme-eu · eu · claude-opus-5")
        assert 0 == found.leave()
    assert [] == list(Path(home.root).parent.glob("vxenv-try-*"))


@pytest.mark.parametrize("shell", [BASHES[0]], indirect=True, ids=repr)
def test_something_still_writes(shell: Shell, home: Home) -> None:
    """A process that still writes to the home during its removal causes no error."""
    writes = "mkdir late; i=0; while [ $i -lt 50000 ] && [ -d late ]; do i=$((i+1)); : >late/$i; done 2>/dev/null"
    with trying(shell, home) as found:
        found.line(f"({writes}) & until [ -e late/99 ]; do :; done; echo be''gun", "begun")
        assert 0 == found.leave()
        assert "Traceback" not in found.seen


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_reads_no_manual_pages(shell: Shell, home: Home) -> None:
    """A new home does not make fish generate completions from all manual pages."""
    with trying(shell, home) as found:
        found.line("echo n(ps -o args= | grep -c '[m]anpath')n", "n0n")
        assert 0 == found.leave()
