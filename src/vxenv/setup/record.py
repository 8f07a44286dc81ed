"""The records of the changes that `setup` made, one per shell, needed to remove them.

A record changes in the same transaction as the files that it lists, so that `undo` reverts both.
"""

import base64
import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.setup.setup_paths import locate_record

_VERSION = 1


class Put(NamedTuple):
    """A line that was added to an rc file."""

    path: str  # the file
    line: bytes
    added: bytes = b""  # the bytes added at the end of the file, "" if the line replaced another
    replaced: bytes = b""  # the line that it replaced
    made: bool = False  # whether setup created the file


class Made(NamedTuple):
    """Another file that setup wrote."""

    path: str
    after: bytes  # the contents written by setup
    before: bytes | None = None  # the previous contents, None for a new file


class Record(NamedTuple):
    """The changes that setup made for a shell."""

    shell: str
    constants: Mapping[str, str]  # the directories in the text of the hook
    puts: tuple[Put, ...] = ()  # lines in rc files
    folders: tuple[str, ...] = ()  # directories created for rc files
    files: tuple[Made, ...] = ()  # profiles, settings and config


def pack_record(record: Record) -> bytes:
    """Return the bytes of a record."""
    fields = {
        "version": _VERSION,
        "shell": record.shell,
        "constants": {name: _shorten(path) for name, path in record.constants.items()},
        "puts": [[_shorten(one.path), *map(_encode, one[1:4]), one.made] for one in record.puts],
        "folders": [_shorten(path) for path in record.folders],
        "files": [[_shorten(one.path), _encode(one.after), _encode(one.before)] for one in record.files],
    }
    return json.dumps(fields, indent=1).encode() + b"\n"


def unpack_record(data: bytes) -> Record | None:
    """Return the record in `data`, None if it is damaged or from another version."""
    try:
        fields = json.loads(data)
        if fields["version"] != _VERSION:
            return None
        return Record(
            str(fields["shell"]),
            {str(name): _expand(path) for name, path in fields["constants"].items()},
            tuple(
                Put(_expand(path), _decode(line), _decode(added), _decode(replaced), made is True)
                for path, line, added, replaced, made in fields["puts"]
            ),
            tuple(_expand(path) for path in fields["folders"]),
            tuple(
                Made(_expand(path), _decode(after), None if before is None else _decode(before))
                for path, after, before in fields["files"]
            ),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def read_record(shell: str) -> Record | None:
    """Return the record of `shell`, None if missing or invalid."""
    try:
        with open(locate_record(shell), "rb") as file:
            return unpack_record(file.read())
    except OSError:
        return None


def _encode(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _decode(text: Any) -> bytes:  # noqa: ANN401 - JSON
    return base64.b64decode(text, validate=True)


def _shorten(path: str) -> str:
    """Return `path` with ``~`` for the home, to remain valid if the home moves."""
    home = os.path.expanduser("~").rstrip("/")
    return "~" + path[len(home) :] if home and path.startswith(home + "/") else path


def _expand(path: Any) -> str:  # noqa: ANN401 - JSON
    if not isinstance(path, str) or not path.startswith(("~/", "/")) or "\0" in path:
        raise ValueError(path)
    return os.path.expanduser(path)
