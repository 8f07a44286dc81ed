"""A progress bar on stderr that is removed at the end."""

import contextlib
import shutil
import sys
from collections.abc import Callable, Iterator

import click

_BAR = 30  # columns
_ERASE_LINE, _SHOW_CURSOR = "\r\x1b[2K", "\x1b[?25h"


@contextlib.contextmanager
def show_progress(total: int, *, show_percent: bool = False) -> Iterator[Callable[..., None]]:
    """Show a bar of `total` steps while the block runs.

    Yield a function that shows a text beside the bar and advances it, by one step or by the given number.
    """
    bar = click.progressbar(
        length=total,
        file=sys.stderr,
        show_pos=not show_percent,
        show_percent=show_percent,
        show_eta=False,
        item_show_func=_cut_text,
        width=_BAR,
        bar_template="%(bar)s  %(info)s",
    )

    def show(text: str, steps: int = 1) -> None:
        bar.update(steps, text)

    try:
        bar.render_progress()
        yield show
    finally:
        sys.stderr.write(_ERASE_LINE + _SHOW_CURSOR)
        sys.stderr.flush()


def _cut_text(text: str | None) -> str | None:
    """Return `text` cut so that the bar stays on one line: only one line is erased."""
    return text and text[: max(0, shutil.get_terminal_size().columns - _BAR - 20)]
