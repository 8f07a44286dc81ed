"""Read the JSON Schemas of vxenv's files, and write their addresses into new files. tools/schemas.py makes them."""

import json
from typing import Final

from vxenv.assets import read_asset
from vxenv.config import read_config

PROFILE, DIRECTORY = "profile", "directory"
KINDS: Final = (PROFILE, DIRECTORY, "config", "policy", "catalogue")
# Begins the comment that Taplo and Tombi, the language servers for TOML, read.
_PREFIX: Final = "#:schema "
# A byte order mark must stay first, and these servers refuse it.
_MARK: Final = b"\xef\xbb\xbf"


def read_schema(kind: str) -> str:
    """Return the schema of the files of `kind`. Raises StoreError."""
    return read_asset("schemas", f"{kind}.schema.json")


def add_schema_line(data: bytes, kind: str) -> bytes:
    """Return `data`, a new file of `kind`, after the address of its schema if config.toml enables `schema_line`.

    Raises DocumentError and StoreError.
    """
    if not read_config().schema_line or data.startswith((_PREFIX.encode(), _MARK)):
        return data
    address = json.loads(read_schema(kind))["$id"]
    return f"{_PREFIX}{address}\n\n".encode() + data
