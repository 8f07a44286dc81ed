"""Find the line on which a key of a TOML text is set.

tomllib returns values without positions. Here the text is split into statements (``[table]`` or ``key = value``), each
ending with the line on which no string or bracket is open, and tomllib parses each one. The time is linear, since an
untrusted file may be long. Called only when an origin is shown.
"""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

Key = tuple[str, ...]

_MARKS = r"""(?xs)
    ""\"(?:\\.|[^\\])*?"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*'  # strings and
    | \#[^\n]*                                                               # comments, where brackets are text
    | [\[\]{}] | \n
"""
# Keys below this depth are never looked up; a file may nest thousands.
_DEEPEST = 8


class Statement(NamedTuple):
    """Statement of a TOML text, also a blank line or a comment."""

    # The whole statement, with its line ending.
    text: str
    # The table that contains it, or that a header opens.
    table: Key
    # The full keys that it sets, including tables.
    keys: tuple[Key, ...]
    # Whether it is a table header.
    header: bool


def split_statements(text: str) -> Iterator[Statement]:
    """Yield the statements of `text`, valid TOML without a byte order mark."""
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
    """Return the line, from 1, of each table and key of `text`, valid TOML. The last results are cached.

    The key of the first table of a list ``[[name]]`` is ``("name", "0")``, that of the second ``("name", "1")``.
    """
    lines: dict[Key, int] = {}
    numbers: dict[Key, int] = {}
    line = 1
    for statement in split_statements(text.removeprefix("\ufeff")):
        if statement.header and statement.text.lstrip().startswith("[["):
            numbers[statement.table] = numbers.get(statement.table, -1) + 1
        for key in statement.keys:
            for length in range(1, len(key) + 1):
                lines.setdefault(key[:length], line)
            if statement.table in numbers:
                size = len(statement.table)
                lines.setdefault((*statement.table, str(numbers[statement.table]), *key[size:]), line)
        line += statement.text.count("\n")
    return lines


def find_comment(text: str) -> int:
    """Return the position of the first comment of the statement `text`, -1 without one; strings are skipped."""
    return next((mark.start() for mark in re.finditer(_MARKS, text) if mark[0].startswith("#")), -1)


def _split(text: str) -> Iterator[str]:
    """Yield the texts of the statements, each with its line ending, also blank lines and comments."""
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
    """Return the line of `key` in `text`, else that of the nearest table above it, else 1."""
    lines = find_positions(text)
    while key:
        if key in lines:
            return lines[key]
        key = key[:-1]
    return 1
