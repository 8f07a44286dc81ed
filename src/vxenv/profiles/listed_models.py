"""Cache of the models that Google listed when last asked.

A listed model may be inaccessible, and its locations are unknown. vxenv writes the file next to the plans. It is TOML,
which the hook already reads.
"""

import datetime as dt
import os
import re
from collections.abc import Iterable
from typing import Any

from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.row_checks import RowError
from vxenv.errors import DocumentError
from vxenv.files.atomic import store
from vxenv.files.read_limited import read_bytes
from vxenv.paths import find_cache_directory
from vxenv.text.toml_read import parse_toml

SOURCE = "API"
_ID = re.compile(r"claude-[a-z0-9][a-z0-9._-]*(?:@[A-Za-z0-9._-]+)?")
_NUMBERED = re.compile(r"claude-(opus|sonnet|haiku|fable)-([0-9]+(?:-[0-9]+)*)(?:@.*)?")
_DEFAULTS = ("", "default", "001")  # versions that are omitted from an ID


def find_published_path() -> str:
    """Return the path of the cache, which may not exist."""
    return os.path.join(find_cache_directory(), "published.toml")


def read_published_bytes() -> bytes:
    """Return the bytes of the cache, none if it is missing or cannot be read."""
    try:
        return read_bytes(find_published_path())
    except (OSError, DocumentError):
        return b""


def add_published(known: Knowledge, data: bytes) -> Knowledge:
    """Return `known` with the models in `data` that it lacks; ignore damaged data."""
    try:
        table, _ = parse_toml(data, find_published_path())
        models = table.get("models", {})
        new = {name: row for name, row in models.items() if known.models.find(name) is None}
        return known.extend({"models": new}) if new else known
    except (DocumentError, RowError, AttributeError):
        return known


def keep_published(listed: Iterable[tuple[str, str]], known: Knowledge, on: dt.date) -> list[str]:
    """Store the models that Google lists (ID and version) with the day `on`; return those that `known` lacks.

    Raises StoreError.
    """
    ids = dict.fromkeys(_spell_id(name, version) for name, version in listed)
    new = [id_ for id_ in ids if _ID.fullmatch(id_) and known.models.find(id_) is None]
    lines = [f"date = {on}", ""]
    for id_ in new:
        numbered = _NUMBERED.fullmatch(id_)
        row: dict[str, Any] = {"name": id_, "api": id_.partition("@")[0]}
        if numbered:
            row |= {"family": numbered[1], "version": numbered[2].replace("-", ".")}
        row |= {"note": "listed by Google; locations unknown", "source": SOURCE}
        # None of these values contains characters that TOML requires to be escaped.
        lines += [f'[models."{id_}"]', *(f'{key} = "{value}"' for key, value in row.items()), f"date = {on}", ""]
    store(find_published_path(), "\n".join(lines).encode())
    return new


def _spell_id(name: str, version: str) -> str:
    return name if version in _DEFAULTS or "@" in name else f"{name}@{version}"
