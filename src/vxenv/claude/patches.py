"""Patch settings files and remove the patches exactly; records are kept in the state directory.

Several commands can patch one file independently, each under its own owner name. The record has the original bytes of
the file and the patch of each owner, and removing the last patch restores the original.

The variables of a profile are one patch with several holders: `export --write` and the editors whose Claude Code reads
the file. It stays until the last holder releases it. Files of editors may have comments.
"""

import base64
import json
import os
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, NamedTuple

from vxenv.claude.settings import LARGEST
from vxenv.errors import DocumentError
from vxenv.files.transaction import Transaction
from vxenv.paths import find_state_directory, shorten_path
from vxenv.text.json_comments import blank_all
from vxenv.text.json_edit import Before, Piece, drop_pieces, put_pieces
from vxenv.text.json_spans import parse_object

_MARK = b"\xef\xbb\xbf"
_VERSION = 2
# Owner of the patch with the variables of a profile; other holders than EXPORT follow the word, after spaces.
_PROFILE = "profile"
# Holder of that patch: `export --write`.
EXPORT = "export"

Pieces = tuple[Piece, ...]


class _State(NamedTuple):
    """The state of a settings file."""

    # File without patches, None for no file.
    original: bytes | None
    # Patches still in the file, by owner.
    pieces: dict[str, Pieces]


def hold_profile(change: Transaction, path: str, holder: str, pieces: Pieces, *, comments: bool = False) -> None:
    """Add to `change` the variables `pieces` in the file at `path` for `holder`, instead of those of other holders.

    Raises DocumentError for an invalid file; nothing changes then.
    """
    record = _read_record(change, path)
    old = _find_profile_owner(record["pieces"] if record else ())
    owner = _render_owner(frozenset({*_list_holders(old), holder}))
    if owner == old:
        write(change, path, owner, pieces, comments=comments)
        return
    state = _read_state(change, path, record, comments=comments)
    rest = {other: held for other, held in state.pieces.items() if other != old}
    _write_state(change, path, state._replace(pieces={**rest, owner: pieces}), comments=comments)


def release_profile(change: Transaction, path: str, holder: str, *, comments: bool = False) -> tuple[str, ...] | None:
    """Add to `change` the removal of the profile's variables from `path`, unless there are other holders.

    Returns:
        The other holders; None if `holder` is not one.

    """
    record = _read_record(change, path)
    old = _find_profile_owner(record["pieces"] if record else ())
    if holder not in _list_holders(old):
        return None
    others = frozenset(_list_holders(old)) - {holder}
    if not others:
        remove(change, path, old, comments=comments)
        return ()
    state = _read_state(change, path, record, comments=comments)
    pieces = {_render_owner(others) if owner == old else owner: held for owner, held in state.pieces.items()}
    _write_state(change, path, state._replace(pieces=pieces), comments=comments)
    return tuple(sorted(others))


def remove_profile(change: Transaction, path: str) -> bool:
    """Add to `change` the removal of the profile's variables for all holders, and tell whether there were any."""
    record = _read_record(change, path)
    owner = _find_profile_owner(record["pieces"] if record else ())
    return bool(owner) and remove(change, path, owner)


def _find_profile_owner(owners: Iterable[str]) -> str:
    """Return the owner of the profile's variables, "" for none."""
    return next((owner for owner in owners if owner.split(" ")[0] == _PROFILE), "")


def _list_holders(owner: str) -> tuple[str, ...]:
    """Return the holders in the name of the profile's `owner`, none for ""."""
    return () if not owner else tuple(owner.split(" ")[1:]) or (EXPORT,)


def _render_owner(holders: frozenset[str]) -> str:
    return _PROFILE if holders == {EXPORT} else " ".join((_PROFILE, *sorted(holders)))


def write(change: Transaction, path: str, owner: str, pieces: Pieces, *, comments: bool = False) -> None:
    """Add to `change` the patch `pieces` in the settings file at `path`, replacing an earlier patch of `owner`.

    Raises DocumentError for an invalid settings file; nothing changes then.
    """
    record = _read_record(change, path)
    state = _read_state(change, path, record, comments=comments)
    if record and state.pieces.get(owner) == pieces == _list_recorded(record, owner):
        return  # rewriting could reorder the user's own additions
    _write_state(change, path, state._replace(pieces={**state.pieces, owner: pieces}), comments=comments)


def remove(change: Transaction, path: str, owner: str, *, comments: bool = False) -> bool:
    """Add to `change` the removal of the patch of `owner` from `path`, and tell whether there was one.

    A file without other changes gets its original bytes back. Raises DocumentError.
    """
    record = _read_record(change, path)
    if record is None or owner not in record["pieces"]:
        return False
    state = _read_state(change, path, record, comments=comments)
    rest = {other: pieces for other, pieces in state.pieces.items() if other != owner and pieces}
    if rest:
        _write_state(change, path, state._replace(pieces=rest), comments=comments)
        return True
    if state.original is None:
        change.remove(change.find_target(path))
    else:
        change.write(path, state.original)
    change.remove(_find_record(change.find_target(path)))
    return True


def read_patches(
    change: Transaction, path: str, *, comments: bool = False
) -> tuple[dict[str, Any], dict[str, Pieces]]:
    """Return the settings in `path` without patches, and the patches by owner. Raises DocumentError."""
    state = _read_state(change, path, _read_record(change, path), comments=comments)
    _, text = _decode(path, state.original or b"")
    text = blank_all(text) if comments else text
    try:
        return (parse_object(text) if text.strip() else {}), state.pieces
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error


def _write_state(change: Transaction, path: str, wanted: _State, *, comments: bool) -> None:
    """Add to `change` the file with the wanted patches, in the order of their owners, and the record."""
    mark, text = _decode(path, wanted.original or b"")
    before: dict[str, tuple[Before, ...]] = {}
    try:
        for owner in sorted(wanted.pieces):
            text, before[owner] = put_pieces(text, wanted.pieces[owner], comments=comments)
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


def _read_state(change: Transaction, path: str, record: Mapping[str, Any] | None, *, comments: bool = False) -> _State:
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
            text, left[owner] = drop_pieces(text, _list_recorded(record, owner), before, comments=comments)
    except (ValueError, RecursionError) as error:
        raise DocumentError(_describe(error), where=shorten_path(path)) from error
    return _State(mark + text.encode(), left)


def has_profile(path: str) -> bool:
    """Tell whether a profile's variables in the settings file at `path` are on record."""
    try:
        with open(_find_record(os.path.realpath(path)), "rb") as file:
            return bool(_find_profile_owner(json.load(file)["pieces"]))
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
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
