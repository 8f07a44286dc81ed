"""The user's trust in directory files.

A record is a small file in the state directory. Its name is derived from the real path and the contents of the
directory file for ``allow``, and from the real path for ``deny``. Its contents (path and digest) are compared when a
plan is made; afterwards a shell only checks that the record exists.

The real path is the real directory plus the file's own name, so a symlink differs from its target. The digest also
tells whether the user reviewed the file. A file with variables that require confirmation needs a reviewed record; a
record without review, for example from a version that classed the variables as harmless, does not allow it.

A file in a linked git worktree needs no record of its own if the main checkout's does; see `directory_file`.
"""

import contextlib
import os
import stat
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from vxenv.errors import DocumentError, StoreError
from vxenv.files.atomic import build_error, store, write_in_project
from vxenv.files.digest import compute_sha256
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_bytes, read_own_bytes
from vxenv.paths import DIRECTORY_FILE, find_state_directory, shorten_path
from vxenv.profiles.document import parse_document

_VERDICTS = ("allow", "deny")
_REVIEWED = b"reviewed 1\0"


class Record(NamedTuple):
    """The user's decision about a directory file."""

    # The path of the record.
    file: str
    # ``allow`` or ``deny``.
    verdict: str
    # The real path of the directory file.
    path: str
    # The digest of its contents.
    digest: str


def resolve_path(path: str) -> str:
    """Return the real path of the directory file at `path`, to which trust is bound."""
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def _name_place(path: str) -> str:
    """Return the common prefix of the names of records for the directory file at `path`."""
    return _name_real_place(resolve_path(path))


def _name_real_place(real: str) -> str:
    """Return the common prefix of the names of records for the directory file at the real path `real`."""
    # Half a digest identifies the path, and a shorter name costs less at each prompt.
    return compute_sha256(os.fsencode(real))[:32]


def list_questions(path: str, data: bytes) -> tuple[str, ...]:
    """Return the variables that require confirmation in the directory file at `path` with contents `data`.

    Empty for an invalid file, which sets nothing.
    """
    try:
        names = tuple(parse_document(data, DIRECTORY_FILE, path, directory=True).settings)
    except DocumentError:
        return ()
    if not names:
        return ()
    from vxenv.profiles.restrictions import is_consent_needed  # noqa: PLC0415 - not needed for most files

    return tuple(filter(is_consent_needed, names))


def name_allow_record(path: str, data: bytes, *, reviewed: bool = False) -> str:
    """Return the path of the record that allows `data` in the directory file at `path`; `reviewed` as in `allow`."""
    return _name_allow_record(_name_place(path), data, reviewed=reviewed)


def _name_allow_record(place: str, data: bytes, *, reviewed: bool) -> str:
    return os.path.join(find_state_directory(), "allow", f"{place}-{compute_sha256(_REVIEWED * reviewed + data)}")


def list_allow_records(real: str, data: bytes) -> tuple[str, str]:
    """Return the paths of the records that would allow `data` in the directory file at the real path `real`.

    Unlike in `name_allow_record`, `real` is not looked at, so it may come from an untrusted file.
    """
    place = _name_real_place(real)
    return _name_allow_record(place, data, reviewed=False), _name_allow_record(place, data, reviewed=True)


def name_deny_record(path: str) -> str:
    """Return the path of the record that denies the directory file at `path` with any contents."""
    return os.path.join(find_state_directory(), "deny", _name_place(path))


def is_recorded(file: str, content: bytes) -> bool:
    """Return True if `file` is a record of the user's with the contents `content`.

    Its existence is not enough: in a directory that other users can write to, they could create or rename records.
    """
    with contextlib.suppress(OSError):
        if os.path.isfile(file) and not explain_distrust():
            make_private_directory(os.path.dirname(file))
            return read_own_bytes(file) == content
    return False


def explain_distrust() -> str:
    """Return the reason why records do not count, or "": the state directory is a symlink or another user's."""
    for folder in (find_state_directory(), *(os.path.join(find_state_directory(), verdict) for verdict in _VERDICTS)):
        try:
            status = os.lstat(folder)
        except OSError:
            continue
        if stat.S_ISLNK(status.st_mode):
            return f"{shorten_path(folder)} is a symlink"
        if status.st_uid != os.geteuid():
            return f"{shorten_path(folder)} is owned by another user"
    return ""


def is_under_prefix(path: str, prefixes: tuple[str, ...]) -> bool:
    """Return True if the real path of `path` is below one of `prefixes`, comparing whole components."""
    return is_real_under_prefix(resolve_path(path), prefixes)


def is_real_under_prefix(real: str, prefixes: tuple[str, ...]) -> bool:
    """Return True if the real path `real` is below one of `prefixes`; it is not looked at."""
    return any(prefix == os.sep or real.startswith(prefix.rstrip(os.sep) + os.sep) for prefix in prefixes)


def allow(path: str, data: bytes, *, reviewed: bool = False) -> None:
    """Allow `data` in the directory file at `path`, and remove earlier records for it.

    `reviewed` is True if the user confirmed each variable that requires it.
    """
    _replace(path, name_allow_record(path, data, reviewed=reviewed), render_record(path, data, reviewed=reviewed))


def write_allowed(path: str, data: bytes, *, reviewed: bool = False) -> None:
    """Write `data` to the directory file at `path`, allowing it first.

    `reviewed` is as in `allow`. Raises StoreError, and RefusedError if a symlink leads out of the directory; in both
    cases nothing is changed.
    """
    record = name_allow_record(path, data, reviewed=reviewed)
    before = os.path.lexists(record)
    store(record, render_record(path, data, reviewed=reviewed))
    try:
        write_in_project(path, data, os.path.dirname(path))
    except BaseException:
        if not before:
            with contextlib.suppress(StoreError):
                _remove(record)
        raise
    with contextlib.suppress(StoreError):  # remaining records are for other contents
        _forget_others(path, record)


def deny(path: str) -> None:
    """Deny the directory file at `path`, and remove earlier records for it."""
    _replace(path, name_deny_record(path), render_record(path, b""))


def render_record(path: str, data: bytes, *, reviewed: bool = False) -> bytes:
    """Return the contents of the record for `data` in the directory file at `path`; `reviewed` as in `allow`."""
    # The path comes last, since it may contain newlines.
    return compute_sha256(_REVIEWED * reviewed + data).encode() + b"\n" + os.fsencode(resolve_path(path))


def _replace(path: str, file: str, content: bytes) -> None:
    store(file, content)
    _forget_others(path, file)


def _forget_others(path: str, file: str) -> None:
    """Remove all records for the directory file at `path` except `file`. Raises StoreError."""
    place = _name_place(path)
    for verdict in _VERDICTS:
        prefix = os.path.join(find_state_directory(), verdict, place)
        for other in _list_files(verdict):
            if other.startswith(prefix) and other != file:
                _remove(other)


def remove_record(record: Record) -> None:
    """Remove `record`. Raises StoreError."""
    _remove(record.file)


def _remove(file: str) -> None:
    try:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(file)
    except OSError as error:
        raise build_error(file, error, "remove") from error


def _list_files(verdict: str) -> list[str]:
    folder = os.path.join(find_state_directory(), verdict, "")
    try:
        # Names starting with a dot are temporary files of interrupted writes.
        return [folder + name for name in os.listdir(folder) if not name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []


def list_records() -> list[Record]:
    """Return all records, sorted by path; unreadable and malformed ones are skipped."""
    recorded = (record for verdict in _VERDICTS for record in _read_records(verdict, _list_files(verdict)))
    return sorted(recorded, key=lambda record: (record.path, record.verdict))


def list_record_groups() -> Iterator[Iterator[Record]]:
    """Yield the allow records by the contents that they allow, then each deny record; they are read on demand.

    Unreadable and malformed ones are skipped.
    """
    groups: dict[str, list[str]] = {}
    for file in _list_files("allow"):
        groups.setdefault(file.rpartition("-")[2], []).append(file)
    for files in groups.values():
        yield _read_records("allow", files)
    for file in _list_files("deny"):
        yield _read_records("deny", [file])


def _read_records(verdict: str, files: Iterable[str]) -> Iterator[Record]:
    for file in files:
        try:
            with open(file, "rb") as handle:
                digest, path = handle.read().split(b"\n", 1)
            record = Record(file, verdict, os.fsdecode(path), digest.decode())
        except (OSError, ValueError):
            continue
        yield record


def is_stale(record: Record) -> bool:
    """Return True if the file of `record` is missing or, for an allow record, has changed."""
    if record.verdict == "deny":
        return not os.path.isfile(record.path)
    try:
        data = read_bytes(record.path, follow=False)
    except (OSError, ValueError, DocumentError):  # opening a FIFO would block; a damaged path may contain a NUL
        return True
    return not is_allowed_by(record.file, record.path, data)


def has_contents(record: Record, data: bytes) -> bool:
    """Return True if `record` allows `data` according to its name, in any file and reviewed or not."""
    digests = (compute_sha256(data), compute_sha256(_REVIEWED + data))
    return record.verdict == "allow" and record.file.endswith(digests)


def is_allowed_by(record: str, path: str, data: bytes) -> bool:
    """Return True if the existing `record` allows `data` in the directory file at `path`."""
    if record == name_allow_record(path, data, reviewed=True):
        return True
    return record == name_allow_record(path, data) and not list_questions(path, data)
