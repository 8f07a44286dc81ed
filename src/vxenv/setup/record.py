"""What `setup` put into a home for a shell, so that it finds that again: one record a shell, beside consent.

The record changes together with the files that it speaks of, so that `undo` takes back both.
"""

import base64
import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.paths import find_state_directory

_VERSION = 1


class Put(NamedTuple):
    """A line that was put into an rc file."""

    path: str  # the file
    line: bytes
    added: bytes = b""  # what was added at the end of the file, "" if the line took the place of another
    replaced: bytes = b""  # the line that it took the place of
    made: bool = False  # whether there was no such file


class Made(NamedTuple):
    """A file of vxenv's own that setup wrote."""

    path: str
    after: bytes  # what it holds since then
    before: bytes | None = None  # what it held before, None for no file


class Record(NamedTuple):
    """What setup did for a shell."""

    shell: str
    constants: Mapping[str, str]  # the directories in the hook's text, as they were found then
    puts: tuple[Put, ...] = ()  # lines of rc files
    folders: tuple[str, ...] = ()  # directories that were made for those
    files: tuple[Made, ...] = ()  # profiles and settings


def locate_record(shell: str) -> str:
    """Return where the record of `shell` is."""
    return os.path.join(find_state_directory(), "setup", f"{shell}.json")


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
    """Return the record that `data` is, None for none, a damaged one, or another vxenv's."""
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
    """Return the record of `shell`, if there is one."""
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
    """Return `path` as it will still be right when the home has moved."""
    home = os.path.expanduser("~").rstrip("/")
    return "~" + path[len(home) :] if home and path.startswith(home + "/") else path


def _expand(path: Any) -> str:  # noqa: ANN401 - JSON
    if not isinstance(path, str) or not path.startswith(("~/", "/")) or "\0" in path:
        raise ValueError(path)
    return os.path.expanduser(path)
