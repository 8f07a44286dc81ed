"""The last changes to the store, so that each can be taken back.

One file a change in ``history/`` of the state directory: ``NUMBER.json``, or ``NUMBER.undone`` while it is taken back.
``pending.json`` is a change under way: whoever finds it without its writer takes back what was done of it.

Paths are kept relative to what they belong to, vxenv's directories or the home, so that in a copy of a home `undo`
changes the copy. Any other path counts only in the home that it was put down in.
"""

import base64
import contextlib
import json
import os
import re
import time
from collections.abc import Iterable
from typing import Any, NamedTuple

from vxenv.errors import StoreError
from vxenv.files.atomic import PRIVATE_FILE, build_error, is_temporary, store
from vxenv.paths import find_config_directory, find_state_directory

KEPT = 50
_VERSION = 1
_ALL_RIGHTS = 0o7777
_LATEST = 1 << 33  # seconds: what is later was not written by a clock
_DONE, _UNDONE, _PENDING = ".json", ".undone", "pending.json"
_ENDS = re.compile(r"[0-9]{8,}\.(?:json|undone)")


class Content(NamedTuple):
    """What is at a path."""

    # A file's bytes, or where a symlink leads.
    data: bytes
    mode: int = PRIVATE_FILE
    # Whether it is a symlink.
    link: bool = False


class FileChange(NamedTuple):
    """A file that changes."""

    path: str
    # What was there, None for nothing.
    before: Content | None
    # What is there afterwards, None for nothing.
    after: Content | None
    # The path at which it is written first.
    waiting: str = ""
    # Whether it was recorded in another home, or that is unknown.
    foreign: bool = False


class Entry(NamedTuple):
    """A change."""

    number: int
    # The command that made it.
    what: str
    # Seconds since 1970.
    when: float
    # In the order in which they change.
    files: tuple[FileChange, ...]
    # The number of the entry that it takes back or brings again, 0 for none.
    settles: int
    # The file of the history that exists once the change is done.
    ends: str
    # The process id of its writer.
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
    """Return the changes that can be taken back, the newest first. One that cannot be read ends the list."""
    return _read_entries(reversed(_list_numbers(_DONE)), _DONE)


def list_undone() -> list[Entry]:
    """Return the changes that were taken back since the last new one, the one to bring again first."""
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
    """Put down what is about to change, and return it. Raises StoreError."""
    number = max([*_list_numbers(_DONE), *_list_numbers(_UNDONE)], default=0) + 1
    back = os.path.exists(_find_place(f"{settles:08}{_DONE}"))
    ends = f"{settles or number:08}{_UNDONE if settles and back else _DONE}"
    entry = Entry(number, what, time.time(), files, settles, ends, os.getpid())
    rows = [[_shorten(file.path), _pack(file.before), _pack(file.after), _shorten(file.waiting)] for file in files]
    home = os.path.expanduser("~")
    fields = {"version": _VERSION, **entry._asdict(), "files": rows, "home": _encode_path(home)}
    store(_find_place(_PENDING), json.dumps(fields).encode())
    return entry


def read_pending() -> Entry | None:
    """Return the change that is under way, or was when its writer died."""
    return _read(_PENDING)


def set_aside() -> None:
    """Keep what is put down as under way and cannot be read, out of the way of the next change."""
    if os.path.lexists(_find_place(_PENDING)):
        with contextlib.suppress(OSError):
            os.replace(_find_place(_PENDING), _find_place("pending.damaged"))


def is_ended(entry: Entry) -> bool:
    """Tell whether the change came to its end, whatever happened to its writer."""
    return os.path.exists(_find_place(entry.ends))


def abandon() -> None:
    """Forget the change under way: nothing of it is left. Raises StoreError."""
    try:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            os.unlink(_find_place(_PENDING))
    except OSError as error:
        raise build_error(_find_place(_PENDING), error, "remove") from error


def sweep() -> None:
    """Remove what killed writers left here; only the sole writer calls this."""
    with contextlib.suppress(OSError):
        for name in os.listdir(_find_place("")):
            if is_temporary(name):
                os.unlink(_find_place(name))


def finish(entry: Entry) -> None:
    """Take the change under way for done. Raises OSError, and StoreError if somebody else took it back."""
    if read_pending() != entry:
        raise StoreError("another vxenv undid this as an interrupted change; try again", hint="vxenv undo --list")
    if entry.settles:
        settle(entry.settles)
        abandon()
        return
    os.replace(_find_place(_PENDING), _find_place(entry.ends))
    with contextlib.suppress(OSError):  # the change is done, and an entry too many does no harm
        for number in _list_numbers(_UNDONE):
            os.unlink(_find_place(f"{number:08}{_UNDONE}"))
        for number in _list_numbers(_DONE)[:-KEPT]:
            os.unlink(_find_place(f"{number:08}{_DONE}"))


def settle(number: int) -> None:
    """Have the entry `number` count as taken back, or as done again if it was. Raises OSError."""
    done, undone = (_find_place(f"{number:08}{suffix}") for suffix in (_DONE, _UNDONE))
    if os.path.exists(undone):
        os.replace(undone, done)
    else:
        os.replace(done, undone)


def forget() -> int:
    """Remove all entries and return how many there were. Raises StoreError."""
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
    """Return the directories that paths are kept relative to, by name; also as what symlinks make of them."""
    plain = {"config": find_config_directory(), "state": find_state_directory(), "home": os.path.expanduser("~")}
    return plain | {f"real-{name}": os.path.realpath(path) for name, path in plain.items()}


def _shorten(path: str) -> str:
    """Return `path` as ``ROOT:HEX``, relative to one of the roots, or as ``HEX``."""
    for name, root in _list_roots().items():
        front = root.rstrip(os.sep) + os.sep
        if front != os.sep and path.startswith(front):
            return f"{name}:{_encode_path(path[len(front) :])}"
    return _encode_path(path)


def _expand(text: str) -> str:
    root, colon, text = text.rpartition(":")
    path = os.fsdecode(bytes.fromhex(text))
    if colon:
        if os.path.isabs(path) or os.pardir in path.split(os.sep):
            raise ValueError(path)
        path = os.path.join(_list_roots()[root], path)
    if not os.path.isabs(path) or "\0" in path:
        raise ValueError(path)
    return path


def _is_foreign(text: str, home: str) -> bool:
    """Tell whether the path `text`, put down in `home` ("" for unknown), is none of this home's."""
    if ":" in text or home == _encode_path(os.path.expanduser("~")):
        return False
    # An older vxenv put down all paths whole.
    return home != "" or _shorten(_expand(text)) == text


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
    """Return the entry in the file `name`, or None for what is none: it may be damaged, or of another vxenv."""
    try:
        with open(_find_place(name), "rb") as file:
            fields = json.load(file)
        entry = Entry(*(fields[field] for field in Entry._fields))
        if fields["version"] != _VERSION or not _is_whole(entry, name):
            return None
        home = str(fields.get("home", ""))
        files = tuple(
            FileChange(_expand(path), _unpack(old), _unpack(new), _expand(waiting), _is_foreign(path, home))
            for path, old, new, waiting, *_ in entry.files
        )
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return None
    return entry._replace(files=files)


def _is_whole(entry: Entry, name: str) -> bool:
    """Tell whether the fields of `entry`, as read from the file `name`, are what they should be."""
    return (
        type(entry.number) is type(entry.settles) is type(entry.writer) is int
        and name in (_PENDING, f"{entry.number:08}{_DONE}", f"{entry.number:08}{_UNDONE}")
        and isinstance(entry.what, str)
        and isinstance(entry.when, float)
        and 0 <= entry.when < _LATEST
        and isinstance(entry.ends, str)
        and _ENDS.fullmatch(entry.ends) is not None
    )
