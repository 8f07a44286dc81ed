"""Write files atomically: a reader always sees either the old file or the new one.

All operations use an open directory, so that no symlink can be inserted between a check and its use.
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
# Names of temporary files: those of `write`, which are locked by their process, and also those of transactions, which
# are recorded in the history.
_LOCKED = re.compile(r"\.[0-9a-f]{16}\.tmp")
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}(?:\.waiting)?\.tmp")
_ATTEMPTS = 8


def is_temporary(name: str) -> bool:
    """Tell whether `name` is that of a temporary file, which may be left over from a killed process."""
    return _TEMPORARY.fullmatch(name) is not None


def make_waiting_name() -> str:
    """Return an unused name for a temporary file of a transaction."""
    return f".{os.urandom(8).hex()}.waiting.tmp"


def resolve_inside(path: str, inside: str) -> str:
    """Return the real path of `path`. Raises RefusedError if it is not below the directory `inside`."""
    real, root = os.path.realpath(path), os.path.realpath(inside)
    if is_below(real, root):
        return real
    raise RefusedError(
        f"refusing to write {shorten_path(path)}: a symlink leads outside {shorten_path(inside)}, "
        f"to {shorten_path(real)}",
        hint=f"ls -ld {quote_word(shorten_path(_find_way_out(path, inside, root)))}",
    )


def _find_way_out(path: str, inside: str, root: str) -> str:
    """Return the symlink at which `path` leaves `inside`, with the real path `root`, or `path` without such a link."""
    place = inside
    for name in os.path.relpath(path, inside).split(os.sep):
        place = os.path.join(place, name)
        if os.path.islink(place) and not is_below(os.path.realpath(place), root):
            return place
    return path


def create(folder: int, name: str, data: bytes, *, mode: int, durable: bool = True) -> None:
    """Create the file `name` in the open directory `folder`; `durable` syncs it to disk.

    Raises OSError, leaving no file.
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
    """Remove the file `name` from the open directory `folder` if it exists."""
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

    A symlink is followed, except in the state and cache directories, where it is replaced.

    Args:
        path: The file.
        data: The new content.
        durable: Sync the content to disk before the file is replaced.
        keep_mode: Keep the mode of an existing file. New files and those in the state and cache directories, get 0600.
        inside: A project directory that the target must be in; temporary files of killed processes are removed there.

    Raises:
        OSError: The file could not be written and is unchanged.
        RefusedError: A symlink leads outside `inside`.
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
    """Create the file at `path`, mode 0600, with `data`, unless it already exists. Raises OSError."""
    with open_directory(os.path.dirname(path), follow=True) as folder, _open_locked(folder) as (temporary, descriptor):
        _fill(descriptor, data, mode=PRIVATE_FILE, durable=True)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, os.path.basename(path), src_dir_fd=folder, dst_dir_fd=folder)
        os.unlink(temporary, dir_fd=folder)


def _read_mode(folder: int, name: str) -> int:
    """Return the mode of the file `name`, 0600 if it does not exist. Raises OSError if it is not a regular file."""
    try:
        mode = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return PRIVATE_FILE
    if stat.S_ISLNK(mode):  # the name comes from a real path, so this is a symlink loop or a new symlink
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "Not a regular file")
    return mode & 0o7777


@contextlib.contextmanager
def _open_locked(folder: int) -> Iterator[tuple[str, int]]:
    """Create a locked temporary file in `folder`; yield its name and descriptor.

    Other processes do not remove it while this one runs. It is removed after an error.
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
            # Another process may remove the file between the two calls.
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
    """Remove temporary files of killed processes from the open directory `folder`.

    Only unlocked regular files owned by the user are removed; on a file system without locks, none are.
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
    """Write `data` to `path` in a private directory, which is created if missing. Raises StoreError."""
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

    Raises StoreError, and RefusedError if a symlink leads outside `project`.
    """
    try:
        write(path, data, inside=project)
    except OSError as error:
        raise build_error(path, error) from error


def build_error(path: str, error: OSError, verb: str = "write") -> StoreError:
    """Return the error ``cannot VERB PATH: reason`` for an OSError."""
    folder = os.path.dirname(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    place = quote_word(shorten_path(folder))
    hint = f"df -h {place}; df -i {place}" if full else f"ls -ld {place}"
    return StoreError(f"cannot {verb} {shorten_path(path)}: {error.strerror}", hint=hint)
