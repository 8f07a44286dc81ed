"""Writing a file so that a reader sees the old one or the new one, whatever happens.

Everything is done in an open directory, so that nobody can put a symlink on the way between a check and its use.
"""

import contextlib
import errno
import os
import re
import stat
import sys
from collections.abc import Iterator

from vxenv.errors import RefusedError, StoreError, quote_word
from vxenv.files.directories import find_private_root, give_to_owner, is_below, make_private_directory, open_directory
from vxenv.files.lock import try_lock
from vxenv.paths import shorten_path

PRIVATE_FILE = 0o600
# Written by `write`, whose process holds a lock on it; and one that waits for the other files of a change, whose name
# is in the history.
_LOCKED = re.compile(r"\.[0-9a-f]{16}\.tmp")
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}(?:\.waiting)?\.tmp")
_ATTEMPTS = 8


def is_temporary(name: str) -> bool:
    """Tell whether a file called `name` is one that waits to take another's place, or waited when its writer died."""
    return _TEMPORARY.fullmatch(name) is not None


def make_waiting_name() -> str:
    """Return a name that no file has yet, for one that waits for others."""
    return f".{os.urandom(8).hex()}.waiting.tmp"


def resolve_inside(path: str, inside: str) -> str:
    """Return the real path of `path`. Raises RefusedError if that is not below the directory `inside`."""
    real, root = os.path.realpath(path), os.path.realpath(inside)
    if is_below(real, root):
        return real
    raise RefusedError(
        f"refusing to write {shorten_path(path)}: a symlink leads out of {shorten_path(inside)}, "
        f"to {shorten_path(real)}",
        hint=f"ls -ld {quote_word(shorten_path(_find_way_out(path, inside, root)))}",
    )


def _find_way_out(path: str, inside: str, root: str) -> str:
    """Return the symlink by which `path` leaves `inside`, whose real path is `root`; `path` itself if it has none."""
    place = inside
    for name in os.path.relpath(path, inside).split(os.sep):
        place = os.path.join(place, name)
        if os.path.islink(place) and not is_below(os.path.realpath(place), root):
            return place
    return path


def create(folder: int, name: str, data: bytes, *, mode: int, durable: bool = True) -> None:
    """Make the file `name` in the open directory `folder`. With `durable` its bytes are on the disk then.

    Raises OSError; nothing is left then.
    """
    descriptor = _open_new(folder, name)
    try:
        _fill(descriptor, data, mode=mode, durable=durable)
    except BaseException:
        discard(folder, name)
        raise
    finally:
        os.close(descriptor)


def discard(folder: int, name: str) -> None:
    """Remove the file `name` from the open directory `folder`, if it is there."""
    with contextlib.suppress(OSError):
        os.unlink(name, dir_fd=folder)


def _open_new(folder: int, name: str) -> int:
    descriptor = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE, dir_fd=folder)
    give_to_owner(descriptor, os.fstat(folder))
    return descriptor


def _fill(descriptor: int, data: bytes, *, mode: int, durable: bool) -> None:
    os.fchmod(descriptor, mode)
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]
    if durable:
        os.fsync(descriptor)


def write(path: str, data: bytes, *, durable: bool = True, keep_mode: bool = True, inside: str = "") -> None:
    """Replace the file at `path` by `data`.

    An existing file's mode is kept unless `keep_mode` is false; a new file gets 0600. With `durable` the bytes are on
    the disk before the name is. A symlink is written through to its target; with `inside`, the directory of a project,
    only to a target below that, and what killed writers left beside it is removed. In the state and cache directories
    it is replaced, and all files get 0600.

    Raises:
        OSError: The old file is as it was.
        RefusedError: A symlink leads out of `inside`.
    """
    if not inside and find_private_root(path):
        target, keep_mode = path, False
    else:
        target = resolve_inside(path, inside) if inside else os.path.realpath(path)
    with open_directory(os.path.dirname(target), follow=not inside) as folder:
        name = os.path.basename(target)
        mode = _read_mode(folder, name) if inside or keep_mode else PRIVATE_FILE
        with _open_locked(folder) as (temporary, descriptor):
            _fill(descriptor, data, mode=mode if keep_mode else PRIVATE_FILE, durable=durable)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            sys.audit("vxenv.written", target)
        if inside:
            sweep(folder)


def write_first(path: str, data: bytes) -> None:
    """Create the file at `path`, 0600, with `data`; leave one that is there, or comes first, alone. Raises OSError."""
    with open_directory(os.path.dirname(path), follow=True) as folder, _open_locked(folder) as (temporary, descriptor):
        _fill(descriptor, data, mode=PRIVATE_FILE, durable=True)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, os.path.basename(path), src_dir_fd=folder, dst_dir_fd=folder)
        os.unlink(temporary, dir_fd=folder)


def _read_mode(folder: int, name: str) -> int:
    """Return the mode of the file `name`, 0600 for none. Raises OSError if it is no ordinary file."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return PRIVATE_FILE
    if stat.S_ISLNK(mode):  # its real path has none: it leads in a circle, or somebody put it there just now
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Not an ordinary file")
    return mode & 0o7777


@contextlib.contextmanager
def _open_locked(folder: int) -> Iterator[tuple[str, int]]:
    """Make a file in `folder`, and give its name and descriptor; while its writer lives, no other one removes it.

    If anything goes wrong, nothing is left.
    """
    name, descriptor = _create_locked(folder)
    try:
        yield name, descriptor
    except BaseException:
        discard(folder, name)
        raise
    finally:
        os.close(descriptor)


def _create_locked(folder: int) -> tuple[str, int]:
    for _ in range(_ATTEMPTS):
        name = f".{os.urandom(8).hex()}.tmp"
        descriptor = _open_new(folder, name)
        try:
            # A writer that sweeps may come between the two calls: the file is gone then.
            if try_lock(descriptor) is not False and os.fstat(descriptor).st_nlink:
                return name, descriptor
        except BaseException:
            os.close(descriptor)
            discard(folder, name)
            raise
        os.close(descriptor)
        discard(folder, name)
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def sweep(folder: int) -> None:
    """Remove from the open directory `folder` what killed writers left there: the user's own ordinary files alone.

    What a living writer holds stays. On a file system without locks, nobody can tell, and everything stays.
    """
    with contextlib.suppress(OSError):
        readable = os.open(os.curdir, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC, dir_fd=folder)
        try:
            names = os.listdir(readable)
        finally:
            os.close(readable)
        for name in names:
            if _LOCKED.fullmatch(name):
                _remove_abandoned(folder, name)


def _remove_abandoned(folder: int, name: str) -> None:
    with contextlib.suppress(OSError):
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
        descriptor = os.open(name, flags, dir_fd=folder)
        try:
            status = os.fstat(descriptor)
            own = stat.S_ISREG(status.st_mode) and status.st_uid == os.geteuid()
            if own and try_lock(descriptor):
                os.unlink(name, dir_fd=folder)
        finally:
            os.close(descriptor)


def store(path: str, data: bytes) -> None:
    """Write `data` to `path` in a directory of the user's own, which is made if need be. Raises StoreError."""
    above = os.path.dirname(path)
    try:
        make_private_directory(above)
        write(path, data)
        with open_directory(above, follow=True) as folder:
            sweep(folder)
    except OSError as error:
        raise build_error(path, error) from error


def write_in_project(path: str, data: bytes, project: str) -> None:
    """Write `data` to `path` in the directory `project`.

    Raises StoreError, and RefusedError if a symlink leads out of `project`.
    """
    try:
        write(path, data, inside=project)
    except OSError as error:
        raise build_error(path, error) from error


def build_error(path: str, error: OSError, verb: str = "write") -> StoreError:
    """Return the error for `path`, with which what `verb` says could not be done."""
    folder = os.path.dirname(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    place = quote_word(shorten_path(folder))
    hint = f"df -h {place}; df -i {place}" if full else f"ls -ld {place}"
    return StoreError(f"cannot {verb} {shorten_path(path)}: {error.strerror}", hint=hint)
