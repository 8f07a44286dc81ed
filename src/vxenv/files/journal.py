"""History of changes to the store, used to undo them.

Each change is a file in ``history/`` of the state directory: ``NUMBER.json``, or ``NUMBER.undone`` once it is undone.
``pending.json`` is a change in progress; if its writer died, the next writer rolls it back.

Paths are stored relative to vxenv's directories or the home, so that in a copy of a home, `undo` changes the copy. Any
other path is valid only in the home where it was recorded.
"""

import base64
import contextlib
import json
import os
import re
import time
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from vxenv.errors import StoreError
from vxenv.files.atomic import PRIVATE_FILE, build_error, is_temporary, store
from vxenv.paths import find_config_directory, find_state_directory

KEPT = 50
_VERSION = 1
_ALL_RIGHTS = 0o7777
_LATEST = 1 << 33  # seconds; a later time is invalid
_DONE, _UNDONE, _PENDING = ".json", ".undone", "pending.json"
_ENDS = re.compile(r"[0-9]{8,}\.(?:json|undone)")


class Content(NamedTuple):
    """Content of a path."""

    # The bytes of a file, or the target of a symlink.
    data: bytes
    # The permissions.
    mode: int = PRIVATE_FILE
    # Whether it is a symlink.
    link: bool = False


class FileChange(NamedTuple):
    """Change to a file."""

    # The file.
    path: str
    # The content before, None if the file did not exist.
    before: Content | None
    # The content afterwards, None if the file is removed.
    after: Content | None
    # The temporary file that is written first.
    waiting: str = ""
    # Whether it was recorded in another home, or in an unknown one.
    foreign: bool = False


class Entry(NamedTuple):
    """Change in the history."""

    # The number, from 1.
    number: int
    # The command that made the change.
    what: str
    # The time, in seconds since 1970.
    when: float
    # The changed files, in order.
    files: tuple[FileChange, ...]
    # The number of the entry that it undoes or redoes, 0 for none.
    settles: int
    # The history file that exists once the change is complete.
    ends: str
    # The process ID of the writer.
    writer: int


def _find_place(name: str) -> str:
    return os.path.join(find_state_directory(), "history", name)


def _list_numbers(suffix: str) -> list[int]:
    try:
        names = os.listdir(_find_place(""))
    except (FileNotFoundError, NotADirectoryError):
        return []
    stems = (name.removesuffix(suffix) for name in names if name.endswith(suffix))
    return sorted(int(stem) for stem in stems if stem.isascii() and stem.isdigit())


def list_done() -> list[Entry]:
    """Return the changes that can be undone, the newest first. An unreadable one ends the list."""
    return _read_entries(reversed(_list_numbers(_DONE)), _DONE)


def list_undone() -> list[Entry]:
    """Return the changes undone since the last new one, the next to redo first."""
    return _read_entries(_list_numbers(_UNDONE), _UNDONE)


def _read_entries(numbers: Iterable[int], suffix: str) -> list[Entry]:
    entries = []
    for number in numbers:
        entry = _read(f"{number:08}{suffix}")
        if entry is None:
            break
        entries.append(entry)
    return entries


def begin(what: str, files: tuple[FileChange, ...], settles: int) -> Entry:
    """Record a change before it is made, and return it. Raises StoreError."""
    number = max([*_list_numbers(_DONE), *_list_numbers(_UNDONE)], default=0) + 1
    back = os.path.exists(_find_place(f"{settles:08}{_DONE}"))
    ends = f"{settles or number:08}{_UNDONE if settles and back else _DONE}"
    entry = Entry(number, what, time.time(), files, settles, ends, os.getpid())
    roots = _list_roots()
    rows = [
        [_shorten(file.path, roots), _pack(file.before), _pack(file.after), _shorten(file.waiting, roots)]
        for file in files
    ]
    home = os.path.expanduser("~")
    fields = {"version": _VERSION, **entry._asdict(), "files": rows, "home": _encode_path(home)}
    store(_find_place(_PENDING), json.dumps(fields).encode())
    return entry


def read_pending() -> Entry | None:
    """Return the change in progress, or interrupted by the death of its writer."""
    return _read(_PENDING)


def set_aside() -> None:
    """Rename an unreadable record of a change in progress, so that it does not block the next one."""
    if os.path.lexists(_find_place(_PENDING)):
        with contextlib.suppress(OSError):
            os.replace(_find_place(_PENDING), _find_place("pending.damaged"))


def is_ended(entry: Entry) -> bool:
    """Tell whether the change was completed."""
    return os.path.exists(_find_place(entry.ends))


def abandon() -> None:
    """Remove the record of the change in progress. Raises StoreError."""
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(_find_place(_PENDING))
    except OSError as error:
        raise build_error(_find_place(_PENDING), error, "remove") from error


def sweep() -> None:
    """Remove temporary files of killed processes from the history. The caller must hold the store's lock."""
    with contextlib.suppress(OSError):
        for name in os.listdir(_find_place("")):
            if is_temporary(name):
                os.unlink(_find_place(name))


def finish(entry: Entry) -> None:
    """Complete the change in progress. Raises OSError, and StoreError if another process rolled it back."""
    if read_pending() != entry:
        raise StoreError("another vxenv process rolled back this change; try again", hint="vxenv undo --list")
    if entry.settles:
        settle(entry.settles)
        abandon()
        return
    os.replace(_find_place(_PENDING), _find_place(entry.ends))
    with contextlib.suppress(OSError):  # the change is complete, and surplus entries are harmless
        for number in _list_numbers(_UNDONE):
            os.unlink(_find_place(f"{number:08}{_UNDONE}"))
        for number in _list_numbers(_DONE)[:-KEPT]:
            os.unlink(_find_place(f"{number:08}{_DONE}"))


def settle(number: int) -> None:
    """Mark the entry `number` as undone, or as done if it was undone. Raises OSError."""
    done, undone = (_find_place(f"{number:08}{suffix}") for suffix in (_DONE, _UNDONE))
    if os.path.exists(undone):
        os.replace(undone, done)
    else:
        os.replace(done, undone)


def forget() -> int:
    """Remove all entries and return their number. Raises StoreError."""
    count = 0
    for suffix in (_DONE, _UNDONE):
        for number in _list_numbers(suffix):
            try:
                os.unlink(_find_place(f"{number:08}{suffix}"))
            except OSError as error:
                raise build_error(_find_place(""), error, "remove") from error
            count += 1
    return count


def _encode_path(path: str) -> str:
    return os.fsencode(path).hex()


def _list_roots() -> dict[str, str]:
    """Return the directories that stored paths are relative to, by name, and their real paths."""
    plain = {"config": find_config_directory(), "state": find_state_directory(), "home": os.path.expanduser("~")}
    return plain | {f"real-{name}": os.path.realpath(path) for name, path in plain.items()}


def _shorten(path: str, roots: Mapping[str, str]) -> str:
    """Return `path` as ``ROOT:HEX``, relative to one of the `roots`, or as ``HEX``."""
    for name, root in roots.items():
        front = root.rstrip(os.sep) + os.sep
        if front != os.sep and path.startswith(front):
            return f"{name}:{_encode_path(path[len(front) :])}"
    return _encode_path(path)


def _expand(text: str, roots: Mapping[str, str]) -> str:
    root, colon, text = text.rpartition(":")
    path = os.fsdecode(bytes.fromhex(text))
    if colon:
        if os.path.isabs(path) or os.pardir in path.split(os.sep):
            raise ValueError(path)
        path = os.path.join(roots[root], path)
    if not os.path.isabs(path) or "\0" in path:
        raise ValueError(path)
    return path


def _is_foreign(text: str, home: str, roots: Mapping[str, str]) -> bool:
    """Tell whether the stored path `text`, recorded in `home` ("" if unknown), belongs to another home."""
    if ":" in text or home == _encode_path(os.path.expanduser("~")):
        return False
    # Older versions of vxenv recorded absolute paths.
    return home != "" or _shorten(_expand(text, roots), roots) == text


def _pack(content: Content | None) -> Any:  # noqa: ANN401 - JSON
    return content and [base64.b64encode(content.data).decode(), content.mode, content.link]


def _unpack(value: Any) -> Content | None:  # noqa: ANN401 - likewise
    if value is None:
        return None
    data, mode, link = value
    if type(mode) is not int or not 0 <= mode <= _ALL_RIGHTS or type(link) is not bool:
        raise ValueError(mode)
    return Content(base64.b64decode(data, validate=True), mode, link)


def _read(name: str) -> Entry | None:
    """Return the entry in the file `name`, None if it is missing, damaged or from another version."""
    try:
        with open(_find_place(name), "rb") as file:
            fields = json.load(file)
        entry = Entry(*(fields[field] for field in Entry._fields))
        if fields["version"] != _VERSION or not _is_whole(entry, name):
            return None
        home = str(fields.get("home", ""))
        roots = _list_roots()
        files = tuple(
            FileChange(
                _expand(path, roots),
                _unpack(old),
                _unpack(new),
                _expand(waiting, roots),
                _is_foreign(path, home, roots),
            )
            for path, old, new, waiting, *_ in entry.files
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return entry._replace(files=files)


def _is_whole(entry: Entry, name: str) -> bool:
    """Tell whether the fields of `entry`, read from the file `name`, are valid."""
    return (
        type(entry.number) is type(entry.settles) is type(entry.writer) is int
        and name in (_PENDING, f"{entry.number:08}{_DONE}", f"{entry.number:08}{_UNDONE}")
        and isinstance(entry.what, str)
        and isinstance(entry.when, float)
        and 0 <= entry.when < _LATEST
        and isinstance(entry.ends, str)
        and _ENDS.fullmatch(entry.ends) is not None
    )
