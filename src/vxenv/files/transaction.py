"""Change the store in transactions: one writer at a time, all or nothing, with a history for undo.

Changes are collected, then committed in order: the journal records the change, temporary files are written, and each
replaces its target. A change that fails or is killed before the end is rolled back, at once or by the next writer.
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
from vxenv.paths import (
    escape_text,
    find_config_directory,
    find_profiles_directory,
    find_state_directory,
    find_values_directory,
    shorten_path,
)

# Files that are synced to disk one by one; for more of them, one sync of everything takes a tenth of the time.
_MOST_SYNCED = 50


class Transaction:
    """Changes to files that are committed together; `what` is the command."""

    def __init__(self, what: str) -> None:
        """Start without changes."""
        self.what = what
        self._found: dict[str, Content | None] = {}
        self._wanted: dict[str, Content | None] = {}
        self._confined: dict[str, str] = {}
        self._folders: list[str] = []

    def confine(self, path: str) -> None:
        """Restrict writes to the absolute `path` to its project.

        Raises RefusedError if a symlink leads outside the project; one inserted later fails the commit.
        """
        self._confined[path] = confine(path)

    def find_target(self, path: str) -> str:
        """Return the real path that is written for `path`."""
        return self._confined.get(path) or os.path.realpath(path)

    def make_directory(self, path: str) -> None:
        """Create the directory of `path` at the commit if it is missing."""
        self._folders.append(os.path.dirname(self.find_target(path)))

    def read(self, path: str) -> bytes:
        """Return the bytes at `path`, none if it does not exist; the commit fails if they change in between."""
        target = self.find_target(path)
        content = self.find(target)
        if content.link if content else target != path and os.path.islink(path):
            raise StoreError(
                f"{shorten_path(path)} is a dangling symlink", hint=f"ls -l {quote_word(shorten_path(path))}"
            )
        return content.data if content else b""

    def read_wanted(self, path: str) -> bytes:
        """Return the bytes at `path` with the collected changes."""
        wanted = self._wanted.get(self.find_target(path))
        return wanted.data if wanted else self.read(path)

    def write(self, path: str, data: bytes) -> None:
        """Write `data` to `path` at the commit, following a symlink."""
        target = self.find_target(path)
        before = self.find(target)
        self._wanted[target] = Content(data, before.mode) if before else Content(data)

    def remove(self, path: str) -> None:
        """Remove `path` at the commit; a symlink is not followed."""
        self.place(path, None)

    def place(self, path: str, content: Content | None) -> None:
        """Replace `path` by `content` at the commit, or remove it for None; a symlink is not followed."""
        self.find(path)
        self._wanted[path] = content

    def find(self, path: str) -> Content | None:
        """Return the content of `path`, not following a symlink; the commit fails if it changes in between."""
        if path not in self._found:
            self._found[path] = read_content(path)
        return self._found[path]

    def list_changes(self) -> tuple[FileChange, ...]:
        """Return the files that differ from their current content, in order."""
        both = (
            FileChange(path, self._found[path], after, os.path.join(os.path.dirname(path), make_waiting_name()))
            for path, after in self._wanted.items()
        )
        return tuple(file for file in both if file.before != file.after)

    def commit(self, *, settles: int = 0) -> bool:
        """Commit the changes; return False if there were none. Raises StoreError without changing anything.

        `settles` is the number of the history entry that this undoes or redoes.
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
                    _write_aside(file, file.after, durable=len(files) <= _MOST_SYNCED)
            _flush_many(files)
            for file in files:
                place = file.path
                _put(file)
            journal.finish(entry)
        except BaseException as error:
            if journal.is_ended(entry):
                # The change is complete; the next writer does the remaining cleanup.
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
        """Remove temporary files of killed processes from projects; the next writer does so in the store."""
        for real in self._confined.values():
            with contextlib.suppress(OSError, RefusedError), open_directory(os.path.dirname(real)) as folder:
                sweep(folder)


def _open_folder(path: str) -> contextlib.AbstractContextManager[int]:
    """Open the directory of `path`.

    In the config and state directories, symlinks are trusted; any other path is a real path without symlinks. Raises
    OSError, and RefusedError for a symlink inserted since.
    """
    is_own = any(is_below(path, place) for place in (find_config_directory(), find_state_directory()))
    return open_directory(os.path.dirname(path), follow=is_own)


def _check_writable(files: tuple[FileChange, ...]) -> None:
    """Raise StoreError for a read-only file, which a rename would replace."""
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
            # ELOOP: a symlink inserted since.
            raise (_build_conflict(path) if error.errno == errno.ELOOP else build_error(path, error)) from error


def _build_conflict(path: str) -> StoreError:
    return StoreError(f"{shorten_path(path)} was changed by another process; try again", hint="vxenv undo --list")


def _write_aside(file: FileChange, content: Content, *, durable: bool = True) -> None:
    """Write `content` to the temporary file, creating vxenv's own directories if missing. Raises OSError."""
    above = os.path.dirname(file.path)
    own = (find_config_directory(), find_profiles_directory(), find_values_directory())
    if above in own or is_below(above, find_state_directory()):
        make_private_directory(above)
    with _open_folder(file.path) as folder:
        name = os.path.basename(file.waiting)
        if content.link:
            os.symlink(content.data, os.fsencode(name), dir_fd=folder)
        else:
            create(folder, name, content.data, mode=content.mode, durable=durable)


def _flush_many(files: tuple[FileChange, ...]) -> None:
    """Sync the temporary files of `files` to disk if they were not synced one by one."""
    if len(files) > _MOST_SYNCED:
        os.sync()


def _put(file: FileChange) -> None:
    """Replace the file by its temporary file, or remove it. Raises OSError, and StoreError if it has changed."""
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
    """Roll back the interrupted change `entry`, except files that have changed since.

    Files behind a new symlink are unchanged. Raises StoreError; the next writer tries again.
    """
    for file in reversed(entry.files):
        if file.foreign:
            continue  # the change was interrupted in another home, and this one is a copy
        try:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, RefusedError):
                _roll_back_file(file)
        except OSError as error:
            raise build_error(file.path, error) from error
    journal.abandon()


def _roll_back_file(file: FileChange) -> None:
    """Roll back one file. Raises OSError and RefusedError."""
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
    """Return the content of `path`, not following a symlink. Raises StoreError if it cannot be read."""
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
    """Return the content of `path` in the open directory `folder`.

    Raises OSError, and StoreError if it is neither a regular file nor a symlink.
    """
    name = os.path.basename(path)
    try:
        status = os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return None
    if stat.S_ISLNK(status.st_mode):
        return Content(os.readlink(os.fsencode(name), dir_fd=folder), 0, link=True)
    if not stat.S_ISREG(status.st_mode):
        raise StoreError(
            f"{shorten_path(path)} is not a regular file", hint=f"ls -ld {quote_word(shorten_path(path))}"
        )
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=folder)
    with open(descriptor, "rb") as file:
        return Content(file.read(), stat.S_IMODE(status.st_mode))


@contextlib.contextmanager
def lock_store() -> Iterator[str]:
    """Lock the store; yield the command of an interrupted change that was rolled back, or "".

    Raises StoreError if another vxenv process holds the lock too long.
    """
    descriptor = _open_store()
    try:
        # On a file system without locks, conflicts are detected by comparing the files before writing.
        locked = wait_for_lock(descriptor, find_config_directory())
        entry = journal.read_pending()
        cut_short = ""
        if entry and not locked and entry.writer != os.getpid() and is_running(entry.writer):
            raise StoreError(
                f"another vxenv process is changing {shorten_path(find_config_directory())}: {entry.what}",
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
    """Open the config directory, creating it if missing. Raises StoreError."""
    folder = find_config_directory()
    try:
        make_private_directory(folder)
        return os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise build_error(os.path.join(folder, ""), error) from error


def _sweep_store() -> None:
    """Remove temporary files of killed processes from the store, which must be locked."""
    journal.sweep()
    for folder in (find_config_directory(), find_profiles_directory()):
        with contextlib.suppress(OSError):
            for name in os.listdir(folder):
                if is_temporary(name):
                    os.unlink(os.path.join(folder, name))


def undo(entries: Sequence[Entry], *, again: bool = False, force: bool = False) -> list[tuple[str, ...]]:
    """Undo `entries` in order, or redo them with `again`; return the changed paths of each.

    The store must be locked. Raises RefusedError, without changing anything, if a file has changed since its entry.
    With `force` such files are overwritten, which is recorded as a new change.
    """
    held: dict[str, Content | None] = {}
    strange = set()
    for entry in entries:
        for file in entry.files:
            if file.foreign:
                raise RefusedError(
                    f"{shorten_path(file.path)} was changed by {escape_text(entry.what)} in another home directory",
                    hint="vxenv undo --list",
                )
        for path, expected, wanted in _list_steps(entry, again=again):
            current = held[path] if path in held else read_content(path)
            if not _is_same(current, expected) and not _is_same(current, wanted):
                strange.add(entry.number)
                if not force:
                    place = shorten_path(path)
                    raise RefusedError(
                        f"{place} has changed since {entry.what}; --force overwrites it, and undo restores it",
                        hint="vxenv undo --force",
                    )
            held[path] = wanted
    return [_undo_entry(entry, again=again, strange=entry.number in strange) for entry in entries]


def _undo_entry(entry: Entry, *, again: bool, strange: bool) -> tuple[str, ...]:
    """Undo or redo `entry`; return the changed paths. With `strange`, record it as a new change."""
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
    """Return the files of `entry` in order, each with its expected and its new content."""
    if again:
        return [(file.path, file.before, file.after) for file in entry.files]
    return [(file.path, file.after, file.before) for file in reversed(entry.files)]


def _is_same(content: Content | None, other: Content | None) -> bool:
    """Tell whether both contents are equal apart from their modes."""
    return content == other or (content is not None and other is not None and content[::2] == other[::2])
