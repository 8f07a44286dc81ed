"""The review of a directory file before it is allowed. The author of the file cannot make it look harmless.

No value is masked. Each variable has one row, those that require confirmation first. A row is cut visibly at the
terminal's width, and no value can look like another part of a row or like another value.
"""

import os
import sys
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.classes import CLASSES, classify
from vxenv.cli.output.terminal import SERIOUS, render_value, style
from vxenv.env_diff import Op, compute_diff
from vxenv.paths import escape_text
from vxenv.profiles.additions import read_additions
from vxenv.profiles.document import Document
from vxenv.profiles.restrictions import is_consent_needed

_COLUMNS, _LINES = 80, 24
_ASIDE = 6  # lines of the screen for the header, the legend and the question
_SHORTEST = 20  # columns of a value at least, if its effect follows it
_TURNING = ("R", "AL", "AN")  # bidirectional classes
_COLOURS = {"!": "red", "+": "green", "~": "yellow", "-": "red", "=": "white"}


class Row(NamedTuple):
    """A row of the review."""

    mark: str  # "!" requires confirmation; else "+" new, "~" changed, "-" unset, "=" unchanged
    label: str  # the name, for "!" after the class
    value: str  # the rendered value, after the old one if that is shown
    size: int  # characters of the value
    clause: str = ""  # the effect of the variable with the value in it; "" if the value is only shown beside it
    effect: str = ""  # the effect without the value; "" for a row without "!"
    now: str = ""  # the value in this shell, "" if it is the same


class Screen(NamedTuple):
    """The screen that shows the review."""

    columns: int  # the width of rows, 0 for rows that are not cut
    lines: int  # the height
    command: str  # the command for the review without cuts
    full: bool  # rows are wrapped, not cut


def find_screen(command: str, *, full: bool) -> Screen:
    """Return the terminal of stderr; without a terminal, rows are not cut."""
    if not sys.stderr.isatty():
        return Screen(0, 0, command, full)
    try:
        columns, lines = os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        columns = lines = 0
    # The last column stays empty: some terminals move to the next line once it is filled.
    return Screen((columns or _COLUMNS) - 1, lines or _LINES, command, full)


def list_questions(document: Document) -> list[str]:
    """Return the variables of a directory file that require confirmation, the most dangerous classes first."""
    return sorted(filter(is_consent_needed, document.settings), key=_rank)


def render_review(
    document: Document, before: Mapping[str, str], after: Mapping[str, str], screen: Screen
) -> list[str]:
    """Return the lines of the review, without the first line and the question.

    `before` and `after` are the managed variables in this shell now and with the file allowed. Changes by the profiles
    that the file selects are the user's own and shown like any change.
    """
    own = [_build_row(name, document.settings[name].value, before) for name in sorted(document.settings, key=_rank)]
    others = {name: value for name, value in before.items() if name not in document.settings}
    rest = {name: value for name, value in after.items() if name not in document.settings}
    changes = sorted(compute_diff(others, rest), key=lambda op: (op.name not in SERIOUS, op.name))
    asked = [row for row in own if row.mark == "!"]
    own += _build_additions(document, before)
    shown = [render_row(row, screen) for row in (*own, *(_build_change(op, others) for op in changes))]
    lines = [line for part in shown for line in part]
    again = shown[: min(len(asked), count_last(screen))]
    if asked and screen.lines and not screen.full and len(lines) > screen.lines - _ASIDE:
        lines += [
            "repeated from above:",
            *(line for part in again for line in part),
        ]
    lines += [cut_line(line, screen) for line in render_legend(asked, shown, screen)]
    if not shown:
        return ["  no changes in this shell"]
    total = f"{len(shown):,} variable{'s'[: len(shown) != 1]}"
    return [*lines, f"{total}, {len(asked):,} require{'s'[: len(asked) == 1]} confirmation" if asked else total]


def count_last(screen: Screen) -> int:
    """Return the number of rows, with their legend, that fit at the end of the review.

    More would scroll the most dangerous ones, which come first, off the screen again.
    """
    return max((screen.lines - _ASIDE) // 2, 1)


def render_legend(asked: list[Row], shown: list[list[str]], screen: Screen) -> list[str]:
    """Return the meanings of the classes of the rows `asked`, then the effects that did not fit into their rows."""
    docs = {row.label.split()[0]: classify(row.label.split()[1]).policy.doc for row in asked}
    lines = [f"{name}: {doc}" for name, doc in docs.items()]
    if screen.columns and not screen.full:
        first = zip(asked[: count_last(screen)], shown, strict=False)
        short = [row for row, (line,) in first if (row.clause or row.effect) not in line]
        lines += [f"{row.label.split()[1]}: {row.effect}" for row in short if row.effect not in docs.values()]
    return lines


def _rank(name: str) -> tuple[int, str]:
    return CLASSES.index(classify(name).name), name


def _build_row(name: str, value: str | None, before: Mapping[str, str]) -> Row:
    shown = "(unset)" if value is None else quote_foreign(value)
    old = render_value(name, before[name]) if name in before and before[name] != value else ""
    size = len(value or "")
    if not is_consent_needed(name):
        if value is None:
            return Row("-", name, "", 0)
        mark = "+" if name not in before else "~" if old else "="
        return Row(mark, name, f"{old} → {shown}" if old else shown, size)
    classified = classify(name)
    label = f"{classified.name:8}  {name}"
    if value is None or not classified.effect:
        return Row("!", label, shown, size, effect=classified.policy.doc, now=old)
    clause = classified.describe(shown) if "{value}" in classified.effect else ""
    return Row("!", label, shown, size, clause, classified.effect.replace("{value}", "it"), old)


def _build_additions(document: Document, before: Mapping[str, str]) -> list[Row]:
    """Return the rows of the labels and of the attributes of telemetry."""
    if not document.additions:
        return []
    held = read_additions(before)
    rows = []
    for name, setting in document.additions.items():
        old, value = held.get(name, ""), setting.value
        shown = "" if value is None else quote_foreign(value)
        mark = "-" if value is None else "=" if old == value else "~" if old else "+"
        rows.append(Row(mark, name, f"{quote_foreign(old)} → {shown}" if mark == "~" else shown, len(value or "")))
    return rows


def _build_change(op: Op, before: Mapping[str, str]) -> Row:
    """Return the row of a change by one of the user's own profiles."""
    new = render_value(op.name, op.value)
    if op.value is None:
        return Row("-", op.name, "", 0)
    if op.name in before:
        return Row("~", op.name, f"{render_value(op.name, before[op.name])} → {new}", len(op.value))
    return Row("+", op.name, new, len(op.value))


def quote_foreign(value: str) -> str:
    """Return a stranger's value for people, complete and as one word that its content cannot end or disguise.

    Control, invisible and combining characters are escaped. So are other characters outside of ASCII, which may look
    like ASCII, except in paths, which may contain the user's own names. Right-to-left characters are always escaped:
    terminals reorder the text beside them.
    """
    is_path = os.path.isabs(value)
    text = "".join(
        c
        if c.isascii()
        or (is_path and not unicodedata.category(c).startswith("M") and unicodedata.bidirectional(c) not in _TURNING)
        else c.encode("unicode_escape").decode()
        for c in escape_text(value)
    )
    if text and text[0] != "(" and not any(c.isspace() or c == '"' for c in text):
        return text
    escaped = text.replace('"', '\\"')
    return f'"{escaped}"'


def render_row(row: Row, screen: Screen) -> list[str]:
    """Return the lines of a row: one, unless the full review is shown on a terminal."""
    lead = f"  {row.mark} {row.label}  " if row.value else f"  {row.mark} {row.label}"
    effect = row.clause or (f"{row.value}  {row.effect}" if row.effect else row.value)
    whole = f"{effect}  (now: {row.now})" if row.now else effect
    if not screen.columns:
        return [_colour(lead, row.mark) + whole]
    if screen.full:
        first, *others = _wrap(lead + whole, screen.columns)
        return [_colour(first, row.mark), *others]
    room = screen.columns - _measure(lead)
    text = next((text for text in (whole, effect, row.value) if _measure(text) <= room), None)
    if text is not None:
        return [_colour(lead, row.mark) + text]
    marker = _render_marker(row.size, screen, room - _SHORTEST)
    if room - _measure(marker) < 1:  # the name takes the whole line
        return [_take_start(lead, screen.columns - _measure(marker)) + marker[: screen.columns]]
    return [_colour(lead, row.mark) + _take_start(row.value, room - _measure(marker)) + marker]


def _colour(text: str, mark: str) -> str:
    return style(text, sys.stderr, fg=_COLOURS[mark], bold=mark == "!")


def cut_line(text: str, screen: Screen) -> str:
    """Return one of vxenv's own lines, cut at the width of the screen."""
    if not screen.columns or _measure(text) <= screen.columns:
        return text
    if screen.full:
        return "\n".join(_wrap(text, screen.columns))
    marker = _render_marker(len(text), screen, screen.columns // 2)
    return _take_start(text, screen.columns - _measure(marker)) + marker


def _render_marker(size: int, screen: Screen, room: int) -> str:
    """Return the marker of a cut, in `room` columns if possible."""
    longest = f"… ({size:,} characters; {screen.command})"
    choices = (longest, f"… ({size:,} characters; --full)", f"… ({size:,}; --full)")
    return next((text for text in choices if _measure(text) <= room), choices[-1])


def _wrap(text: str, columns: int) -> list[str]:
    """Return `text` in lines of at most `columns`; continuation lines are marked, which rows are not."""
    lines = []
    lead = ""
    while text:
        part = _take_start(text, max(columns - len(lead), 2)) or text[:1]
        lines.append(lead + part)
        text, lead = text[len(part) :], "    | "
    return lines


def _take_start(text: str, columns: int) -> str:
    """Return the longest beginning of `text` that fits into `columns`."""
    used = 0
    for index, c in enumerate(text):
        used += _measure(c)
        if used > columns:
            return text[:index]
    return text


def _measure(text: str) -> int:
    """Return the maximum width of `text`: two columns for each character outside of ASCII, as in some terminals."""
    return sum(1 if c.isascii() else 2 for c in text)
