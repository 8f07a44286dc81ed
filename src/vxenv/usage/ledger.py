"""Append to and read the ledger: which session of Claude Code ran under which profile, project and location.

There is one file per month (UTC), ``ledger/YYYY-MM.jsonl`` in the state directory, 0600 in 0700. A line is one JSON
object in ASCII, written by a single call under a lock. A line that a killed process or a full disk cut is skipped by
readers, and the next writer starts a new line. Nothing of a prompt or an answer is in it. On the guard's path: no
click here.
"""

import contextlib
import errno
import json
import os
import stat
import time
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, BinaryIO, NamedTuple

from vxenv.errors import StoreError, build_look_hint
from vxenv.files.atomic import PRIVATE_FILE, build_error
from vxenv.files.directories import give_to_owner, make_private_directory
from vxenv.files.lock import try_lock
from vxenv.paths import find_state_directory, shorten_path

VERSION = 1
LONGEST = 4096  # bytes of a line, with its end
LARGEST = 64 * 1024 * 1024  # bytes of a month
_SUFFIX = ".jsonl"
_PATIENCE = 1.0  # seconds to wait for the lock, during which a session does not start
_PAUSE = 0.002
_TAIL = 16 * 1024  # bytes at the end of a month in which a repeated line is searched
_AT_ONCE = 10.0  # seconds between lines that two hooks of the same event may write
# Fields that are left empty in a line that would be too long, until it is not.
_SPARED = (
    *("directory", "transcript", "branch", "models", "locations", "regions", "documents"),
    *("origin", "stack", "project", "location"),
)


class LedgerLine(NamedTuple):
    """A start of a session, or a change of its directory, with the destination of its requests from then on."""

    # Seconds since the epoch.
    time: float
    # ID of the session.
    session: str
    # Path of the transcript.
    transcript: str
    # Working directory of the session.
    directory: str
    # git branch, "HEAD" if detached, "" outside a repository.
    branch: str
    # Stack as ``a+b``, "" for no profile.
    stack: str
    # Names of all profiles of the stack, including those that are extended.
    documents: tuple[str, ...]
    # ``use``, ``default``, ``exec``, or the path of a directory file; "" without a profile.
    origin: str
    # Project of requests to Vertex.
    project: str
    # Location of requests to Vertex, for models without one of their own.
    location: str
    # Location by role.
    locations: dict[str, str]
    # Model by role.
    models: dict[str, str]
    # Location by prefix of the model ID, for models with one of their own; the longest prefix counts.
    regions: dict[str, str]
    # ``vertex``, ``anthropic``, ``bedrock`` and so on.
    provider: str
    # Version of Claude Code, "" if unknown.
    client: str


def find_ledger_directory() -> str:
    """Return the directory of the ledger."""
    return os.path.join(find_state_directory(), "ledger")


def append_line(line: LedgerLine) -> None:
    """Append `line` to the ledger, unless another hook has just written the same. Raises StoreError."""
    path = os.path.join(find_ledger_directory(), time.strftime("%Y-%m", time.gmtime(line.time)) + _SUFFIX)
    try:
        make_private_directory(os.path.dirname(path))
        descriptor = _open(path)
        try:
            _append(descriptor, line, path)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise build_error(path, error) from error


def read_lines(session: str = "") -> Iterator[LedgerLine]:
    """Yield the lines of all months in the order in which they were written; cut and invalid lines are skipped.

    With `session`, only lines of this session are parsed.
    """
    folder = find_ledger_directory()
    try:
        names = sorted(name for name in os.listdir(folder) if name.endswith(_SUFFIX))
    except OSError:
        return
    for name in names:
        with contextlib.suppress(OSError), open(os.path.join(folder, name), "rb", opener=_open_to_read) as file:
            if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                yield from _read_month(file, session)


def _open_to_read(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)


def _read_month(file: BinaryIO, session: str) -> Iterator[LedgerLine]:
    key = session.encode()
    whole = True
    while data := file.readline(LONGEST):
        if whole and key in data and (line := _parse(data)) is not None and session in ("", line.session):
            yield line
        whole = data.endswith(b"\n")


def _open(path: str) -> int:
    """Open the file of a month for appending. Raises OSError."""
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags, PRIVATE_FILE)
    except OSError as error:
        if os.path.islink(path):
            raise OSError(errno.ELOOP, "it is a symlink") from error
        raise
    try:
        _make_private(descriptor, path)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _make_private(descriptor: int, path: str) -> None:
    """Give the file open at `descriptor` its owner and mode. Raises OSError if it is not a regular file."""
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "it is not a regular file")
    give_to_owner(descriptor, os.stat(os.path.dirname(path)))
    if stat.S_IMODE(mode) != PRIVATE_FILE:
        os.fchmod(descriptor, PRIVATE_FILE)


def _append(descriptor: int, line: LedgerLine, path: str) -> None:
    """Write `line` at the end of the file open at `descriptor`. Raises OSError and StoreError."""
    data = _encode(line)
    locked = _lock(descriptor)
    size = os.fstat(descriptor).st_size
    if size + len(data) >= LARGEST:
        what = f"{shorten_path(path)} has reached {LARGEST // 1024 // 1024} MiB"
        raise StoreError(what, hint=build_look_hint(path))
    tail = os.pread(descriptor, _TAIL, max(0, size - _TAIL))
    if _is_repeated(data, tail):
        return
    # Without the lock, another process may be writing; an empty line does no harm.
    if not locked or (tail and not tail.endswith(b"\n")):
        data = b"\n" + data
    written = os.write(descriptor, data)
    if written < len(data):
        if locked:
            os.ftruncate(descriptor, size)
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def _lock(descriptor: int) -> bool:
    """Lock the file, and tell whether that succeeded in time."""
    deadline = time.monotonic() + _PATIENCE
    while (locked := try_lock(descriptor)) is False:
        if time.monotonic() > deadline:
            return False
        time.sleep(_PAUSE + os.urandom(1)[0] / 50_000)  # random, so that waiting processes do not wake together
    return locked is True


def _encode(line: LedgerLine) -> bytes:
    """Return `line` as JSON in ASCII, without its longest fields if it would be too long."""
    fields: dict[str, Any] = {"version": VERSION, **line._asdict(), "time": round(line.time, 3)}
    spared = iter(_SPARED)
    while len(data := json.dumps(fields, separators=(",", ":")).encode() + b"\n") > LONGEST:
        name = next(spared)
        fields[name] = type(fields[name])()
    return data


def _is_repeated(data: bytes, tail: bytes) -> bool:
    """Tell whether the last line of the same session in `tail`, the end of the file, equals `data` and is recent."""
    line = _parse(data)
    session = json.dumps(line.session).encode() if line else b""
    for other in reversed(tail.split(b"\n")):
        last = _parse(other) if session in other else None
        if line and last and last.session == line.session:
            return abs(line.time - last.time) <= _AT_ONCE and last._replace(time=line.time) == line
    return False


def _parse(data: bytes) -> LedgerLine | None:
    """Return the line in `data`, None if it is cut, invalid or of another version."""
    try:
        fields = json.loads(data)
        values = _VALUES(fields)
        version = fields["version"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    if version != VERSION or tuple(map(type, values[1:])) != _TYPES or type(values[0]) not in (int, float):
        return None
    line = LedgerLine(*values)
    tables = (line.locations, line.models, line.regions)
    types = {*map(type, line.documents)}.union(*(map(type, table.values()) for table in tables))
    if not (types <= {str} and 0 <= line.time < _END):
        return None
    return line._replace(documents=tuple(line.documents))


_VALUES = itemgetter(*LedgerLine._fields)
# Types of the fields in JSON, after the time.
_TYPES = (*[str] * 5, list, *[str] * 3, dict, dict, dict, str, str)
_END = 253402300800.0  # the year 10000, which dates cannot express
