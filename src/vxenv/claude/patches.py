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
from vxenv.files.transaction import Transaction
from vxenv.paths import find_state_directory, shorten_path
from vxenv.text.json_edit import Before, Piece, drop_pieces, put_pieces
from vxenv.text.json_spans import parse_object

_MARK = b"\xef\xbb\xbf"
_VERSION = 2
# Who puts a profile's variables in.
PROFILE = "profile"

Pieces = tuple[Piece, ...]


class _State(NamedTuple):
    """A settings file."""

    # The file without what was put in, None for no file.
    original: bytes | None
    # What still was in it, by who put it in.
    pieces: dict[str, Pieces]


def write(change: Transaction, path: str, owner: str, pieces: Pieces) -> None:
    """Have `change` put `pieces` into the settings file at `path`, in place of what `owner` put there before.

    Raises DocumentError for a file that is no settings file; nothing changes then.
    """
    record = _read_record(change, path)
    state = _read_state(change, path, record)
    if record and state.pieces.get(owner) == pieces == _list_recorded(record, owner):
        return  # else what somebody wrote behind it would come to stand in front
    _write_state(change, path, state._replace(pieces={**state.pieces, owner: pieces}))


def remove(change: Transaction, path: str, owner: str) -> bool:
    """Have `change` take out what `owner` put into the settings file at `path`, and tell whether it had.

    Untouched since, the file is as it was. Raises DocumentError.
    """
    record = _read_record(change, path)
    if record is None or owner not in record["pieces"]:
        return False
    state = _read_state(change, path, record)
    rest = {other: pieces for other, pieces in state.pieces.items() if other != owner and pieces}
    if rest:
        _write_state(change, path, state._replace(pieces=rest))
        return True
    if state.original is None:
        change.remove(change.find_target(path))
    else:
        change.write(path, state.original)
    change.remove(_find_record(change.find_target(path)))
    return True


def read_patches(change: Transaction, path: str) -> tuple[dict[str, Any], dict[str, Pieces]]:
    """Return what the settings file at `path` says by itself, and what was put in. Raises DocumentError."""
    state = _read_state(change, path, _read_record(change, path))
    _, text = _decode(path, state.original or b"")
    try:
        return (parse_object(text) if text.strip() else {}), state.pieces
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error


def _write_state(change: Transaction, path: str, wanted: _State) -> None:
    """Have `change` write the file with all that is wanted in it, in an order of its own, and the record."""
    mark, text = _decode(path, wanted.original or b"")
    before: dict[str, tuple[Before, ...]] = {}
    try:
        for owner in sorted(wanted.pieces):
            text, before[owner] = put_pieces(text, wanted.pieces[owner])
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error
    new = mark + text.encode()
    if len(new) > LARGEST:
        raise DocumentError("would be over 2 MiB, which Claude Code does not read", where=shorten_path(path))
    record = {
        "version": _VERSION,
        "path": change.find_target(path),
        "original": None if wanted.original is None else base64.b64encode(wanted.original).decode(),
        "digest": sha256(new).hexdigest(),
        "pieces": {
            owner: [[*piece, *state] for piece, state in zip(wanted.pieces[owner], before[owner], strict=True)]
            for owner in sorted(wanted.pieces)
        },
    }
    change.write(path, new)
    change.write(_find_record(change.find_target(path)), json.dumps(record, indent=1).encode() + b"\n")


def _read_state(change: Transaction, path: str, record: Mapping[str, Any] | None) -> _State:
    """Return what is at `path` without what `record` says was put in."""
    data = change.read(path)
    if change.find(change.find_target(path)) is None:
        return _State(None, {})
    if record is None:
        return _State(data, {})
    if sha256(data).hexdigest() == record["digest"]:
        original = None if record["original"] is None else base64.b64decode(record["original"])
        return _State(original, {owner: _list_recorded(record, owner) for owner in record["pieces"]})
    mark, text = _decode(path, data)
    left: dict[str, Pieces] = {}
    try:
        for owner in sorted(record["pieces"], reverse=True):
            before = [Before(*row[3:]) for row in record["pieces"][owner]]
            text, left[owner] = drop_pieces(text, _list_recorded(record, owner), before)
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error
    return _State(mark + text.encode(), left)


def is_recorded(path: str, owner: str) -> bool:
    """Tell whether there is a record of what `owner` put into the settings file at `path`."""
    try:
        with open(_find_record(os.path.realpath(path)), "rb") as file:
            return owner in json.load(file)["pieces"]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _list_recorded(record: Mapping[str, Any], owner: str) -> Pieces:
    """Return what `owner` put in."""
    rows = record["pieces"].get(owner, ())
    return tuple(Piece(tuple(keys), value, item) for keys, value, item, *_ in rows)


def _read_record(change: Transaction, path: str) -> dict[str, Any] | None:
    """Return what was put into `path`, None if nothing was or that is damaged."""
    try:
        record = json.loads(change.read(_find_record(change.find_target(path))) or b"null")
        is_whole = record["version"] == _VERSION and {"original", "digest", "pieces"} <= record.keys()
        base64.b64decode(record["original"] or "")
        for owner in record["pieces"] if is_whole else ():
            for keys, _value, _item, made, replaced in record["pieces"][owner]:
                is_whole &= isinstance(keys, list) and type(made) is int and isinstance(replaced, str | None)
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return dict(record) if is_whole else None


def _decode(path: str, data: bytes) -> tuple[bytes, str]:
    """Return the byte order mark of `data`, if it has one, and the text. Raises DocumentError."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        return mark, data.removeprefix(mark).decode()
    except UnicodeDecodeError as error:
        raise DocumentError("is not UTF-8", where=shorten_path(path)) from error


def _describe(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _find_record(target: str) -> str:
    """Return the file that holds the record of the settings file whose real path is `target`."""
    return os.path.join(find_state_directory(), "written", sha256(os.fsencode(target)).hexdigest()[:32] + ".json")
