"""`vxenv try` on a terminal, where somebody types."""

import sys

from shells.harness import ESCAPES, TIMEOUT, Answering
from shells.home import Home
from shells.spoken import Shell
from terminals import end


def test_try_switches_what_is_typed(shell: Shell, home: Home) -> None:
    """What is typed switches, by hand and by directory, in a home of its own that ends with the shell."""
    words = ["-P", "-m", "vxenv", "try", "--shell", shell.kind]
    environment = {**home.environment(), "VXENV_CONFIG_DIR": "", "NO_COLOR": "1"}
    child = Answering(sys.executable, words, env=environment, cwd=home.root, encoding="utf-8", timeout=TIMEOUT,
                      dimensions=(24, 2000), echo=False)  # fmt: skip
    seen = ""

    def until(text: str) -> None:
        """Wait until `text` is shown; what the shell draws in pieces counts as one."""
        nonlocal seen
        while text not in seen:
            child.expect("(?s).+")
            seen = ESCAPES.sub("", seen + str(child.match.group())).replace("\r", "")
        seen = seen.partition(text)[2]

    try:
        until("nothing of it stays.")
        until("$ ")
        child.send("vxenv use us-east5+sonnet\r")
        until("us-east5+sonnet  acme-dev · us-east5 · sonnet")
        until("$ ")
        child.send("vxenv auto; cd client-a\r")
        until("eu-client  acme-eu · eu · claude-opus-5")
        until("$ ")
        child.send("exit\r")
        child.wait()
        assert 0 == child.exitstatus
    finally:
        end(child)
