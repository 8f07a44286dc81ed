"""Keep the token counts of all transcripts in an SQLite file, which later runs extend by what is new.

The file is a cache: the figures are the same without it. Its format has a version; another one, or a damaged file, is
built again. If it cannot be written, the index is in memory.
"""

import contextlib
import datetime as dt
import itertools
import os
import sqlite3
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vxenv.catalogue.prices import Tokens
from vxenv.files.digest import compute_sha256
from vxenv.usage import database, duplicates, transcripts
from vxenv.usage.messages import Message, Reader
from vxenv.usage.transcripts import Transcript

# Called with the bytes read so far, and the bytes to read.
Progress = Callable[[int, int], None]

_BATCH = 64 * 1024 * 1024  # bytes read in one transaction
_STEP = 4 * 1024 * 1024  # bytes between two calls of progress
_COMPARED = 1024  # bytes at the start and before the offset that must be unchanged
_FEW = 10  # transcripts that are looked up each
_PATIENCE = 30.0  # seconds to wait for another process
_BRIEF_PATIENCE = 0.005  # seconds to wait if the caller has no time
_PARTIAL = -1  # the time of change of a transcript that was read in part
_DAY = dt.timedelta(days=1)


class Segment(NamedTuple):
    """A part of a session: its messages in [start, end) belong to one run."""

    session: str
    # Seconds since the epoch.
    start: float
    end: float
    # The number of the run.
    number: int


class Sum(NamedTuple):
    """The tokens of messages that are equal in all other fields."""

    # The number of their segment, -1 for none.
    run: int
    session: str
    # In the local time zone.
    day: dt.date
    utc_day: dt.date
    # As in the transcript, with "-fast" appended in fast mode.
    model: str
    directory: str
    branch: str
    # The version of Claude Code.
    version: str
    sidechain: bool
    # The largest threshold of the model that the prompt exceeds, 0 for none.
    tier: int
    messages: int
    tokens: Tokens


class Problems(NamedTuple):
    """The numbers of what was not read, by cause."""

    # Last lines without an end, which are read when they are complete.
    cut_lines: int = 0
    # Lines over the limit.
    long_lines: int = 0
    # Lines with usage in invalid UTF-8.
    invalid_utf8: int = 0
    # Lines with usage that are not valid JSON, or have fields of the wrong type.
    invalid_lines: int = 0
    # Files and directories that cannot be read.
    unreadable: int = 0
    # Symlinks below a root, which are not followed.
    links: int = 0
    # Files that were not read before the deadline, or because another process is reading.
    unread: int = 0


class State(NamedTuple):
    """The properties of a transcript when it was read."""

    id: int
    inode: int
    size: int
    changed: int
    # The offset up to which it was read, and the digest of its first bytes and those before the offset.
    offset: int
    digest: str
    # As in Problems.
    cut_lines: int
    long_lines: int
    invalid_utf8: int
    invalid_lines: int

    def is_current(self, transcript: Transcript) -> bool:
        """Tell whether the transcript is unchanged since."""
        return (self.inode, self.size, self.changed) == (transcript.inode, transcript.size, transcript.changed)


class Work:
    """The work of one refresh, and its progress."""

    def __init__(self, deadline: float | None, progress: Progress | None, total: int) -> None:
        """Begin the work on `total` bytes."""
        self.deadline, self.progress, self.total = deadline, progress, total
        self.done = self.batch = self.shown = self.unreadable = 0
        self.is_late = False

    def add_bytes(self, count: int) -> bool:
        """Add bytes that were read; return whether there is time for more."""
        self.done += count
        self.batch += count
        if self.progress and self.done - self.shown >= _STEP:
            self.shown = self.done
            self.progress(min(self.done, self.total), self.total)
        self.is_late = self.deadline is not None and time.monotonic() > self.deadline
        return not self.is_late


class Index:
    """The index, open."""

    def __init__(self) -> None:
        """Open the file, or an index in memory."""
        self._connection = database.connect()
        self._places: tuple[bytes, ...] | None = None
        self._origins: dict[tuple[object, ...], int] = {}

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def refresh(
        self,
        roots: Sequence[str],
        *,
        deadline: float | None = None,
        progress: Progress | None = None,
        only: str | None = None,
    ) -> Problems:
        """Read what is new in the transcripts below `roots`, or in the one at `only`.

        A root is a configuration directory of Claude Code, a directory of transcripts, or a transcript. `deadline` is
        a value of time.monotonic(), after which no more is read. Later sums are those of `roots`.
        """
        self._places = tuple(dict.fromkeys(map(transcripts.find_place, roots)))
        self._origins.clear()
        for attempt in itertools.count():
            try:
                return self._refresh(deadline, progress, only)
            except sqlite3.Error as error:
                if database.is_busy(error):
                    return Problems(unread=1)
                self._replace(in_memory=attempt > 0)
                if attempt > 1:
                    raise
        raise AssertionError

    def _replace(self, *, in_memory: bool) -> None:
        """Build the index again, since the file is damaged or cannot be written."""
        self.close()
        self._connection = database.replace(in_memory=in_memory)
        self._origins = {}

    def _refresh(self, deadline: float | None, progress: Progress | None, only: str | None) -> Problems:
        places = self._places or ()
        search = transcripts.find_transcripts((os.path.realpath(os.fsencode(only)),) if only else places)
        which = search.transcripts if only else None
        states = self._read_states(which)
        stale = [each for each in search.transcripts if not _is_current(states, each)]
        vanished: set[bytes] = set()
        if not only:
            vanished = {path for path in states if transcripts.is_below(path, places)}
            vanished.difference_update(each.path for each in search.transcripts)
        unread, work = 0, Work(deadline, progress, sum(each.size for each in stale))
        if stale or vanished:
            unread = self._read_batches(stale, vanished, work, _BRIEF_PATIENCE if only else _PATIENCE)
            states = self._read_states(which)
        if progress and work.total:
            progress(work.total, work.total)
        seen = [states[each.path] for each in search.transcripts if each.path in states]
        return Problems(
            sum(state.cut_lines for state in seen),
            sum(state.long_lines for state in seen),
            sum(state.invalid_utf8 for state in seen),
            sum(state.invalid_lines for state in seen),
            search.unreadable + work.unreadable,
            search.links,
            unread,
        )

    def _read_states(self, which: Sequence[Transcript] | None = None) -> dict[bytes, State]:
        """Return what is known about transcripts, of all or of a few."""
        if which is None:
            return {row[0]: State(*row[1:]) for row in self._connection.execute(database.STATES)}
        one = f"{database.STATES} WHERE path = ?"
        rows = [self._connection.execute(one, (each.path,)).fetchone() for each in which]
        return {row[0]: State(*row[1:]) for row in rows if row}

    def _read_batches(self, stale: Sequence[Transcript], vanished: set[bytes], work: Work, patience: float) -> int:
        """Read `stale` transcripts and forget `vanished` ones; return how many are left to read.

        Between two transactions another process may have read some of them.
        """
        left = list(reversed(stale))
        while left or vanished:
            if work.deadline is not None:
                patience = max(_BRIEF_PATIENCE, min(patience, work.deadline - time.monotonic()))
            if not database.begin(self._connection, patience):
                return len(left)
            with database.commit_or_undo(self._connection):
                states = self._read_states(left if len(left) < _FEW and not vanished else None)
                for path in vanished & states.keys():
                    self._forget(states[path].id)
                vanished = set()
                work.batch, last = 0, duplicates.find_last(self._connection)
                while left and work.batch < _BATCH and not work.is_late:
                    if not _is_current(states, left[-1]):
                        self._read_transcript(left[-1], states.get(left[-1].path), work)
                    if not work.is_late:
                        left.pop()
                duplicates.settle(self._connection, last)
            if work.is_late:
                break
        return len(left)

    def _read_transcript(self, transcript: Transcript, state: State | None, work: Work) -> None:
        """Read what is new in a transcript, or all if it is not only longer."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        try:
            descriptor = os.open(transcript.path, flags)
        except OSError:
            work.unreadable += 1
            if state:
                self._forget(state.id)
            return
        try:
            self._read_descriptor(descriptor, transcript, state, work)
        except OSError:
            work.unreadable += 1
        finally:
            os.close(descriptor)

    def _read_descriptor(self, descriptor: int, transcript: Transcript, state: State | None, work: Work) -> None:
        status = os.fstat(descriptor)
        if state and (status.st_ino != state.inode or not _is_longer(descriptor, status.st_size, state)):
            self._forget(state.id)
            state = None
        # The size is that before reading: what is appended meanwhile is read by the next run.
        reader = Reader(descriptor, state.offset if state else 0, status.st_size, transcript.session)
        file = state.id if state else self._add_file(transcript.path)
        self._add_messages(file, reader.read(work.add_bytes))
        self._connection.execute(
            "UPDATE files SET inode=?, size=?, changed=?, reached=?, digest=?, cut_lines=?, long_lines=?, "
            "invalid_utf8=?, invalid_lines=? WHERE id=?",
            (
                status.st_ino,
                reader.offset if work.is_late else status.st_size,
                _PARTIAL if work.is_late else status.st_mtime_ns,
                reader.offset,
                _compute_digest(descriptor, reader.offset),
                reader.cut_lines,
                reader.long_lines + (state.long_lines if state else 0),
                reader.invalid_utf8 + (state.invalid_utf8 if state else 0),
                reader.invalid_lines + (state.invalid_lines if state else 0),
                file,
            ),
        )

    def _add_file(self, path: bytes) -> int:
        return self._connection.execute("INSERT INTO files (path) VALUES (?)", (path,)).lastrowid or 0

    def _forget(self, file: int) -> None:
        """Remove a transcript and its messages."""
        duplicates.mark_file(self._connection, file)
        self._connection.execute("DELETE FROM messages WHERE file=?", (file,))
        self._connection.execute("DELETE FROM files WHERE id=?", (file,))

    def _add_messages(self, file: int, messages: Iterator[Message]) -> None:
        while batch := list(itertools.islice(messages, 1000)):
            rows = [(file, *self._build_row(message)) for message in batch]
            self._connection.executemany(
                "INSERT INTO messages (file, position, message, key, origin, time, has_speed, input, output, "
                "cache_read, cache_write_5m, cache_write_1h) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                rows,
            )

    def _build_row(self, message: Message) -> tuple[int | None, ...]:
        origin = (
            message.session,
            message.model,
            message.directory,
            message.branch,
            message.version,
            message.sidechain,
        )
        known = self._origins.get(origin)
        if known is None:
            known = self._origins[origin] = database.add_origin(self._connection, origin)
        group, key = duplicates.compute_keys(message)
        return (message.position, group, key, known, message.time, message.has_speed, *message.tokens)

    def list_models(self) -> list[str]:
        """Return all model names in the transcripts, sorted."""
        return [model for (model,) in self._connection.execute("SELECT DISTINCT model FROM origins ORDER BY model")]

    def list_sums(
        self,
        segments: Sequence[Segment],
        tiers: Mapping[str, Sequence[int]],
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
        session: str = "",
    ) -> list[Sum]:
        """Return the sums of the messages on local days from `since` to `until`, both included.

        The keys of `tiers` are models as in the transcripts; list_models() returns them. With `session`, only its
        messages count, in any place.
        """
        runs = [(each.session, each.start * 1000, each.end * 1000, each.number) for each in segments]
        sizes = [(model, size) for model in tiers for size in tiers[model]]
        limits = {"since": _find_start(since), "until": _find_end(until), "session": session}
        for attempt in itertools.count():
            try:
                if not session:
                    self._set_scope()
                database.fill(self._connection, "segments", 4, runs)
                database.fill(self._connection, "tiers", 2, sizes)
                rows = self._connection.execute(database.SUMS, limits)
                return [_build_sum(row) for row in rows]
            except sqlite3.DatabaseError:
                if attempt:
                    raise
                self._replace(in_memory=False)
                self.refresh([os.fsdecode(place) for place in self._places or ()])
        raise AssertionError

    def _set_scope(self) -> None:
        """Limit sums to the places of the last refresh; a duplicate elsewhere does not count for them."""
        places = (b"/",) if self._places is None else self._places
        files = self._connection.execute("SELECT id, path FROM files").fetchall()
        outside = [(file,) for file, path in files if not transcripts.is_below(path, places)]
        database.fill(self._connection, "outside", 1, outside)
        duplicates.settle_inside(self._connection)


def _is_current(states: Mapping[bytes, State], transcript: Transcript) -> bool:
    state = states.get(transcript.path)
    return state is not None and state.is_current(transcript)


def _is_longer(descriptor: int, size: int, state: State) -> bool:
    """Tell whether a transcript of `size` bytes was only appended to since `state`."""
    if size < state.size or (size == state.size and state.changed != _PARTIAL):
        return False
    # A last line may have been read without its newline: one must follow.
    is_separate = not state.offset or any(end in b"\r\n" for end in os.pread(descriptor, 2, state.offset - 1))
    return is_separate and _compute_digest(descriptor, state.offset) == state.digest


def _compute_digest(descriptor: int, offset: int) -> str:
    """Return the digest of the first bytes and those before `offset`."""
    size = min(offset, _COMPARED)
    return compute_sha256(os.pread(descriptor, size, 0) + os.pread(descriptor, size, offset - size))


def _find_start(day: dt.date | None) -> float:
    """Return the start of a local day in milliseconds."""
    return dt.datetime.combine(day, dt.time()).timestamp() * 1000 if day else float("-inf")


def _find_end(day: dt.date | None) -> float:
    return _find_start(day + _DAY) if day and day < dt.date.max else float("inf")


def _build_sum(row: Sequence[object]) -> Sum:
    run, session, day, utc_day, model, directory, branch, version, sidechain, tier, messages, *tokens = row
    return Sum(
        run,  # type: ignore[arg-type]
        session,  # type: ignore[arg-type]
        dt.date.fromisoformat(day),  # type: ignore[arg-type]
        dt.date.fromisoformat(utc_day),  # type: ignore[arg-type]
        model,  # type: ignore[arg-type]
        directory,  # type: ignore[arg-type]
        branch,  # type: ignore[arg-type]
        version,  # type: ignore[arg-type]
        bool(sidechain),
        tier,  # type: ignore[arg-type]
        messages,  # type: ignore[arg-type]
        Tokens(*tokens),  # type: ignore[arg-type]
    )


@contextlib.contextmanager
def open_index() -> Iterator[Index]:
    """Open the index in the cache directory; without a writable one, an index in memory."""
    index = Index()
    try:
        yield index
    finally:
        index.close()
