"""Putting a profile into a settings file, and taking it out again: what was put in is on record beside consent."""

import base64
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from vxenv.claude.editing import Before, drop, put
from vxenv.errors import DocumentError, RefusedError
from vxenv.paths import shown, state_dir
from vxenv.profiles.changes import Change

_MARK = b"\xef\xbb\xbf"
_VERSION = 1


def write(change: Change, path: str, values: Mapping[str, str]) -> None:
    """Have `change` put `values` into the settings file at `path`, in place of what was put there before.

    Raises DocumentError for a file that is no settings file; nothing changes then.
    """
    record = _record(change, path)
    data = change.read(path)
    start = data if change.find(os.path.realpath(path)) else None
    if record and start is not None:
        start = _removed(path, data, record)
    mark, text = _text(path, start or b"")
    try:
        after, before = put(text, values)
    except (ValueError, RecursionError) as error:
        raise DocumentError(_why(error), where=shown(path)) from error
    new = mark + after.encode()
    kept = {
        "version": _VERSION,
        "path": os.path.realpath(path),
        "original": None if start is None else base64.b64encode(start).decode(),
        "digest": sha256(new).hexdigest(),
        "values": dict(values),
        "env": before.env,
        "replaced": dict(before.values),
    }
    change.write(path, new)
    change.write(_place(path), json.dumps(kept, indent=1).encode() + b"\n")


def remove(change: Change, path: str) -> None:
    """Have `change` take out of the settings file at `path` what was put in; untouched since, it is as it was.

    Raises RefusedError if nothing was put in, and DocumentError.
    """
    record = _record(change, path)
    if record is None:
        raise RefusedError(
            f"nothing was put into {shown(path)}", hint="vxenv export NAME --format claude-settings --write FILE"
        )
    start = _removed(path, change.read(path), record)
    if start is None:
        change.remove(os.path.realpath(path))
    else:
        change.write(path, start)
    change.remove(_place(path))


def _removed(path: str, data: bytes, record: Mapping[str, Any]) -> bytes | None:
    """Return what is at `path` without what `record` says was put in; None for no file."""
    if _untouched(data, record):
        original = record["original"]
        return None if original is None else base64.b64decode(original)
    mark, text = _text(path, data)
    try:
        return mark + drop(text, record["values"], Before(record["env"], record["replaced"])).encode()
    except (ValueError, RecursionError) as error:
        raise DocumentError(_why(error), where=shown(path)) from error


def _untouched(data: bytes, record: Mapping[str, Any]) -> bool:
    return bool(sha256(data).hexdigest() == record["digest"])


def _record(change: Change, path: str) -> dict[str, Any] | None:
    """Return what was put into `path`, None if nothing was or that is damaged."""
    try:
        found = json.loads(change.read(_place(path)) or b"null")
        whole = found["version"] == _VERSION and {"original", "digest", "values", "env", "replaced"} <= found.keys()
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return dict(found) if whole else None


def _text(path: str, data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of `data`, if it has one, and the text. Raises DocumentError."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        return mark, data.removeprefix(mark).decode()
    except UnicodeDecodeError as error:
        raise DocumentError("is not UTF-8", where=shown(path)) from error


def _why(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _place(path: str) -> str:
    return os.path.join(state_dir(), "written", sha256(os.fsencode(os.path.realpath(path))).hexdigest()[:32] + ".json")
