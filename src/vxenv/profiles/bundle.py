"""Several profiles in one TOML text, each as its owner wrote it, comments and all.

A profile's tables stand below ``[profiles."NAME"]``: ``[vertex]`` is written ``[profiles."NAME".vertex]`` and nothing
else is changed, so that taking it out gives the same bytes.
"""

import tomllib
from collections.abc import Mapping
from typing import Any

from vxenv.errors import DocumentError
from vxenv.paths import shown
from vxenv.profiles.document import parse_toml
from vxenv.profiles.editing import edited
from vxenv.profiles.names import NAME
from vxenv.profiles.positions import Key, line_of, statements

HEADING = "# Profiles for vxenv; take them in with: vxenv import FILE"
_TABLE = "profiles"


def bundled(profiles: Mapping[str, str]) -> str:
    """Return the bundle of `profiles`, texts of valid TOML by name."""
    parts = [HEADING + "\n"]
    for name, text in profiles.items():
        parts.append(f"\n[{_prefix(name)}]\n")
        tidy = text.removeprefix("\ufeff")
        for part in statements(tidy):
            at = part.text.find("[") + 1 if part.header else 0
            parts.append(f"{part.text[:at]}{_prefix(name)}.{part.text[at:]}" if part.header else part.text)
        parts.append("" if tidy.endswith("\n") or not tidy else "\n")
    return "".join(parts)


def unbundled(data: bytes, path: str) -> dict[str, bytes] | None:
    """Return the profiles of a bundle by name, or None if `data` is no bundle. `path` is for messages.

    Raises DocumentError if it is no valid TOML or holds anything but profiles.
    """
    table, text = parse_toml(data, path)
    if _TABLE not in table:
        return None
    others = [key for key in table if key != _TABLE]
    profiles = table[_TABLE]
    if others or not isinstance(profiles, dict) or not all(isinstance(one, dict) for one in profiles.values()):
        key = (others or [_TABLE])[0]
        where = f"{shown(path)}:{line_of(text, (key,))}"
        raise DocumentError("a bundle holds [profiles.NAME] and nothing else", where=where)
    for name in profiles:
        if not NAME.fullmatch(name):
            where = f"{shown(path)}:{line_of(text, (_TABLE, name))}"
            raise DocumentError(f"{name!r} is no profile name", where=where)
    return {name: _taken_out(name, one, text, path) for name, one in profiles.items()}


def _prefix(name: str) -> str:
    return f'{_TABLE}."{name}"'


def _taken_out(name: str, table: dict[str, Any], text: str, path: str) -> bytes:
    """Return the profile `name` of the bundle `text`: as it was written, if it was written by `bundled`."""
    own: Key = (_TABLE, name)
    lines: list[str] = []
    inside = False
    for part in statements(text.removeprefix("\ufeff")):
        if part.header:
            if inside and part.table[:2] != own and lines[-1:] == ["\n"]:
                lines.pop()  # what sets profiles apart
            inside = part.table[:2] == own
            if inside and part.table != own:
                lines.append(part.text.replace(f"{_prefix(name)}.", "", 1))
        elif inside:
            lines.append(part.text)
    kept = "".join(lines)
    try:
        if tomllib.loads(kept) == table:
            return kept.encode()
    except tomllib.TOMLDecodeError:
        pass
    return edited(b"", path, dict(_leaves(table)))


def _leaves(table: dict[str, Any]) -> list[tuple[Key, Any]]:
    """Return the keys of a profile's tables, each with its value."""
    found: list[tuple[Key, Any]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            found += [((name, inner), one) for inner, one in value.items()]
        else:
            found.append(((name,), value))
    return found
