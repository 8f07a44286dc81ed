"""Test the initial activation of tmux panes, and the setting for panes to use their directories."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from shells.drivers import BASHES, FISH, ZSH, Shell
from shells.harness import Session
from shells.home import Home

# A server that ends with its last pane may have exited, or be exiting, at the time of this query.
BASE = "set -g default-shell /bin/sh\nset -g exit-empty off\n"
CONF = "set-environment -gr VXENV_REASON\n"
INSIDE = "VXENV_PROFILE", "CLOUD_ML_REGION"


@pytest.fixture
def socket(tmp_path: Path) -> Iterator[str]:
    """Provide the socket of a separate tmux server, and stop the server afterwards."""
    if shutil.which("tmux") is None:
        if os.environ.get("CI"):
            pytest.fail("tmux is not installed")
        pytest.skip("tmux is not installed")
    path = str(tmp_path / "socket")
    yield path
    subprocess.run(["tmux", "-S", path, "kill-server"], capture_output=True, check=False)


@pytest.mark.parametrize(
    ("conf", "wanted"), [("", ["us", "us-east5"]), (CONF, ["eu", "europe-west1"])], ids=["as it is", "by directory"]
)
@pytest.mark.parametrize("shell", [BASHES[0], ZSH, FISH], ids=repr)
def test_new_panes(shell: Shell, home: Home, socket: str, conf: str, wanted: list[str]) -> None:
    """A new pane inherits the pin of the shell that started tmux; with one line in tmux.conf it does not."""
    shell.require()
    home.location("us", "us-east5")
    home.location("eu", "europe-west1")
    place = home.directory("p", 'profile = "eu"\n')
    inner = Session(shell, home).show("pane")
    text = "\n".join(filter(None, [shell.preamble, *inner.lines, ""]))
    script = home.write(f"pane.{shell.kind}", text)
    quote = BASHES[0].quote  # tmux runs it with sh
    pane = f"{' '.join(map(quote, [shell.program, *shell.arguments, script]))}; tmux wait-for -S done"
    tmux = ["tmux", "-S", socket, "-f", home.write("tmux.conf", f"{BASE}{conf}")]
    start = " ".join(map(shell.quote, [*tmux, "new-session", "-d", "-c", place, pane]))
    wait = " ".join(map(shell.quote, [*tmux, "wait-for", "done"]))
    result = Session(shell, home).vxenv("use", "us").line(f"command {start}").line(f"command {wait}").run()

    assert wanted == result.get("pane", *INSIDE)
