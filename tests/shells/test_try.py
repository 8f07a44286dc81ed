"""`vxenv try` on a terminal, where somebody types."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from shells.drivers import BASHES, FISH, Shell
from shells.harness import ESCAPES, TIMEOUT, Answering
from shells.home import Home
from terminals import end


class Trying:
    """A shell that `vxenv try` has opened, its home beside the test's: ksh93 reads no rc file below a quote."""

    def __init__(self, shell: Shell, home: Home) -> None:
        """Open it."""
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
        """Wait until `text` is shown; what the shell draws in pieces counts as one."""
        while text not in self.seen:
            self.child.expect("(?s).+")
            self.seen = ESCAPES.sub("", self.seen + str(self.child.match.group())).replace("\r", "")
        self.seen = self.seen.partition(text)[2]

    def line(self, text: str, shows: str) -> None:
        """Type a line, and wait for what it shows and for the next prompt."""
        self.child.send(f"{text}\r")
        self.until(shows)
        self.until("$ ")

    def leave(self) -> int:
        """Type `exit`, and return the exit code."""
        self.child.send("exit\r")
        self.child.wait()
        return int(self.child.exitstatus)


@contextmanager
def trying(shell: Shell, home: Home) -> Iterator[Trying]:
    """Have `vxenv try` for a while, at its first prompt."""
    found = Trying(shell, home)
    try:
        found.until("nothing of it stays.")
        found.until("$ ")
        yield found
    finally:
        end(found.child)


def test_try_switches_what_is_typed(shell: Shell, home: Home) -> None:
    """What is typed switches, by hand and by directory, in a home of its own that ends with the shell."""
    with trying(shell, home) as found:
        found.line("vxenv use us-east5+sonnet", "us-east5+sonnet  acme-dev · us-east5 · sonnet")
        found.line("vxenv auto; cd client-a", "eu-client  acme-eu · eu · claude-opus-5")
        assert 0 == found.leave()
    assert [] == list(Path(home.root).parent.glob("vxenv-try-*"))


@pytest.mark.parametrize("shell", [BASHES[0]], indirect=True, ids=repr)
def test_something_still_writes(shell: Shell, home: Home) -> None:
    """What still writes to the home while it is removed makes no error."""
    writes = "mkdir late; i=0; while [ $i -lt 50000 ] && [ -d late ]; do i=$((i+1)); : >late/$i; done 2>/dev/null"
    with trying(shell, home) as found:
        found.line(f"({writes}) & until [ -e late/99 ]; do :; done; echo be''gun", "begun")
        assert 0 == found.leave()
        assert "Traceback" not in found.seen


@pytest.mark.parametrize("shell", [FISH], indirect=True, ids=repr)
def test_fish_reads_no_manual_pages(shell: Shell, home: Home) -> None:
    """fish, new in a home, would read all manual pages behind the back of whoever tries, and into what is removed."""
    with trying(shell, home) as found:
        found.line("echo n(ps -o args= | grep -c '[m]anpath')n", "n0n")
        assert 0 == found.leave()
