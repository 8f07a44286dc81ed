"""Patch settings files and remove the patches exactly; records are kept in the state directory.

Several commands can patch one file independently, each under its own owner name. The record has the original bytes of
the file and the patch of each owner, and removing the last patch restores the original.
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
# Owner of the patch with the variables of a profile.
PROFILE = "profile"

Pieces = tuple[Piece, ...]


class _State(NamedTuple):
    """The state of a settings file."""

    # File without patches, None for no file.
    original: bytes | None
    # Patches still in the file, by owner.
    pieces: dict[str, Pieces]


def write(change: Transaction, path: str, owner: str, pieces: Pieces) -> None:
    """Add to `change` the patch `pieces` in the settings file at `path`, replacing an earlier patch of `owner`.

    Raises DocumentError for an invalid settings file; nothing changes then.
    """
    record = _read_record(change, path)
    state = _read_state(change, path, record)
    if record and state.pieces.get(owner) == pieces == _list_recorded(record, owner):
        return  # rewriting could reorder the user's own additions
    _write_state(change, path, state._replace(pieces={**state.pieces, owner: pieces}))


def remove(change: Transaction, path: str, owner: str) -> bool:
    """Add to `change` the removal of the patch of `owner` from `path`, and tell whether there was one.

    A file without other changes gets its original bytes back. Raises DocumentError.
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
    """Return the settings in `path` without patches, and the patches by owner. Raises DocumentError."""
    state = _read_state(change, path, _read_record(change, path))
    _, text = _decode(path, state.original or b"")
    try:
        return (parse_object(text) if text.strip() else {}), state.pieces
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error


def _write_state(change: Transaction, path: str, wanted: _State) -> None:
    """Add to `change` the file with the wanted patches, in the order of their owners, and the record."""
    mark, text = _decode(path, wanted.original or b"")
    before: dict[str, tuple[Before, ...]] = {}
    try:
        for owner in sorted(wanted.pieces):
            text, before[owner] = put_pieces(text, wanted.pieces[owner])
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error
    new = mark + text.encode()
    if len(new) > LARGEST:
        raise DocumentError("would be larger than 2 MiB, which Claude Code does not read", where=shorten_path(path))
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
    """Return the file at `path` without the patches in `record`."""
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
    """Tell whether a patch of `owner` in the settings file at `path` is on record."""
    try:
        with open(_find_record(os.path.realpath(path)), "rb") as file:
            return owner in json.load(file)["pieces"]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def _list_recorded(record: Mapping[str, Any], owner: str) -> Pieces:
    """Return the patch of `owner` in `record`."""
    rows = record["pieces"].get(owner, ())
    return tuple(Piece(tuple(keys), value, item) for keys, value, item, *_ in rows)


def _read_record(change: Transaction, path: str) -> dict[str, Any] | None:
    """Return the record of patches in `path`, None if there is none or it is damaged."""
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
    """Return the byte order mark of `data` or b"", and the text. Raises DocumentError."""
    mark = _MARK if data.startswith(_MARK) else b""
    try:
        return mark, data.removeprefix(mark).decode()
    except UnicodeDecodeError as error:
        raise DocumentError("is not UTF-8", where=shorten_path(path)) from error


def _describe(error: Exception) -> str:
    return "is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _find_record(target: str) -> str:
    """Return the path of the record for the settings file with the real path `target`."""
    return os.path.join(find_state_directory(), "written", sha256(os.fsencode(target)).hexdigest()[:32] + ".json")
