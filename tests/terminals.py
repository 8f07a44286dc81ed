"""Type into programs behind a pseudo-terminal, and end them."""

import os
import signal
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pexpect

_PATIENCE = 60
_PROCESSES = Path("/proc")


def end(child: Any) -> None:
    """End a program that pexpect started, and wait for its end: pexpect itself waits a tenth of a second."""
    if child.isalive():
        child.kill(signal.SIGKILL)
        child.wait()
    child.close()


def press(child: Any, key: str) -> None:
    """Press a key at a question, once the program in the foreground waits for it.

    A Ctrl-C between the prompt of Python's `input` and its read is not noticed before the next key; a person
    is never that fast, a test on a busy machine is. Only Linux shows the state.
    """
    until = time.monotonic() + _PATIENCE
    while _PROCESSES.is_dir() and not _waits(os.tcgetpgrp(child.child_fd)):
        if time.monotonic() > until:
            raise TimeoutError("the program at the terminal does not come to wait")
        time.sleep(0.01)
    child.send(key)


def _waits(group: int) -> bool:
    """Return whether all processes of a group sleep or have ended, as in a read of the terminal."""
    states = []
    for path in _PROCESSES.glob("[0-9]*/stat"):
        try:
            fields = path.read_text(errors="replace").rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        if int(fields[2]) == group:
            states.append(fields[0])
    return bool(states) and set(states) <= {"S", "Z"}


def shown(
    *words: str, width: int = 80, height: int = 200, env: Mapping[str, str] | None = None, data_only: bool = False
) -> str:
    """Return the output of ``vxenv`` with arguments on a terminal of a size, `data_only` for stdout alone."""
    environment = {**os.environ, "TERM": "xterm", **(env or {})}
    for name in ("COLUMNS", "LINES"):
        environment.pop(name, None)
    child = pexpect.spawn(
        "sh",
        ["-c", '"$@" 2>/dev/null' if data_only else '"$@"', "sh", sys.executable, "-P", "-m", "vxenv", *words],
        env=environment,
        dimensions=(height, width),
        encoding="utf-8",
        timeout=60,
    )
    try:
        child.expect(pexpect.EOF)
        return str(child.before)
    finally:
        end(child)
