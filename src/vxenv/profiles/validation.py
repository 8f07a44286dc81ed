"""Validate the text of a profile before it is written."""

from collections.abc import Mapping

from vxenv.errors import DocumentError, VxenvError, build_edit_hint
from vxenv.files.read_limited import LIMIT
from vxenv.paths import shorten_path
from vxenv.profiles.document import parse_document
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store, find_profile_path


def check_profile(
    name: str, new: bytes, old: bytes = b"", *, instead: Mapping[str, bytes] | None = None, place: str = ""
) -> None:
    """Raise DocumentError if the profile `name` would be invalid with the bytes `new`, which are in the file `place`.

    Errors outside the profile itself that `old` already had, such as a missing parent, are ignored.
    """
    try:
        _resolve(name, new, old, instead)
    except DocumentError as error:
        path = shorten_path(find_profile_path(name))
        try:
            _resolve(name, old, b"", instead)
        except DocumentError as before:
            if error.what == before.what:
                raise error from None  # the error is on that line of the existing file
        if not error.where.startswith(path):
            raise
        # The line is not in the profile's file, since the text is not written or is a draft.
        hint = "vxenv list" if error.hint == build_edit_hint(error.where) else error.hint
        if place:
            raise DocumentError(error.what, where=place + error.where.removeprefix(path), hint=hint) from error
        raise DocumentError(f"{name}: {error.what}", hint=hint) from error


def check_parents(name: str, data: bytes) -> None:
    """Raise DocumentError if a profile `name` with the text `data` would extend itself; ignore other errors."""
    try:
        resolve_stack([name], Store({find_profile_path(name): data}))
    except VxenvError as error:
        if "in a cycle" in error.what:
            raise


def _resolve(name: str, new: bytes, old: bytes, instead: Mapping[str, bytes] | None) -> None:
    path = find_profile_path(name)
    if len(new) > LIMIT:
        raise DocumentError(f"would be over {LIMIT // 1024} KiB", where=shorten_path(path), hint=f"vxenv show {name}")
    parse_document(new, name, path)
    try:
        resolve_stack([name], Store({**(instead or {}), path: new}))
    except VxenvError as error:
        try:
            resolve_stack([name], Store({path: old}))
        except VxenvError as before:
            if old and before.what == error.what:
                return
        raise
