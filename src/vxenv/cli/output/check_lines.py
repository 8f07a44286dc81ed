"""Render the checks of doctor as text and JSON."""

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.cli.output.table import find_terminal_width, fold
from vxenv.cli.output.terminal import highlight, render_own_text, style
from vxenv.errors import render_hints
from vxenv.paths import escape_text

_COLOURS = {OK: "green", NOTE: "cyan", WARNING: "yellow", FAILED: "red"}
_STATE = max(map(len, _COLOURS))
_TITLE = len("credentials")
_BESIDE, _BELOW = _TITLE + _STATE + 4, 4
_LONGEST = 400
_NARROWEST = 30  # columns beside the state; in a narrower terminal the text is below it


def render_checks(title: str, checks: Sequence[Check], *, verbose: bool, quiet: bool) -> Iterator[str]:
    """Yield one line for all passed checks, or in `verbose` one for each, then a line for each other check."""
    passed = [check.what for check in checks if check.state == OK]
    if passed and not quiet:
        yield from (_render_line(title, OK, what) for what in (passed if verbose else ["; ".join(passed)]))
    for check in checks:
        if check.state in (WARNING, FAILED) or (check.state == NOTE and not quiet):
            yield _render_line(title, check.state, check.what)
            if check.hint:
                hints = render_hints(render_own_text(check.hint))
                yield from (f"{'':{_find_indent()}}{highlight(line, sys.stdout)}" for line in hints)


def _render_line(title: str, state: str, what: str) -> str:
    start = f"{title.ljust(_TITLE)}  {style(state.ljust(_STATE), sys.stdout, fg=_COLOURS[state])}"
    what = redact_text(what)
    what = escape_text(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")  # a value may be very long
    width = find_terminal_width()
    if width is None:
        return f"{start}  {what}"
    indent = _find_indent()
    first, *rest = fold(what, width - indent)
    gap = "  " if indent == _BESIDE else "\n" + " " * indent
    return "\n".join([f"{start}{gap}{first}", *(" " * indent + line for line in rest)])


def _find_indent() -> int:
    """Return the column of the text of a check: beside its state, or below it in a narrow terminal."""
    width = find_terminal_width()
    return _BESIDE if width is None or width - _BESIDE >= _NARROWEST else _BELOW


def describe_checks(groups: Iterable[tuple[str, Iterable[Check]]], stack: str) -> dict[str, Any]:
    """Return the checks of `stack`, "" for none, by group, as JSON."""
    rows = [
        {
            "group": title,
            "name": check.name,
            "state": check.state,
            "what": redact_text(check.what),
            "hint": redact_text(check.hint) or None,
        }
        for title, checks in groups
        for check in checks
    ]
    return {"profile": stack or None, "checks": rows}


def drop_repeated(checks: Sequence[Check]) -> list[Check]:
    """Return `checks` without repeated causes, such as one that affects every model."""
    return list({(check.what, check.hint): check for check in reversed(checks)}.values())[::-1]


def count_checks(checks: Iterable[Check]) -> str:
    """Return the number of `checks` in each state, in one line."""
    counts = Counter(check.state for check in checks)
    parts = [f"{counts[FAILED]} failed"] if counts[FAILED] else []
    parts += [f"{counts[state]} {state}{'s' * (counts[state] > 1)}" for state in (WARNING, NOTE) if counts[state]]
    return ", ".join(parts) or "no problems found"
