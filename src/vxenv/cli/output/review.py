"""The review of a directory file before it is allowed, which whoever wrote the file cannot make look harmless.

Nothing of its values is masked. Each variable has one row, those that need the user's yes first; a row is cut at the
terminal's width and says so, and no value can look like the rest of a row or like another one.
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
from vxenv.profiles.document import Document
from vxenv.profiles.restrictions import is_consent_needed

_COLUMNS, _LINES = 80, 24
_ASIDE = 6  # lines of the screen that the header, the legend and the question take
_SHORTEST = 20  # columns of a value that must be left for the effect to stand behind it
_TURNING = ("R", "AL", "AN")  # bidirectional classes
_COLOURS = {"!": "red", "+": "green", "~": "yellow", "-": "red", "=": "white"}


class Row(NamedTuple):
    """A row of the review."""

    mark: str  # "!" for a variable that needs the user's yes; else "+" new, "~" changed, "-" unset, "=" as it is
    label: str  # the class, for those with "!", and the name
    value: str  # the value as it is shown, the old one before it where that is wanted
    size: int  # characters of the value
    clause: str = ""  # what the variable does, with the value in it; "" where that is only shown beside it
    effect: str = ""  # what it does, without the value; "" for a row without "!"
    now: str = ""  # what the variable holds in this shell, "" for nothing else


class Screen(NamedTuple):
    """Where the review is shown."""

    columns: int  # the width that no row exceeds, 0 where rows are not cut
    lines: int  # the height
    command: str  # the command that shows all of what was cut
    full: bool  # whether that is it: rows are wrapped, not cut


def find_screen(command: str, *, full: bool) -> Screen:
    """Return the terminal that stderr is; where it is none, rows are not cut, since nothing folds them."""
    if not sys.stderr.isatty():
        return Screen(0, 0, command, full)
    try:
        columns, lines = os.get_terminal_size(sys.stderr.fileno())
    except (OSError, ValueError):
        columns = lines = 0
    # The last column stays empty: some terminals move to the next line once it is filled.
    return Screen((columns or _COLUMNS) - 1, lines or _LINES, command, full)


def list_questions(document: Document) -> list[str]:
    """Return the variables of a directory file that need the user's yes, the most dangerous classes first."""
    return sorted(filter(is_consent_needed, document.settings), key=_rank)


def render_review(
    document: Document, before: Mapping[str, str], after: Mapping[str, str], screen: Screen
) -> list[str]:
    """Return the lines of the review, without the first and the question.

    `before` and `after` are the managed variables in this shell now, and with the file allowed. What the profiles that
    the file names would change is the user's own, and shown like any change.
    """
    own = [_build_row(name, document.settings[name].value, before) for name in sorted(document.settings, key=_rank)]
    others = {name: value for name, value in before.items() if name not in document.settings}
    rest = {name: value for name, value in after.items() if name not in document.settings}
    changes = sorted(compute_diff(others, rest), key=lambda op: (op.name not in SERIOUS, op.name))
    asked = [row for row in own if row.mark == "!"]
    shown = [_render_row(row, screen) for row in (*own, *(_build_change(op, others) for op in changes))]
    lines = [line for part in shown for line in part]
    again = shown[: min(len(asked), _count_last(screen))]
    if asked and screen.lines and not screen.full and len(lines) > screen.lines - _ASIDE:
        lines += [
            "again, because they may have left the screen:",
            *(line for part in again for line in part),
        ]
    lines += [cut_line(line, screen) for line in _render_legend(asked, shown, screen)]
    if not shown:
        return ["  changes nothing here and now"]
    total = f"{len(shown):,} variable{'s'[: len(shown) != 1]}"
    return [*lines, f"{total}, {len(asked):,} of them need{'s'[: len(asked) == 1]} your consent" if asked else total]


def _count_last(screen: Screen) -> int:
    """Return how many rows, with what they mean below them, the end of the review has room for.

    More would move the most dangerous, which come first, off the screen again.
    """
    return max((screen.lines - _ASIDE) // 2, 1)


def _render_legend(asked: list[Row], shown: list[list[str]], screen: Screen) -> list[str]:
    """Return what the classes of the rows `asked` mean, then what a variable does whose row has no room for that."""
    docs = {row.label.split()[0]: classify(row.label.split()[1]).policy.doc for row in asked}
    lines = [f"{name}: {doc}" for name, doc in docs.items()]
    if screen.columns and not screen.full:
        first = zip(asked[: _count_last(screen)], shown, strict=False)
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


def _build_change(op: Op, before: Mapping[str, str]) -> Row:
    """Return the row of what a profile of the user's own changes."""
    new = render_value(op.name, op.value)
    if op.value is None:
        return Row("-", op.name, "", 0)
    if op.name in before:
        return Row("~", op.name, f"{render_value(op.name, before[op.name])} → {new}", len(op.value))
    return Row("+", op.name, new, len(op.value))


def quote_foreign(value: str) -> str:
    """Return a stranger's value for people, whole, in one piece that nothing in it can end or disguise.

    What steers a terminal, cannot be seen or stacks on other characters is escaped; outside of paths, which the user's
    own names are part of, so is all that is not ASCII and may look like it. What is written from right to left is
    escaped everywhere: terminals turn the text beside it around.
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


def _render_row(row: Row, screen: Screen) -> list[str]:
    """Return the lines of a row: one, unless all of it is wanted on a terminal."""
    lead = f"  {row.mark} {row.label}  " if row.value else f"  {row.mark} {row.label}"
    effect = row.clause or (f"{row.value}  {row.effect}" if row.effect else row.value)
    whole = f"{effect}  (now {row.now})" if row.now else effect
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
    if room - _measure(marker) < 1:  # a name that leaves no room
        return [_take_start(lead, screen.columns - _measure(marker)) + marker[: screen.columns]]
    return [_colour(lead, row.mark) + _take_start(row.value, room - _measure(marker)) + marker]


def _colour(text: str, mark: str) -> str:
    return style(text, sys.stderr, fg=_COLOURS[mark], bold=mark == "!")


def cut_line(text: str, screen: Screen) -> str:
    """Return a line of vxenv's own, which a stranger did not write, cut at the width of the screen."""
    if not screen.columns or _measure(text) <= screen.columns:
        return text
    if screen.full:
        return "\n".join(_wrap(text, screen.columns))
    marker = _render_marker(len(text), screen, screen.columns // 2)
    return _take_start(text, screen.columns - _measure(marker)) + marker


def _render_marker(size: int, screen: Screen, room: int) -> str:
    """Return what stands where something was cut, in `room` columns if one so short can say anything."""
    longest = f"… ({size:,} characters; {screen.command})"
    choices = (longest, f"… ({size:,} characters; --full)", f"… ({size:,}; --full)")
    return next((text for text in choices if _measure(text) <= room), choices[-1])


def _wrap(text: str, columns: int) -> list[str]:
    """Return `text` in lines of at most `columns`; all but the first are marked, so that none looks like a row."""
    lines = []
    lead = ""
    while text:
        part = _take_start(text, max(columns - len(lead), 2)) or text[:1]
        lines.append(lead + part)
        text, lead = text[len(part) :], "    | "
    return lines


def _take_start(text: str, columns: int) -> str:
    """Return as much of the beginning of `text` as fits into `columns`."""
    used = 0
    for index, c in enumerate(text):
        used += _measure(c)
        if used > columns:
            return text[:index]
    return text


def _measure(text: str) -> int:
    """Return the most columns that `text` can take: two for each that is not ASCII, as some terminals draw."""
    return sum(1 if c.isascii() else 2 for c in text)
