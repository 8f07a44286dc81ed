"""On which line of a TOML text a key is set.

tomllib gives values without places. A statement (``[table]`` or ``key = value``) ends with the line on which no string
and no bracket is open; tomllib says what each one sets. The time grows with the text and no faster, since a stranger's
file may be long. Only called when somebody wants to see an origin.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Key = tuple[str, ...]

_MARKS = r"""(?xs)
    ""\"(?:\\.|[^\\])*?"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*'  # strings, and
    | \#[^\n]*                                                               # comments, where brackets mean nothing
    | [\[\]{}] | \n
"""
# Nobody looks up keys below; a file may nest them by the thousand.
_DEEPEST = 8


class Statement(NamedTuple):
    """A statement; a blank line or a comment is one, too."""

    # All of it, with the end of its line.
    text: str
    # The table that it stands in, or that a header opens.
    table: Key
    # Those that it sets, whole, tables among them.
    keys: tuple[Key, ...]
    # Whether it opens a table.
    header: bool


def split_statements(text: str) -> Iterator[Statement]:
    """Yield the statements of `text`, which must be valid TOML without a byte order mark."""
    table: Key = ()
    for part in _split(text):
        keys = list(_list_keys(tomllib.loads(part)))
        header = part.lstrip().startswith("[")
        if header:
            table = max(keys, key=len, default=())
            keys = [table]
        else:
            keys = [table + key for key in keys]
        yield Statement(part, table, tuple(keys), header)


@functools.lru_cache(maxsize=16)
def find_positions(text: str) -> Mapping[Key, int]:
    """Return the line, from 1, of each table and key of `text`, which must be valid TOML; of the last few, kept."""
    lines: dict[Key, int] = {}
    line = 1
    for statement in split_statements(text.removeprefix("\ufeff")):
        for key in statement.keys:
            for length in range(1, len(key) + 1):
                lines.setdefault(key[:length], line)
        line += statement.text.count("\n")
    return lines


def find_comment(text: str) -> int:
    """Return where the first comment of the statement `text` begins, -1 without one; a string holds none."""
    return next((mark.start() for mark in re.finditer(_MARKS, text) if mark[0].startswith("#")), -1)


def _split(text: str) -> Iterator[str]:
    """Yield `text` in statements, each with the end of its line; a blank line or a comment is one too."""
    start = depth = 0
    for token in re.finditer(_MARKS, text):
        if token[0] in "[{":
            depth += 1
        elif token[0] in "]}":
            depth -= 1
        elif token[0] == "\n" and not depth:
            yield text[start : token.end()]
            start = token.end()
    if text[start:]:
        yield text[start:]


def _list_keys(value: dict[str, Any], above: Key = ()) -> Iterator[Key]:
    for name, inner in value.items():
        yield (*above, name)
        if isinstance(inner, dict) and len(above) < _DEEPEST:
            yield from _list_keys(inner, (*above, name))


def find_line(text: str, key: Key) -> int:
    """Return the line of `key` in `text`, of the nearest table above it if it has none itself, else 1."""
    lines = find_positions(text)
    while key:
        if key in lines:
            return lines[key]
        key = key[:-1]
    return 1
