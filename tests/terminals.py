"""Ending what runs behind a pseudo-terminal."""

import signal
from typing import Any


def end(child: Any) -> None:
    """End a program that pexpect started, and wait until it is gone: pexpect itself waits a tenth of a second."""
    if child.isalive():
        child.kill(signal.SIGKILL)
        child.wait()
    child.close()
