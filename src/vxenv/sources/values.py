"""The user's values for the keys that a source requires."""

from collections.abc import Mapping
from typing import Any

from vxenv.errors import DocumentError, UsageError
from vxenv.files.read_limited import read_bytes
from vxenv.paths import shorten_path
from vxenv.profiles.keys import find_value
from vxenv.profiles.source_files import SourceManifest, find_values_path, has_source
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key
from vxenv.text.toml_read import parse_toml


def list_missing(manifest: SourceManifest, data: bytes, path: str) -> tuple[str, ...]:
    """Return the required keys that the user's values, the file `path` with the bytes `data`, lack."""
    table = parse_toml(data, path)[0] if manifest.required else {}
    return tuple(key for key in manifest.required if find_value(table, split_key(key)) is None)


def edit_values(source: str, manifest: SourceManifest, values: Mapping[Key, Any]) -> bytes:
    """Return the contents of the file of the user's values for `source` with `values` added.

    Raises UsageError for a key that the source does not require, and DocumentError.
    """
    needless = [".".join(key) for key in values if ".".join(key) not in manifest.required]
    if needless:
        hint = f"vxenv source show {source}" if has_source(source) else "vxenv source add --help"
        raise UsageError(f'source "{source}" does not require {", ".join(needless)}', hint=hint)
    path = find_values_path(source)
    return edit_toml(read_values(path), path, values)


def read_values(path: str) -> bytes:
    """Return the user's values for required keys, none if there are none. Raises DocumentError."""
    try:
        return read_bytes(path)
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise DocumentError(f"cannot be read: {error.strerror}", where=shorten_path(path)) from error


def split_key(key: str) -> Key:
    """Return the parts of a required key, such as ``vertex.project``."""
    table, _, field = key.partition(".")
    return table, field
