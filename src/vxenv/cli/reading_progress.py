"""A progress bar on stderr for reading many transcripts."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import click

_LEAST = 64 << 20  # bytes; fewer are read before anybody wonders


@contextlib.contextmanager
def show_reading() -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that shows how many bytes are read, of how many; None without a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("VXENV_QUIET"):
        yield None
        return
    with contextlib.ExitStack() as stack:
        bars: list[Any] = []

        def advance(done: int, total: int) -> None:
            if not bars and total >= _LEAST:
                bar = click.progressbar(length=total, label="Reading transcripts", file=sys.stderr)
                bars.append(stack.enter_context(bar))
            for bar in bars:
                bar.update(done - bar.pos)

        yield advance
