"""A progress bar for reading many transcripts."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator

_LEAST = 64 << 20  # bytes; fewer are read before anybody wonders


@contextlib.contextmanager
def show_reading() -> Iterator[Callable[[int, int], None] | None]:
    """Yield a function that shows how many bytes are read, of how many; None without a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb" or os.environ.get("VXENV_QUIET"):
        yield None
        return
    from vxenv.cli.progress import show_progress

    with contextlib.ExitStack() as stack:
        bars: list[Callable[..., None]] = []
        shown = 0

        def show(done: int, total: int) -> None:
            nonlocal shown
            if not bars and total >= _LEAST:
                bars.append(stack.enter_context(show_progress(total, show_percent=True)))
            for bar in bars:
                bar("reading transcripts", done - shown)
                shown = done

        yield show
