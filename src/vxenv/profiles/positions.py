"""On which line of a TOML text a key is set.

tomllib gives values without places. A statement (``[table]`` or ``key = value``) ends with the line on which no string
and no bracket is open; tomllib says what each one sets. The time grows with the text and no faster, since a stranger's
file may be long. Only called when somebody wants to see an origin.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import Any

Key = tuple[str, ...]

_MARKS = r"""(?xs)
    ""\"(?:\\.|[^\\])*?"{3,5} | '''.*?'{3,5} | "(?:\\.|[^"\\])*" | '[^']*'  # strings, and
    | \#[^\n]*                                                               # comments, where brackets mean nothing
    | [\[\]{}] | \n
"""
# Nobody looks up keys below; a file may nest them by the thousand.
_DEEPEST = 8


def positions(text: str) -> dict[Key, int]:
    """Return the line, from 1, of each table and key of `text`, which must be valid TOML."""
    found: dict[Key, int] = {}
    table: Key = ()
    line = 1
    for statement in _statements(text.removeprefix("\ufeff")):
        keys = list(_keys(tomllib.loads(statement)))
        if statement.lstrip().startswith("["):
            table = max(keys, key=len, default=())
            keys = [table]
        else:
            keys = [table + key for key in keys]
        for key in keys:
            for length in range(1, len(key) + 1):
                found.setdefault(key[:length], line)
        line += statement.count("\n")
    return found


def _statements(text: str) -> Iterator[str]:
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
    yield text[start:]


def _keys(value: dict[str, Any], above: Key = ()) -> Iterator[Key]:
    for name, inner in value.items():
        yield (*above, name)
        if isinstance(inner, dict) and len(above) < _DEEPEST:
            yield from _keys(inner, (*above, name))


def line_of(text: str, key: Key) -> int:
    """Return the line of `key` in `text`, of the nearest table above it if it has none itself, else 1."""
    found = positions(text)
    while key:
        if key in found:
            return found[key]
        key = key[:-1]
    return 1
