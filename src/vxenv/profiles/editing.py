"""Changing a TOML document without touching what is not changed: the one place that knows tomlkit."""

from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from vxenv.errors import DocumentError
from vxenv.paths import shown
from vxenv.profiles.document import parse_toml
from vxenv.profiles.positions import Key


def edited(data: bytes, path: str, changes: Mapping[Key, Any]) -> bytes:
    """Return `data` with each key of `changes` set, or removed where the value is None.

    Comments, order and formatting of all else stay. `path` is for messages. Raises DocumentError if it is no valid
    TOML, before and after.
    """
    text = parse_toml(data, path)[1]
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    try:
        document = tomlkit.parse(text.removeprefix(mark))
        for key, value in changes.items():
            table: Any = document
            for name in key[:-1]:
                table = table.setdefault(name, tomlkit.table())
            if value is not None:
                table[key[-1]] = value
            elif key[-1] in table:
                del table[key[-1]]
    except TOMLKitError as error:
        raise DocumentError(f"cannot be edited: {error}", where=shown(path)) from error
    result = (mark + tomlkit.dumps(document)).encode()
    parse_toml(result, path)
    return result
