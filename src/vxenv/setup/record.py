"""What `setup` put into a home for a shell, so that it finds that again: one record a shell, beside consent.

The record changes together with the files that it speaks of, so that `undo` takes back both.
"""

import base64
import json
import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.paths import state_dir

_VERSION = 1


class Put(NamedTuple):
    """What was put into the file at `path`: `added` at its end, or `line` in place of the line `replaced`.

    `made` says that there was no such file.
    """

    path: str
    line: bytes
    added: bytes = b""
    replaced: bytes = b""
    made: bool = False


class Made(NamedTuple):
    """A file of vxenv's own that setup wrote: its bytes then, and those before, None for no file."""

    path: str
    after: bytes
    before: bytes | None = None


class Record(NamedTuple):
    """What is in for a shell: lines, directories that were made for them, profiles and settings.

    `constants` are the directories that the hook was told, as they were found then.
    """

    shell: str
    constants: Mapping[str, str]
    puts: tuple[Put, ...] = ()
    folders: tuple[str, ...] = ()
    files: tuple[Made, ...] = ()


def record_place(shell: str) -> str:
    """Return where the record of `shell` is."""
    return os.path.join(state_dir(), "setup", f"{shell}.json")


def packed(record: Record) -> bytes:
    """Return the bytes of a record."""
    fields = {
        "version": _VERSION,
        "shell": record.shell,
        "constants": {name: _short(path) for name, path in record.constants.items()},
        "puts": [[_short(one.path), *map(_b64, one[1:4]), one.made] for one in record.puts],
        "folders": [_short(path) for path in record.folders],
        "files": [[_short(one.path), _b64(one.after), _b64(one.before)] for one in record.files],
    }
    return json.dumps(fields, indent=1).encode() + b"\n"


def unpacked(data: bytes) -> Record | None:
    """Return the record that `data` is, None for none, a damaged one, or another vxenv's."""
    try:
        found = json.loads(data)
        if found["version"] != _VERSION:
            return None
        return Record(
            str(found["shell"]),
            {str(name): _long(path) for name, path in found["constants"].items()},
            tuple(
                Put(_long(path), _bytes(line), _bytes(added), _bytes(replaced), made is True)
                for path, line, added, replaced, made in found["puts"]
            ),
            tuple(_long(path) for path in found["folders"]),
            tuple(
                Made(_long(path), _bytes(after), None if before is None else _bytes(before))
                for path, after, before in found["files"]
            ),
        )
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def read_record(shell: str) -> Record | None:
    """Return the record of `shell`, if there is one."""
    try:
        with open(record_place(shell), "rb") as file:
            return unpacked(file.read())
    except OSError:
        return None


def _b64(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _bytes(text: Any) -> bytes:  # noqa: ANN401 - JSON
    return base64.b64decode(text, validate=True)


def _short(path: str) -> str:
    """Return `path` as it will still be right when the home has moved."""
    home = os.path.expanduser("~").rstrip("/")
    return "~" + path[len(home) :] if home and path.startswith(home + "/") else path


def _long(path: Any) -> str:  # noqa: ANN401 - JSON
    if not isinstance(path, str) or not path.startswith(("~/", "/")) or "\0" in path:
        raise ValueError(path)
    return os.path.expanduser(path)
