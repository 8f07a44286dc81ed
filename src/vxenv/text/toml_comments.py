"""Keep the comments after the keys of a table aligned when a key changes or is added."""

from collections.abc import Sequence
from typing import NamedTuple

from vxenv.catalogue.variables import list_tables
from vxenv.text.toml_locate import Key, Statement, find_comment

_GAP = 2  # spaces between the longest line and the comments


class _Line(NamedTuple):
    """Statement on one line with a comment."""

    code: str  # the text before the comment, without trailing whitespace
    column: int  # the column of the comment
    comment: str  # the comment, with the line ending

    @property
    def gap(self) -> int:
        """The number of spaces before the comment."""
        return self.column - len(self.code)


def keep_column(parts: Sequence[Statement], index: int, old: str) -> list[Statement]:
    """Return `parts` with the comment of the changed statement at `index`, previously `old`, aligned with the others.

    If the line became too long for the column, the other comments move as well. A single comment keeps its distance,
    and so do comments that are all one space away: they are in one column only because their lines are equally long.
    """
    before, after = _parse(old), _parse(parts[index].text)
    others = _find_beside(parts, index, before.column) if before else {}
    if before is None or after is None or not others or {1} == {line.gap for line in (before, *others.values())}:
        return list(parts)
    return _align(parts, [index, *others], max(before.column, len(after.code) + _GAP))


def add_comment(parts: Sequence[Statement], index: int, key: Key) -> list[Statement]:
    """Add the variable of `key` as a comment to the new statement at `index` if the statements next to it have one."""
    name = _name_variable(key)
    previous = _parse(parts[index - 1].text) if index and not parts[index - 1].header else None
    if not name or previous is None or parts[index].text.count("\n") > 1 or _parse(parts[index].text):
        return list(parts)
    others = _find_beside(parts, index, previous.column)
    if any(_name_variable(parts[other].keys[0]) != line.comment.strip("# \r\n") for other, line in others.items()):
        return list(parts)
    text = parts[index].text
    code, end = text.rstrip(), text[len(text.rstrip("\r\n")) :]
    commented = list(parts)
    commented[index] = parts[index]._replace(text=f"{code} # {name}{end}")
    return _align(commented, [index, *others], max(previous.column, len(code) + _GAP))


def _align(parts: Sequence[Statement], indices: Sequence[int], column: int) -> list[Statement]:
    """Return `parts` with the comments of the statements at `indices` in one column."""
    aligned = list(parts)
    for index in indices:
        line = _parse(parts[index].text)
        if line:
            aligned[index] = parts[index]._replace(text=f"{line.code.ljust(column)}{line.comment}")
    return aligned


def _find_beside(parts: Sequence[Statement], index: int, column: int) -> dict[int, _Line]:
    """Return the adjacent statements of the same table with a comment in `column`, by index."""
    lines: dict[int, _Line] = {}
    for step in (-1, 1):
        other = index + step
        while 0 <= other < len(parts) and parts[other].keys and not parts[other].header:
            line = _parse(parts[other].text)
            if line and line.column == column:
                lines[other] = line
            other += step
    return lines


def _parse(text: str) -> _Line | None:
    """Split the statement `text`; return None if it has no comment, has several lines, or contains tabs."""
    column = find_comment(text)
    if column < 0 or "\n" in text[:column] or "\t" in text[:column] or not text[:column].strip():
        return None
    return _Line(text[:column].rstrip(), column, text[column:])


def _name_variable(key: Key) -> str:
    """Return the variable that `key` sets, as the comment in a new profile names it."""
    fields = list_tables().get(key[0], {}) if len(key) > 1 else {}
    return fields[key[1]].name if len(key) > 1 and key[1] in fields else ""
