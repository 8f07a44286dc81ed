"""Write an accepted version of a source, or remove a source, in one transaction that `undo` reverts."""

import contextlib
import os
from collections.abc import Mapping

from vxenv.errors import StoreError
from vxenv.files.digest import compute_sha256
from vxenv.files.journal import Content
from vxenv.files.transaction import Transaction
from vxenv.paths import shorten_path
from vxenv.profiles.names import NAME
from vxenv.profiles.source_files import (
    CATALOGUE,
    CHECKED,
    MANIFEST,
    PROFILES,
    RECORD,
    REMOVED,
    SINGLE_FILES,
    SUFFIX,
    find_digests_path,
    find_source_directory,
    find_values_path,
    list_source_names,
)
from vxenv.profiles.source_record import SourceRecord, find_source_place, render_record
from vxenv.sources.difference import Versions

_ADVISING = (CATALOGUE, MANIFEST)


def read_record_bytes(name: str) -> bytes:
    """Return the bytes of the record of the source `name`, none if there is none."""
    try:
        with open(find_source_place(name, RECORD), "rb") as file:
            return file.read()
    except OSError:
        return b""


def read_removed(name: str) -> dict[str, bytes]:
    """Return the last versions of the profiles that updates of the source `name` removed, by their name there."""
    folder = find_source_place(name, REMOVED)
    removed = {}
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        for file in sorted(os.listdir(folder)):
            base = file.removesuffix(SUFFIX)
            if file.endswith(SUFFIX) and NAME.fullmatch(base):
                with open(os.path.join(folder, file), "rb") as content:
                    removed[base] = content.read()
    return removed


def add_version(change: Transaction, record: SourceRecord, versions: Versions, accepted: bytes) -> None:
    """Add to `change` the new version of a source, with its `record`.

    `accepted` are the bytes of the record that the user saw. Raises StoreError if another process changed it since.
    """
    require_record(change, record.name, accepted)
    for path, data in versions.instead.items():
        change.write(path, data)
    wanted: dict[str, bytes | None] = dict.fromkeys(versions.old.files) | dict(versions.new.files)
    wanted |= dict.fromkeys(_place_removed(versions.removed)) | _place_removed(versions.list_removed())
    # A removed profile is at every moment in one of its two places.
    for file, content in sorted(wanted.items(), key=lambda item: item[1] is None):
        change.place(_find_place(record.name, file), None if content is None else Content(content))
    change.place(find_source_place(record.name, RECORD), Content(render_record(record)))
    _place_digests(change, record.name, versions.new.files)


def _place_digests(change: Transaction, name: str, files: Mapping[str, bytes]) -> None:
    """Add to `change` the digests of the files of all sources on which advice depends; `files` are those of `name`."""
    lines = []
    for source in sorted({*list_source_names(), name}):
        for file in _ADVISING:
            content = change.find(find_source_place(source, file))
            data = files.get(file) if source == name else content and content.data
            lines += [f"{source}/{file} {compute_sha256(data)}\n"] if data is not None else []
    change.place(find_digests_path(), Content("".join(lines).encode()) if lines else None)


def _place_removed(removed: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the last versions of profiles by their file in the source, given by name."""
    return {f"{REMOVED}/{name}{SUFFIX}": data for name, data in removed.items()}


def _find_place(name: str, file: str) -> str:
    """Return the path of a file of the source `name`. Raises StoreError for any that a source cannot have."""
    folder, _, base = file.rpartition("/")
    if file not in SINGLE_FILES and not (folder in (PROFILES, REMOVED) and NAME.fullmatch(base.removesuffix(SUFFIX))):
        raise StoreError(f"invalid file in source {name}: {file}", hint=f"vxenv source show {name}")
    return find_source_place(name, *file.split("/"))


def require_record(change: Transaction, name: str, accepted: bytes) -> None:
    """Check that the record of the source `name` still has the bytes `accepted`. Raises StoreError."""
    content = change.find(find_source_place(name, RECORD))
    if (content.data if content else b"") != accepted:
        place = shorten_path(find_source_directory(name))
        raise StoreError(f"{place} was changed by another process; try again", hint=f"vxenv source show {name}")


def add_record(change: Transaction, record: SourceRecord, accepted: bytes) -> None:
    """Add to `change` a new record of a source with the same version. Raises StoreError as `add_version`."""
    require_record(change, record.name, accepted)
    change.place(find_source_place(record.name, RECORD), Content(render_record(record)))


def add_removal(change: Transaction, name: str) -> None:
    """Add to `change` the removal of all files of the source `name`, and of the user's values for it."""
    change.remove(find_values_path(name))
    for folder in (PROFILES, REMOVED):
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            for file in sorted(os.listdir(find_source_place(name, folder))):
                if file.endswith(SUFFIX) and NAME.fullmatch(file.removesuffix(SUFFIX)):
                    change.remove(find_source_place(name, folder, file))
    for file in (*SINGLE_FILES, CHECKED, RECORD):
        change.remove(find_source_place(name, file))
    _place_digests(change, name, {})


def remove_empty_directories(name: str) -> None:
    """Remove the directories of the removed source `name`, unless they contain other files."""
    for parts in ((PROFILES,), (REMOVED,), ()):
        with contextlib.suppress(OSError):
            os.rmdir(find_source_place(name, *parts))
