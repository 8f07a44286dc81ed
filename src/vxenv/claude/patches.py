"""Putting things into a settings file, and taking them out again: what was put in is on record beside consent.

Several commands put something into one file, each under a name of its own, and none minds the others: the record has
the file's bytes without any of it, and what each put in. So whoever goes last leaves the file as it was.
"""

import base64
import json
import os
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from vxenv.claude.settings import LARGEST
from vxenv.errors import DocumentError
from vxenv.files.transaction import Change
from vxenv.paths import shown, state_dir
from vxenv.text.json_edit import Before, Piece, drop, put
from vxenv.text.json_spans import document

_MARK = b"\xef\xbb\xbf"
_VERSION = 2
# Who puts a profile's variables in.
PROFILE = "profile"

Pieces = tuple[Piece, ...]


class Found(NamedTuple):
    """A settings file without what was put in, None for no file, and what still was in it, by who put it in."""

    start: bytes | None
    pieces: dict[str, Pieces]


def write(change: Change, path: str, owner: str, pieces: Pieces) -> None:
    """Have `change` put `pieces` into the settings file at `path`, in place of what `owner` put there before.

    Raises DocumentError for a file that is no settings file; nothing changes then.
    """
    record = _record(change, path)
    found = _found(change, path, record)
    if record and found.pieces.get(owner) == pieces == _put_in(record, owner):
        return  # else what somebody wrote behind it would come to stand in front
    _lay(change, path, found._replace(pieces={**found.pieces, owner: pieces}))


def remove(change: Change, path: str, owner: str) -> bool:
    """Have `change` take out what `owner` put into the settings file at `path`, and tell whether it had.

    Untouched since, the file is as it was. Raises DocumentError.
    """
    record = _record(change, path)
    if record is None or owner not in record["pieces"]:
        return False
    found = _found(change, path, record)
    rest = {other: pieces for other, pieces in found.pieces.items() if other != owner and pieces}
    if rest:
        _lay(change, path, found._replace(pieces=rest))
        return True
    if found.start is None:
        change.remove(change.target(path))
    else:
        change.write(path, found.start)
    change.remove(_place(change.target(path)))
    return True


def found(change: Change, path: str) -> tuple[dict[str, Any], dict[str, Pieces]]:
    """Return what the settings file at `path` says by itself, and what was put in. Raises DocumentError."""
    there = _found(change, path, _record(change, path))
    _, text = _text(path, there.start or b"")
    try:
        return (document(text) if text.strip() else {}), there.pieces
    except (ValueError, RecursionError) as error:
        raise DocumentError(_why(error), where=shown(path)) from error


def _lay(change: Change, path: str, wanted: Found) -> None:
    """Have `change` write the file with all that is wanted in it, in an order of its own, and the record."""
    mark, text = _text(path, wanted.start or b"")
    before: dict[str, tuple[Before, ...]] = {}
    try:
        for owner in sorted(wanted.pieces):
            text, before[owner] = put(text, wanted.pieces[owner])
    except (ValueError, RecursionError) as error:
        raise DocumentError(_why(error), where=shown(path)) from error
    new = mark + text.encode()
    if len(new) > LARGEST:
        raise DocumentError("would be over 2 MiB, which Claude Code does not read", where=shown(path))
    kept = {
        "version": _VERSION,
        "path": change.target(path),
        "original": None if wanted.start is None else base64.b64encode(wanted.start).decode(),
        "digest": sha256(new).hexdigest(),
        "pieces": {
            owner: [[*piece, *one] for piece, one in zip(wanted.pieces[owner], before[owner], strict=True)]
            for owner in sorted(wanted.pieces)
        },
    }
    change.write(path, new)
    change.write(_place(change.target(path)), json.dumps(kept, indent=1).encode() + b"\n")


def _found(change: Change, path: str, record: Mapping[str, Any] | None) -> Found:
    """Return what is at `path` without what `record` says was put in."""
    data = change.read(path)
    if change.find(change.target(path)) is None:
        return Found(None, {})
    if record is None:
        return Found(data, {})
    if sha256(data).hexdigest() == record["digest"]:
        original = record["original"]
        start = None if original is None else base64.b64decode(original)
        return Found(start, {owner: _put_in(record, owner) for owner in record["pieces"]})
    mark, text = _text(path, data)
    there: dict[str, Pieces] = {}
    try:
        for owner in sorted(record["pieces"], reverse=True):
            before = [Before(*row[3:]) for row in record["pieces"][owner]]
            text, there[owner] = drop(text, _put_in(record, owner), before)
    except (ValueError, RecursionError) as error:
        raise DocumentError(_why(error), where=shown(path)) from error
    return Found(mark + text.encode(), there)


def was_written(path: str, owner: str) -> bool:
    """Tell whether there is a record of what `owner` put into the settings file at `path`."""
    try:
        with open(_place(os.path.realpath(path)), "rb") as file:
            return owner in json.load(file)["pieces"]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _put_in(record: Mapping[str, Any], owner: str) -> Pieces:
    """Return what `owner` put in."""
    rows = record["pieces"].get(owner, ())
    return tuple(Piece(tuple(keys), value, item) for keys, value, item, *_ in rows)


def _record(change: Change, path: str) -> dict[str, Any] | None:
    """Return what was put into `path`, None if nothing was or that is damaged."""
    try:
        found = json.loads(change.read(_place(change.target(path))) or b"null")
        whole = found["version"] == _VERSION and {"original", "digest", "pieces"} <= found.keys()
        base64.b64decode(found["original"] or "")
        for owner in found["pieces"] if whole else ():
            for keys, _value, _item, made, replaced in found["pieces"][owner]:
                whole = whole and isinstance(keys, list) and type(made) is int and isinstance(replaced, str | None)
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


def _place(target: str) -> str:
    """Return the file that holds the record of the settings file whose real path is `target`."""
    return os.path.join(state_dir(), "written", sha256(os.fsencode(target)).hexdigest()[:32] + ".json")
