"""Paging of output longer or wider than the terminal, as in git."""

import contextlib
import os
from collections.abc import Iterator

from vxenv.cli.output.table import find_terminal_size, measure
from vxenv.cli.output.terminal import COLOUR, print_data

_LESS = {"LESS": "FRX", "LV": "-c"}  # the defaults of git, unless set by the user
_NOT_RUN = (126, 127)  # exit codes of a shell that cannot run a command


def page(*lines: str) -> None:
    """Print `lines` on stdout, through a pager if stdout is a terminal that they do not fit."""
    command = _find_pager() if _is_too_long(lines) else ""
    if not command or not _run(command, lines):
        print_data(*lines)


def _is_too_long(lines: tuple[str, ...]) -> bool:
    """Tell whether stdout is a terminal that cannot show all of `lines` at once."""
    size = find_terminal_size()
    if size is None or os.environ.get("TERM", "dumb") == "dumb":
        return False
    rows = [row for line in lines for row in line.split("\n")]
    return len(rows) >= size.lines or any(measure(row) > size.columns for row in rows)


def _find_pager() -> str:
    """Return the command of the user's pager, "" for none."""
    from shutil import which

    command = next((os.environ[name] for name in ("VXENV_PAGER", "PAGER") if name in os.environ), "less").strip()
    return "" if command == "cat" or (command == "less" and not which(command)) else command


def _run(command: str, lines: tuple[str, ...]) -> bool:
    """Run `command` to show `lines`, and tell whether it could be run."""
    import subprocess

    text = "".join(f"{line}\n" for line in lines)
    program, *options = command.split()
    if os.path.basename(program) == "less" and not set("Rr") & set("".join([os.environ.get("LESS", "R"), *options])):
        text = COLOUR.sub("", text)  # without -R, less shows escape sequences as text
    with _leave_interrupts():
        done = subprocess.run(  # noqa: S602 - the user's own command, as git runs it
            command,
            shell=True,
            input=text.encode(errors="surrogateescape"),
            env={**_LESS, **os.environ},
            check=False,
        )
    return done.returncode not in _NOT_RUN


@contextlib.contextmanager
def _leave_interrupts() -> Iterator[None]:
    """Let the pager handle Ctrl-C."""
    from signal import SIGINT, signal

    # Not SIG_IGN, which the pager would inherit.
    before = signal(SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal(SIGINT, before)
