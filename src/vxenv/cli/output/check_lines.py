"""The checks of doctor as text and JSON."""

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
_NARROWEST = 30  # columns beside the state; in a narrower terminal the text stands below it


def render_checks(title: str, checks: Sequence[Check], *, verbose: bool, quiet: bool) -> Iterator[str]:
    """Yield a line for all that is as it should be, or in `verbose` for each, then one for each thing that is not."""
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
    what = escape_text(what if len(what) <= _LONGEST else f"{what[:_LONGEST]}…")  # a value may be as long as a file
    width = find_terminal_width()
    if width is None:
        return f"{start}  {what}"
    indent = _find_indent()
    first, *rest = fold(what, width - indent)
    gap = "  " if indent == _BESIDE else "\n" + " " * indent
    return "\n".join([f"{start}{gap}{first}", *(" " * indent + line for line in rest)])


def _find_indent() -> int:
    """Return where the text of a check begins: beside its state, or below it in a narrow terminal."""
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
    """Return `checks` without those whose cause an earlier one has: what refuses one model refuses each."""
    return list({(check.what, check.hint): check for check in reversed(checks)}.values())[::-1]


def count_checks(checks: Iterable[Check]) -> str:
    """Return how many of `checks` have which state, in one line."""
    counts = Counter(check.state for check in checks)
    parts = [f"{counts[FAILED]} failed"] if counts[FAILED] else []
    parts += [f"{counts[state]} {state}{'s' * (counts[state] > 1)}" for state in (WARNING, NOTE) if counts[state]]
    return ", ".join(parts) or "all is as it should be"
