"""Comments behind the keys of a table, in one column: kept so when a key before them changes or comes in."""

from collections.abc import Sequence
from typing import NamedTuple

from vxenv.catalogue.variables import tables
from vxenv.text.toml_locate import Key, Statement, find_comment

_GAP = 2  # blanks between the longest line and the comments


class _Commented(NamedTuple):
    """A statement on one line with a comment."""

    code: str  # what stands before the comment, without blanks at its end
    column: int  # where the comment begins
    comment: str  # it, with the end of the line


def keep_column(parts: Sequence[Statement], at: int, old: str) -> list[Statement]:
    """Return `parts`, of which the one `at` was `old`, with its comment in the column of those beside it.

    Where the line has become too long for that, the others move as well. A comment that stands alone keeps its gap.
    """
    before, after = _parse(old), _parse(parts[at].text)
    others = _beside(parts, at, before.column) if before else []
    if before is None or after is None or not others:
        return list(parts)
    return _place(parts, [at, *others], max(before.column, len(after.code) + _GAP))


def add_comment(parts: Sequence[Statement], at: int, key: Key) -> list[Statement]:
    """Return `parts` with the variable of `key` behind the new statement `at`, if that is said of those beside it."""
    name = _variable(key)
    behind = _parse(parts[at - 1].text) if at and not parts[at - 1].header else None
    if not name or behind is None or parts[at].text.count("\n") > 1 or _parse(parts[at].text):
        return list(parts)
    others = _beside(parts, at, behind.column)
    if any(_variable(parts[other].keys[0]) != _said(parts[other]) for other in others):
        return list(parts)
    line = parts[at].text
    end = line[len(line.rstrip("\r\n")) :]
    found = list(parts)
    found[at] = parts[at]._replace(text=f"{line.rstrip()} # {name}{end}")
    return _place(found, [at, *others], max(behind.column, len(line.rstrip()) + _GAP))


def _place(parts: Sequence[Statement], wanted: Sequence[int], column: int) -> list[Statement]:
    """Return `parts` with the comments of those `wanted` in one column."""
    found = list(parts)
    for at in wanted:
        one = _parse(found[at].text)
        if one:
            found[at] = found[at]._replace(text=f"{one.code.ljust(column)}{one.comment}")
    return found


def _beside(parts: Sequence[Statement], at: int, column: int) -> list[int]:
    """Return where there are statements of the same table, without a gap between, whose comments are in `column`."""
    found: list[int] = []
    for step in (-1, 1):
        one = at + step
        while 0 <= one < len(parts) and parts[one].keys and not parts[one].header:
            parsed = _parse(parts[one].text)
            found += [one] if parsed and parsed.column == column else []
            one += step
    return found


def _parse(text: str) -> _Commented | None:
    """Return the statement `text` in its parts, or None if it has no comment, is not on one line, or has tabs."""
    at = find_comment(text)
    if at < 0 or "\n" in text[:at] or "\t" in text[:at] or not text[:at].strip():
        return None
    return _Commented(text[:at].rstrip(), at, text[at:])


def _said(part: Statement) -> str:
    one = _parse(part.text)
    return one.comment.lstrip("#").strip() if one else ""


def _variable(key: Key) -> str:
    """Return the variable that `key` sets, as a profile's first text names it behind the key."""
    fields = tables().get(key[0], {}) if len(key) > 1 else {}
    return fields[key[1]].name if len(key) > 1 and key[1] in fields else ""
