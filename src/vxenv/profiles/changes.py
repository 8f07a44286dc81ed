"""Changing the store: one writer at a time, all of a change or nothing of it, and each put down for undo.

A change is collected first and committed at the end, in the order in which it was collected. All files are written
beside their places, then what is about to happen goes to the history, then they take their places. Whatever fails or
is killed before the end is taken back: at once, or by the next writer.
"""

import contextlib
import fcntl
import os
import random
import stat
import time
from collections.abc import Iterator, Sequence

from vxenv.atomic import Prepared, beside, fill, is_temporary, private_directory
from vxenv.errors import RefusedError, StoreError, word
from vxenv.paths import config_dir, profiles_dir, shown, state_dir
from vxenv.profiles import history
from vxenv.profiles.history import Content, Entry, FileChange

_PATIENCE = 30  # seconds


class Change:
    """Files that change together; `what` says by which command."""

    def __init__(self, what: str) -> None:
        """Start with no file."""
        self.what = what
        self._found: dict[str, Content | None] = {}
        self._wanted: dict[str, Content | None] = {}

    def read(self, path: str) -> bytes:
        """Return the bytes at `path`, nothing if no file is there; they must still be there at the commit."""
        target = os.path.realpath(path)
        found = self.find(target)
        if found.link if found else target != path and os.path.islink(path):
            raise StoreError(f"{shown(path)} is a symlink that leads nowhere", hint=f"ls -l {word(shown(path))}")
        return found.data if found else b""

    def wanted(self, path: str) -> bytes:
        """Return the bytes that will be at `path`."""
        wanted = self._wanted.get(os.path.realpath(path))
        return wanted.data if wanted else self.read(path)

    def write(self, path: str, data: bytes) -> None:
        """Have `data` at `path`, in the file that a symlink there leads to."""
        target = os.path.realpath(path)
        found = self.find(target)
        self._wanted[target] = Content(data, found.mode) if found else Content(data)

    def remove(self, path: str) -> None:
        """Have nothing at `path`; of a symlink, the link goes."""
        self.place(path, None)

    def place(self, path: str, content: Content | None) -> None:
        """Have `content` at `path`, exactly; nothing for None."""
        self.find(path)
        self._wanted[path] = content

    def find(self, path: str) -> Content | None:
        """Return what is at `path`, a symlink as such; it must still be there at the commit."""
        if path not in self._found:
            self._found[path] = content_at(path)
        return self._found[path]

    def files(self) -> tuple[FileChange, ...]:
        """Return what really changes, in order."""
        both = (
            FileChange(path, self._found[path], after, beside(path).temporary) for path, after in self._wanted.items()
        )
        return tuple(one for one in both if one.before != one.after)

    def commit(self, *, settles: int = 0) -> bool:
        """Do it, and tell whether anything changed. Raises StoreError; nothing has changed then.

        `settles` is the number of the history's entry that this takes back or brings again.
        """
        files = self.files()
        if not files:
            return False
        _ready(files)
        entry = history.begin(self.what, files, settles)
        one = files[0]
        try:
            for one in files:
                if one.after is not None:
                    _fill(one, one.after)
            for one in files:
                _put(one)
            history.finish(entry)
        except BaseException as error:
            if history.ended(entry):
                # Done all the same: it was only the rest that did not come to pass, and the next writer sees to that.
                with contextlib.suppress(StoreError):
                    history.abandon()
                if isinstance(error, Exception):
                    return True
                raise
            mend(entry)
            if isinstance(error, OSError):
                raise _failed(one.path, error) from error
            raise
        return True


def _ready(files: tuple[FileChange, ...]) -> None:
    """Raise StoreError for a file that its owner made read-only, which a rename would not notice."""
    moved = [one.after for one in files if one.before is None]
    for path, before, after, _ in files:
        if before is None or before.link or (after is None and before in moved):
            continue
        if not before.mode & 0o222:
            raise StoreError(f"{shown(path)} is read-only", hint=f"chmod u+w {word(shown(path))}")
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CLOEXEC))
        except OSError as error:
            raise _failed(path, error) from error


def _fill(one: FileChange, content: Content) -> None:
    """Write `content` beside its place; of the store itself, the directories are made. Raises OSError."""
    folder = os.path.dirname(one.path)
    if folder in (config_dir(), profiles_dir()) or os.path.dirname(folder) == state_dir():
        private_directory(folder)
    if content.link:
        os.symlink(content.data, one.waiting)
    else:
        fill(Prepared(one.waiting, one.path), content.data, mode=content.mode)


def _put(one: FileChange) -> None:
    if content_at(one.path) != one.before:
        raise StoreError(f"{shown(one.path)} was changed by somebody else just now", hint="the same command again")
    if one.after is None:
        os.unlink(one.path)
    else:
        Prepared(one.waiting, one.path).commit()


def _failed(path: str, error: OSError) -> StoreError:
    folder = word(shown(os.path.dirname(path)))
    return StoreError(f"cannot write {shown(path)}: {error.strerror}", hint=f"ls -ld {folder}; df -h {folder}")


def mend(entry: Entry) -> None:
    """Put back what `entry` changed before it was cut short, wherever there still is what came after.

    Raises StoreError; the next writer tries again then.
    """
    for one in reversed(entry.files):
        try:
            if is_temporary(os.path.basename(one.waiting)):
                Prepared(one.waiting, one.path).discard()
            if content_at(one.path) == one.after != one.before:
                if one.before is None:
                    os.unlink(one.path)
                else:
                    _fill(one, one.before)
                    Prepared(one.waiting, one.path).commit()
        except OSError as error:
            raise _failed(one.path, error) from error
    history.abandon()


def content_at(path: str) -> Content | None:
    """Return what is at `path`, a symlink as such. Raises StoreError if it is no file or cannot be read."""
    try:
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            return Content(os.fsencode(os.readlink(path)), 0, link=True)
        if not stat.S_ISREG(found.st_mode):
            raise StoreError(f"{shown(path)} is no ordinary file", hint=f"ls -ld {word(shown(path))}")
        with open(path, "rb") as file:
            return Content(file.read(), stat.S_IMODE(found.st_mode))
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(f"cannot read {shown(path)}: {error.strerror}", hint=f"ls -l {word(shown(path))}") from error


@contextlib.contextmanager
def sole_writer() -> Iterator[str]:
    """Hold the store while no other vxenv changes it; yield what of an earlier change was taken back, or nothing.

    Raises StoreError if another one does not let go of it.
    """
    descriptor, locked = _lock()
    try:
        entry = history.pending()
        cut_short = ""
        if entry and not locked and _is_alive(entry.writer):
            raise StoreError(f"another vxenv is changing {shown(config_dir())}: {entry.what}", hint="pgrep -fl vxenv")
        if entry is None:
            history.set_aside()
        elif not history.ended(entry):
            mend(entry)
            cut_short = entry.what
        history.abandon()
        _sweep()
        yield cut_short
    finally:
        os.close(descriptor)


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return process != os.getpid()


def _lock() -> tuple[int, bool]:
    """Return a descriptor of the store's directory, and whether it holds the lock; closing it, or dying, lets go."""
    folder = config_dir()
    try:
        private_directory(folder)
        descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise _failed(os.path.join(folder, ""), error) from error
    give_up = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() > give_up:
                os.close(descriptor)
                raise StoreError(
                    f"another vxenv has been changing {shown(folder)} for {_PATIENCE} seconds",
                    hint="pgrep -fl vxenv",
                ) from None
            time.sleep(random.uniform(0.002, 0.02))  # noqa: S311 - so that those who wait do not wake together
        except OSError:
            return descriptor, False  # a file system without locks: what each reads is compared before it writes
        else:
            return descriptor, True


def _sweep() -> None:
    """Remove what killed writers left beside the store's files; nobody else writes there now."""
    history.sweep()
    for folder in (config_dir(), profiles_dir()):
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if is_temporary(name):
                    os.unlink(os.path.join(folder, name))


def undo(entries: Sequence[Entry], *, again: bool = False, force: bool = False) -> list[tuple[str, ...]]:
    """Take back what `entries` did, or with `again` bring it again, one after the other; return the paths of each.

    Raises RefusedError where a file holds anything else since, before anything changes. With `force` that is replaced,
    and put down as a change of its own. Called by the sole writer.
    """
    held: dict[str, Content | None] = {}
    strange = set()
    for entry in entries:
        for path, there, wanted in _way(entry, again=again):
            found = held[path] if path in held else content_at(path)
            if not _same(found, there) and not _same(found, wanted):
                strange.add(entry.number)
                if not force:
                    raise RefusedError(
                        f"{shown(path)} was changed since {entry.what}",
                        hint="vxenv undo --force  (what it holds now comes back with another undo)",
                    )
            held[path] = wanted
    return [_step(entry, again=again, strange=entry.number in strange) for entry in entries]


def _step(entry: Entry, *, again: bool, strange: bool) -> tuple[str, ...]:
    change = Change(f"undo --force: {entry.what}" if strange else entry.what)
    for path, _, wanted in _way(entry, again=again):
        change.place(path, wanted)
    paths = tuple(one.path for one in change.files())
    if not change.commit(settles=0 if strange else entry.number):
        try:
            history.settle(entry.number)
        except OSError as error:
            raise _failed(state_dir(), error) from error
    return paths


def _way(entry: Entry, *, again: bool) -> list[tuple[str, Content | None, Content | None]]:
    """Return the files of `entry` in order, each with what should be there and what is wanted there."""
    if again:
        return [(one.path, one.before, one.after) for one in entry.files]
    return [(one.path, one.after, one.before) for one in reversed(entry.files)]


def _same(one: Content | None, other: Content | None) -> bool:
    return one == other or (one is not None and other is not None and one[::2] == other[::2])  # whatever the mode
