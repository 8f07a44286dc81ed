"""On which line of a TOML text a key is set.

tomllib gives values without places. A statement (``[table]`` or ``key = value``) is the shortest run of whole lines
that tomllib accepts, so tomllib itself says where each one ends and what it sets, multi-line strings and arrays
included. Only called when somebody wants to see an origin.
"""

import tomllib
from typing import Any

Key = tuple[str, ...]


def positions(text: str) -> dict[Key, int]:
    """Return the line, from 1, of each table and key of `text`, which must be valid TOML."""
    found: dict[Key, int] = {}
    table: Key = ()
    lines = [line + "\n" for line in text.split("\n")]
    at = 0
    while at < len(lines):
        end = at + 1
        while (parsed := _statement("".join(lines[at:end]))) is None and end < len(lines):
            end += 1
        first = lines[at].lstrip()
        keys = _keys(parsed or {})
        if first.startswith("["):
            table = max(keys, key=len, default=())
            keys = [table]
        else:
            keys = [table + key for key in keys]
        for key in keys:
            for length in range(1, len(key) + 1):
                found.setdefault(key[:length], at + 1)
        at = end
    return found


def _statement(lines: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(lines)
    except tomllib.TOMLDecodeError:
        return None


def _keys(value: dict[str, Any]) -> list[Key]:
    keys: list[Key] = []
    for name, inner in value.items():
        keys.append((name,))
        if isinstance(inner, dict):
            keys.extend((name, *rest) for rest in _keys(inner))
    return keys


def line_of(text: str, key: Key) -> int:
    """Return the line of `key` in `text`, of the nearest table above it if it has none itself, else 1."""
    found = positions(text)
    while key:
        if key in found:
            return found[key]
        key = key[:-1]
    return 1
