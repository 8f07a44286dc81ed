"""The user's consent to directory files.

A record is a small file in the state directory whose name binds what it is about: for ``allow`` the real path and the
bytes of the directory file, for ``deny`` the real path. What it holds (the path, the digest) is compared when a plan
is made; from then on a shell checks consent by looking whether the file is there.

The real path is that of the directory, with the file's own name: a directory file that is a symlink is another file
than what it leads to. The digest also says whether there was a review. A file with variables that need the user's yes
counts only if they were shown for that; a record from before they were, or from when they counted as harmless, is not
enough.
"""

import contextlib
import os
import stat
from hashlib import sha256
from typing import NamedTuple

from vxenv.errors import DocumentError, StoreError
from vxenv.files.atomic import build_error, store, write_in_project
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_bytes, read_own_bytes
from vxenv.paths import DIRECTORY_FILE, find_state_directory, shorten_path
from vxenv.profiles.document import parse_document

_VERDICTS = ("allow", "deny")
_REVIEWED = b"reviewed 1\0"


class Record(NamedTuple):
    """What the user decided about a directory file."""

    # The file that holds the record.
    file: str
    # ``allow`` or ``deny``.
    verdict: str
    # The real path of the directory file.
    path: str
    # The digest of its bytes.
    digest: str


def _compute_digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def resolve_path(path: str) -> str:
    """Return the path that consent to the directory file at `path` is bound to."""
    return os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))


def _name_place(path: str) -> str:
    """Return what the name of each record of the directory file at `path` starts with."""
    # Half a digest tells paths apart, and every character of this name is looked at at each prompt.
    return _compute_digest(os.fsencode(resolve_path(path)))[:32]


def list_questions(path: str, data: bytes) -> tuple[str, ...]:
    """Return the variables in the directory file at `path`, holding `data`, that need the user's yes.

    None for a file that cannot be used: it sets nothing.
    """
    try:
        names = tuple(parse_document(data, DIRECTORY_FILE, path, directory=True).settings)
    except DocumentError:
        return ()
    if not names:
        return ()
    from vxenv.profiles.restrictions import is_consent_needed  # noqa: PLC0415 - a table that most files do without

    return tuple(filter(is_consent_needed, names))


def name_allow_record(path: str, data: bytes, *, reviewed: bool = False) -> str:
    """Return the record that allows the directory file at `path` while it holds `data`; `reviewed` as in `allow`."""
    return os.path.join(
        find_state_directory(), "allow", f"{_name_place(path)}-{_compute_digest(_REVIEWED * reviewed + data)}"
    )


def name_deny_record(path: str) -> str:
    """Return the record that denies the directory file at `path`, whatever it holds."""
    return os.path.join(find_state_directory(), "deny", _name_place(path))


def is_recorded(file: str, content: bytes) -> bool:
    """Tell whether `file` is a record that the user made, which holds `content`.

    That it is there is not enough: in a directory that others can write, they could create it, or rename another one.
    """
    with contextlib.suppress(OSError):
        if os.path.isfile(file) and not explain_distrust():
            make_private_directory(os.path.dirname(file))
            return read_own_bytes(file) == content
    return False


def explain_distrust() -> str:
    """Return why no record counts, "" if they do: the state directory must be the user's own, and no symlink."""
    for folder in (find_state_directory(), *(os.path.join(find_state_directory(), verdict) for verdict in _VERDICTS)):
        try:
            status = os.lstat(folder)
        except OSError:
            continue
        if stat.S_ISLNK(status.st_mode):
            return f"{shorten_path(folder)} is a symlink"
        if status.st_uid != os.geteuid():
            return f"{shorten_path(folder)} belongs to another user"
    return ""


def is_under_prefix(path: str, prefixes: tuple[str, ...]) -> bool:
    """Tell whether the real path of `path` is below one of `prefixes`, comparing whole components."""
    real = resolve_path(path)
    return any(prefix == os.sep or real.startswith(prefix.rstrip(os.sep) + os.sep) for prefix in prefixes)


def allow(path: str, data: bytes, *, reviewed: bool = False) -> None:
    """Record that the directory file at `path` may act while it holds `data`; forget what was said of it before.

    `reviewed` says that the user saw, and said yes to, each variable in it that needs that.
    """
    _replace(path, name_allow_record(path, data, reviewed=reviewed), render_record(path, data, reviewed=reviewed))


def write_allowed(path: str, data: bytes, *, reviewed: bool = False) -> None:
    """Write `data` to the directory file at `path`, which may act from the moment it is there.

    `reviewed` is as in `allow`. Raises StoreError, and RefusedError if a symlink leads out of the directory; nothing
    has changed then.
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
    with contextlib.suppress(StoreError):  # a record of other bytes allows nothing that is there
        _forget_others(path, record)


def deny(path: str) -> None:
    """Record that the directory file at `path` may not act; forget what was said of it before."""
    _replace(path, name_deny_record(path), render_record(path, b""))


def render_record(path: str, data: bytes, *, reviewed: bool = False) -> bytes:
    """Return what a record of the directory file at `path`, holding `data`, says; `reviewed` as in `allow`."""
    # The path comes last, to the end of the record: it may hold anything, a newline too.
    return _compute_digest(_REVIEWED * reviewed + data).encode() + b"\n" + os.fsencode(resolve_path(path))


def _replace(path: str, file: str, content: bytes) -> None:
    store(file, content)
    _forget_others(path, file)


def _forget_others(path: str, file: str) -> None:
    """Remove all records of the directory file at `path` but `file`. Raises StoreError."""
    for verdict in _VERDICTS:
        for other in _list_files(verdict):
            if os.path.basename(other).startswith(_name_place(path)) and other != file:
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
    folder = os.path.join(find_state_directory(), verdict)
    try:
        # A name with a dot in front is a temporary file of a writer that was killed.
        return [os.path.join(folder, name) for name in os.listdir(folder) if not name.startswith(".")]
    except (FileNotFoundError, NotADirectoryError):
        return []


def list_records() -> list[Record]:
    """Return all records, sorted by path. One that cannot be read, or is none, is passed over."""
    recorded = []
    for verdict in _VERDICTS:
        for file in _list_files(verdict):
            with contextlib.suppress(OSError, ValueError), open(file, "rb") as handle:
                digest, path = handle.read().split(b"\n", 1)
                recorded.append(Record(file, verdict, os.fsdecode(path), digest.decode()))
    return sorted(recorded, key=lambda record: (record.path, record.verdict))


def is_stale(record: Record) -> bool:
    """Tell whether `record` counts no more: the file is gone or, for one that allows, has changed."""
    if record.verdict == "deny":
        return not os.path.isfile(record.path)
    try:
        data = read_bytes(record.path, follow=False)
    except (OSError, ValueError, DocumentError):  # a FIFO there now is not waited for; junk may hold a NUL
        return True
    return not is_allowed_by(record.file, record.path, data)


def is_allowed_by(record: str, path: str, data: bytes) -> bool:
    """Tell whether `record`, a file that is there, allows the directory file at `path` while it holds `data`."""
    if record == name_allow_record(path, data, reviewed=True):
        return True
    return record == name_allow_record(path, data) and not list_questions(path, data)
