"""Changing the store: one writer at a time, all of a change or nothing of it, and each put down for undo.

A change is collected first and committed at the end, in the order in which it was collected. All files are written
beside their places, then what is about to happen goes to the journal, then they take their places. Whatever fails or
is killed before the end is taken back: at once, or by the next writer.
"""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator, Sequence

from vxenv.errors import RefusedError, StoreError, quote_word
from vxenv.files import journal
from vxenv.files.atomic import build_error, create, discard, is_temporary, make_waiting_name, sweep
from vxenv.files.directories import (
    is_below,
    make_directories,
    make_private_directory,
    open_directory,
    remove_directories,
)
from vxenv.files.journal import Content, Entry, FileChange
from vxenv.files.lock import is_running, wait_for_lock
from vxenv.files.project_directory import confine
from vxenv.paths import escape_text, find_config_directory, find_profiles_directory, find_state_directory, shorten_path


class Transaction:
    """Files that change together; `what` says by which command."""

    def __init__(self, what: str) -> None:
        """Start with no file."""
        self.what = what
        self._found: dict[str, Content | None] = {}
        self._wanted: dict[str, Content | None] = {}
        self._confined: dict[str, str] = {}
        self._folders: list[str] = []

    def confine(self, path: str) -> None:
        """Have what is written to `path`, which is absolute, stay in its project.

        Raises RefusedError if a symlink leads out of that; what anybody puts there later is refused at the commit.
        """
        self._confined[path] = confine(path)

    def find_target(self, path: str) -> str:
        """Return the real path of `path`, which is where it is written."""
        return self._confined.get(path) or os.path.realpath(path)

    def make_directory(self, path: str) -> None:
        """Have the commit make the directory of `path`, where it is missing."""
        self._folders.append(os.path.dirname(self.find_target(path)))

    def read(self, path: str) -> bytes:
        """Return the bytes at `path`, nothing if no file is there; they must still be there at the commit."""
        target = self.find_target(path)
        content = self.find(target)
        if content.link if content else target != path and os.path.islink(path):
            raise StoreError(
                f"{shorten_path(path)} is a symlink that leads nowhere", hint=f"ls -l {quote_word(shorten_path(path))}"
            )
        return content.data if content else b""

    def read_wanted(self, path: str) -> bytes:
        """Return the bytes that will be at `path`."""
        wanted = self._wanted.get(self.find_target(path))
        return wanted.data if wanted else self.read(path)

    def write(self, path: str, data: bytes) -> None:
        """Have `data` at `path`, in the file that a symlink there leads to."""
        target = self.find_target(path)
        before = self.find(target)
        self._wanted[target] = Content(data, before.mode) if before else Content(data)

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
            self._found[path] = read_content(path)
        return self._found[path]

    def list_changes(self) -> tuple[FileChange, ...]:
        """Return what really changes, in order."""
        both = (
            FileChange(path, self._found[path], after, os.path.join(os.path.dirname(path), make_waiting_name()))
            for path, after in self._wanted.items()
        )
        return tuple(file for file in both if file.before != file.after)

    def commit(self, *, settles: int = 0) -> bool:
        """Do it, and tell whether anything changed. Raises StoreError; nothing has changed then.

        `settles` is the number of the history's entry that this takes back or brings again.
        """
        files = self.list_changes()
        if not files:
            return False
        _check_writable(files)
        entry = journal.begin(self.what, files, settles)
        made: list[str] = []
        place = files[0].path
        try:
            for folder in self._folders:
                place = os.path.join(folder, "")
                made += make_directories(folder)
            for file in files:
                place = file.path
                if file.after is not None:
                    _write_aside(file, file.after)
            for file in files:
                place = file.path
                _put(file)
            journal.finish(entry)
        except BaseException as error:
            if journal.is_ended(entry):
                # Done all the same: it was only the rest that did not come to pass, and the next writer sees to that.
                with contextlib.suppress(StoreError):
                    journal.abandon()
                if isinstance(error, Exception):
                    return True
                raise
            try:
                roll_back(entry)
            finally:
                remove_directories(made)
            if isinstance(error, OSError):
                raise build_error(place, error) from error
            raise
        self._sweep_projects()
        return True

    def _sweep_projects(self) -> None:
        """Remove what other killed writers left in a project: the next writer sweeps the store itself."""
        for real in self._confined.values():
            with contextlib.suppress(OSError, RefusedError), open_directory(os.path.dirname(real)) as folder:
                sweep(folder)


def _open_folder(path: str) -> contextlib.AbstractContextManager[int]:
    """Open the directory of `path`, for calls that take one.

    In the store and beside consent, symlinks are the user's own; any other path has none, as it is a real one. Raises
    OSError, and RefusedError where there is one by now.
    """
    is_own = any(is_below(path, place) for place in (find_config_directory(), find_state_directory()))
    return open_directory(os.path.dirname(path), follow=is_own)


def _check_writable(files: tuple[FileChange, ...]) -> None:
    """Raise StoreError for a file that its owner made read-only, which a rename would not notice."""
    moved = [file.after for file in files if file.before is None]
    for path, before, after, *_ in files:
        if before is None or before.link or (after is None and before in moved):
            continue
        if not before.mode & 0o222:
            raise StoreError(f"{shorten_path(path)} is read-only", hint=f"chmod u+w {quote_word(shorten_path(path))}")
        try:
            with _open_folder(path) as folder:
                flags = os.O_WRONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
                os.close(os.open(os.path.basename(path), flags, dir_fd=folder))
        except OSError as error:
            # A symlink that came to be there since.
            raise (_build_conflict(path) if error.errno == errno.ELOOP else build_error(path, error)) from error


def _build_conflict(path: str) -> StoreError:
    return StoreError(
        f"{shorten_path(path)} was changed by somebody else just now; try again", hint="vxenv undo --list"
    )


def _write_aside(file: FileChange, content: Content) -> None:
    """Write `content` beside its place; of the store itself, the directories are made. Raises OSError."""
    above = os.path.dirname(file.path)
    if (
        above in (find_config_directory(), find_profiles_directory())
        or os.path.dirname(above) == find_state_directory()
    ):
        make_private_directory(above)
    with _open_folder(file.path) as folder:
        name = os.path.basename(file.waiting)
        if content.link:
            os.symlink(content.data, os.fsencode(name), dir_fd=folder)
        else:
            create(folder, name, content.data, mode=content.mode)


def _put(file: FileChange) -> None:
    """Have what waits take its place, or remove what is there. Raises OSError, and StoreError for what came since."""
    with _open_folder(file.path) as folder:
        if _read_content(file.path, folder) != file.before:
            raise _build_conflict(file.path)
        if file.after is None:
            os.unlink(os.path.basename(file.path), dir_fd=folder)
        else:
            _take_place(file, folder)
    sys.audit("vxenv.written" if file.after else "vxenv.removed", file.path)


def _take_place(file: FileChange, folder: int) -> None:
    os.replace(os.path.basename(file.waiting), os.path.basename(file.path), src_dir_fd=folder, dst_dir_fd=folder)


def roll_back(entry: Entry) -> None:
    """Put back what `entry` changed before it was cut short, wherever there still is what came after.

    What a symlink hides by now is left alone. Raises StoreError; the next writer tries again then.
    """
    for file in reversed(entry.files):
        if file.foreign:
            continue  # this home is a copy, and the change was cut short in the other one
        try:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, RefusedError):
                _roll_back_file(file)
        except OSError as error:
            raise build_error(file.path, error) from error
    journal.abandon()


def _roll_back_file(file: FileChange) -> None:
    """Put back one file. Raises OSError and RefusedError."""
    with _open_folder(file.path) as folder:
        waiting = os.path.basename(file.waiting)
        if is_temporary(waiting):
            discard(folder, waiting)
        if _read_content(file.path, folder) == file.after != file.before:
            if file.before is None:
                os.unlink(os.path.basename(file.path), dir_fd=folder)
            else:
                _write_aside(file, file.before)
                _take_place(file, folder)


def read_content(path: str) -> Content | None:
    """Return what is at `path`, a symlink as such. Raises StoreError if it is no file or cannot be read."""
    try:
        with _open_folder(path) as folder:
            return _read_content(path, folder)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise StoreError(
            f"cannot read {shorten_path(path)}: {error.strerror}", hint=f"ls -l {quote_word(shorten_path(path))}"
        ) from error


def _read_content(path: str, folder: int) -> Content | None:
    """Return what is at `path`, whose directory is open. Raises OSError, and StoreError for what is no file."""
    name = os.path.basename(path)
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        return Content(os.readlink(os.fsencode(name), dir_fd=folder), 0, link=True)
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(f"{shorten_path(path)} is no ordinary file", hint=f"ls -ld {quote_word(shorten_path(path))}")
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with open(descriptor, "rb") as file:
        return Content(file.read(), stat.S_IMODE(status.st_mode))


@contextlib.contextmanager
def lock_store() -> Iterator[str]:
    """Hold the store while no other vxenv changes it; yield what of an earlier change was taken back, or nothing.

    Raises StoreError if another one does not let go of it.
    """
    descriptor = _open_store()
    try:
        # On a file system without locks, what each writer read is compared before it writes.
        locked = wait_for_lock(descriptor, find_config_directory())
        entry = journal.read_pending()
        cut_short = ""
        if entry and not locked and entry.writer != os.getpid() and is_running(entry.writer):
            raise StoreError(
                f"another vxenv is changing {shorten_path(find_config_directory())}: {entry.what}",
                hint="pgrep -fl vxenv",
            )
        if entry is None:
            journal.set_aside()
        elif not journal.is_ended(entry):
            roll_back(entry)
            cut_short = entry.what
        journal.abandon()
        _sweep_store()
        yield cut_short
    finally:
        os.close(descriptor)


def _open_store() -> int:
    """Return a descriptor of the store's directory, which is made where it is missing. Raises StoreError."""
    folder = find_config_directory()
    try:
        make_private_directory(folder)
        return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise build_error(os.path.join(folder, ""), error) from error


def _sweep_store() -> None:
    """Remove what killed writers left beside the store's files; nobody else writes there now."""
    journal.sweep()
    for folder in (find_config_directory(), find_profiles_directory()):
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
        for file in entry.files:
            if file.foreign:
                raise RefusedError(
                    f"{shorten_path(file.path)} was changed by {escape_text(entry.what)} in another home",
                    hint="vxenv undo --list",
                )
        for path, expected, wanted in _list_steps(entry, again=again):
            current = held[path] if path in held else read_content(path)
            if not _is_same(current, expected) and not _is_same(current, wanted):
                strange.add(entry.number)
                if not force:
                    place = shorten_path(path)
                    raise RefusedError(
                        f"{place} was changed since {entry.what}; --force replaces it, and undo restores it",
                        hint="vxenv undo --force",
                    )
            held[path] = wanted
    return [_undo_entry(entry, again=again, strange=entry.number in strange) for entry in entries]


def _undo_entry(entry: Entry, *, again: bool, strange: bool) -> tuple[str, ...]:
    """Take back `entry`, or bring it again; return the paths that change. A `strange` one counts as a new change."""
    change = Transaction(f"undo --force: {entry.what}" if strange else entry.what)
    for path, _, wanted in _list_steps(entry, again=again):
        change.place(path, wanted)
    paths = tuple(file.path for file in change.list_changes())
    if not change.commit(settles=0 if strange else entry.number):
        try:
            journal.settle(entry.number)
        except OSError as error:
            raise build_error(find_state_directory(), error) from error
    return paths


def _list_steps(entry: Entry, *, again: bool) -> list[tuple[str, Content | None, Content | None]]:
    """Return the files of `entry` in order, each with what should be there and what is wanted there."""
    if again:
        return [(file.path, file.before, file.after) for file in entry.files]
    return [(file.path, file.after, file.before) for file in reversed(entry.files)]


def _is_same(content: Content | None, other: Content | None) -> bool:
    """Tell whether both are the same, whatever their modes."""
    return content == other or (content is not None and other is not None and content[::2] == other[::2])
