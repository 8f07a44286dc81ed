"""The checks of doctor as lines of text."""

import sys
from collections.abc import Iterator, Sequence

from vxenv.catalogue.secrets import redact_text
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.cli.output.table import fold, terminal_width
from vxenv.cli.output.terminal import highlight, own_text, style
from vxenv.errors import render_hints
from vxenv.paths import printable

_COLOURS = {OK: "green", NOTE: "cyan", WARNING: "yellow", FAILED: "red"}
_STATE = max(map(len, _COLOURS))
_TITLE = len("credentials")
_BEGIN, _BELOW = _TITLE + _STATE + 4, 4
_LONGEST = 400
_NARROWEST = 30  # columns beside the state; in a narrower terminal the text stands below it


def lines(title: str, checks: Sequence[Check], *, verbose: bool, quiet: bool) -> Iterator[str]:
    """Yield a line for all that is as it should be, or in `verbose` for each, then one for each thing that is not."""
    fine = [one.what for one in checks if one.state == OK]
    if fine and not quiet:
        yield from (_line(title, OK, what) for what in (fine if verbose else ["; ".join(fine)]))
    for one in checks:
        if one.state in (WARNING, FAILED) or (one.state == NOTE and not quiet):
            yield _line(title, one.state, one.what)
            if one.hint:
                hints = render_hints(own_text(one.hint))
                yield from (f"{'':{_indent()}}{highlight(line, sys.stdout)}" for line in hints)


def _line(title: str, state: str, what: str) -> str:
    word = style(state.ljust(_STATE), sys.stdout, fg=_COLOURS[state])
    what = redact_text(what)
    what = what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…"  # a value in it may be as long as a file
    width = terminal_width()
    if width is None:
        return f"{title.ljust(_TITLE)}  {word}  {printable(what)}"
    begin = _indent()
    first, *rest = fold(printable(what), width - begin)
    between = "  " if begin == _BEGIN else "\n" + " " * begin
    return "\n".join([f"{title.ljust(_TITLE)}  {word}{between}{first}", *(" " * begin + line for line in rest)])


def _indent() -> int:
    """Return where the text of a check begins: beside its state, or below it in a narrow terminal."""
    width = terminal_width()
    return _BEGIN if width is None or width - _BEGIN >= _NARROWEST else _BELOW
