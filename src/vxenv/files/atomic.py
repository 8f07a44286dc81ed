"""Writing a file so that a reader sees the old one or the new one, whatever happens.

Everything is done in an open directory, so that nobody can put a symlink on the way between a check and its use.
"""

import contextlib
import errno
import fcntl
import os
import re
import stat
import sys
from collections.abc import Iterator

from vxenv.errors import RefusedError, StoreError, word
from vxenv.paths import cache_dir, config_dir, profiles_dir, shown, state_dir

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_WRITE = stat.S_IWGRP | stat.S_IWOTH
# Written by `write`, whose process holds a lock on it; and one that waits for the other files of a change, whose name
# is in the history.
_LOCKED = re.compile(r"\.[0-9a-f]{16}\.tmp")
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}(?:\.waiting)?\.tmp")
_ATTEMPTS = 8
# Passing through a directory takes no right to list it, where the system can say so: Linux, then POSIX.
_PASS = getattr(os, "O_PATH", getattr(os, "O_SEARCH", os.O_RDONLY)) | os.O_DIRECTORY | os.O_CLOEXEC


def is_temporary(name: str) -> bool:
    """Tell whether a file called `name` is one that waits to take another's place, or waited when its writer died."""
    return _TEMPORARY.fullmatch(name) is not None


def waiting_name() -> str:
    """Return a name that no file has yet, for one that waits for others."""
    return f".{os.urandom(8).hex()}.waiting.tmp"


def resolve(path: str, inside: str) -> str:
    """Return the real path of `path`. Raises RefusedError if that is not below the directory `inside`."""
    real, root = os.path.realpath(path), os.path.realpath(inside)
    if is_below(real, root):
        return real
    raise RefusedError(
        f"refusing to write {shown(path)}: a symlink leads out of {shown(inside)}, to {shown(real)}",
        hint=f"ls -ld {word(shown(_way_out(path, inside, root)))}",
    )


def is_below(path: str, directory: str) -> bool:
    """Tell whether `path` lies below `directory`, comparing whole components."""
    return path.startswith(directory.rstrip(os.sep) + os.sep)


def _way_out(path: str, inside: str, root: str) -> str:
    """Return the symlink by which `path` leaves `inside`, whose real path is `root`; `path` itself if it has none."""
    place = inside
    for name in os.path.relpath(path, inside).split(os.sep):
        place = os.path.join(place, name)
        if os.path.islink(place) and not is_below(os.path.realpath(place), root):
            return place
    return path


@contextlib.contextmanager
def directory(path: str, *, follow: bool = False) -> Iterator[int]:
    """Open the directory at `path` for calls that take one, and close it behind.

    Unless `follow`, `path` is a real path, and a symlink that anybody put there since is refused.

    Raises:
        OSError: The directory cannot be opened.
        RefusedError: A component of `path` is a symlink.
    """
    descriptor = os.open(path, _PASS) if follow else _walk(path, made=None)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def make_directories(path: str) -> list[str]:
    """Make the directory at `path`, a real path, and what is missing above it.

    Returns what was made, the topmost first. Raises OSError and RefusedError; nothing that was made is left then.
    """
    made: list[str] = []
    try:
        os.close(_walk(path, made=made))
    except BaseException:
        remove_directories(made)
        raise
    return made


def remove_directories(made: list[str]) -> None:
    """Remove the directories `made`, the topmost first, as far as nothing else is in them by now."""
    for path in reversed(made):
        with contextlib.suppress(OSError, RefusedError), directory(os.path.dirname(path)) as above:
            os.rmdir(os.path.basename(path), dir_fd=above)


def _walk(path: str, *, made: list[str] | None) -> int:
    """Return a descriptor of the directory at `path`, reached without a symlink; make what is missing, into `made`."""
    place, descriptor = os.sep, os.open(os.sep, _PASS)
    try:
        for name in filter(None, path.split(os.sep)):
            place = os.path.join(place, name)
            if made is not None:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(name, dir_fd=descriptor)
                    made.append(place)
                    _hand_over(name, descriptor)
            descriptor = _step(descriptor, name, place)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor


def _step(above: int, name: str, place: str) -> int:
    """Return a descriptor of the directory `name` in `above`, which is closed; `place` is its path, for messages."""
    try:
        below = os.open(name, _PASS | os.O_NOFOLLOW, dir_fd=above)
    except OSError as error:
        # The systems have different numbers for this.
        if error.errno in (errno.ENOTDIR, errno.ELOOP) and _is_link(name, above):
            raise RefusedError(f"{shown(place)} has become a symlink", hint=f"ls -ld {word(shown(place))}") from error
        raise
    os.close(above)
    return below


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


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
    _give(descriptor, os.fstat(folder))
    return descriptor


def _hand_over(name: str, folder: int | None = None) -> None:
    """As root, give the directory `name`, just created, to the owner of the directory it is in."""
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        try:
            if os.fstat(descriptor).st_uid == 0:
                _give(descriptor, os.stat(os.pardir, dir_fd=descriptor))
        finally:
            os.close(descriptor)


def _give(descriptor: int, above: os.stat_result) -> None:
    """As root, give what `descriptor` is to the owner of the directory `above`, where the file system can."""
    if os.geteuid() == 0 != above.st_uid:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, above.st_uid, above.st_gid)


def _owns_home(user: int) -> bool:
    """Tell whether this is root in the home of `user`, who may own vxenv's directories there."""
    return os.geteuid() == 0 and os.stat(os.path.expanduser("~")).st_uid == user


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
    if not inside and _trusted_root(path):
        target, keep_mode = path, False
    else:
        target = resolve(path, inside) if inside else os.path.realpath(path)
    with directory(os.path.dirname(target), follow=not inside) as folder:
        name = os.path.basename(target)
        mode = _mode(folder, name) if inside or keep_mode else PRIVATE_FILE
        with _locked_file(folder) as (temporary, descriptor):
            _fill(descriptor, data, mode=mode if keep_mode else PRIVATE_FILE, durable=durable)
            os.replace(temporary, name, src_dir_fd=folder, dst_dir_fd=folder)
            sys.audit("vxenv.written", target)
        if inside:
            sweep(folder)


def write_first(path: str, data: bytes) -> None:
    """Create the file at `path`, 0600, with `data`; leave one that is there, or comes first, alone. Raises OSError."""
    with directory(os.path.dirname(path), follow=True) as folder, _locked_file(folder) as (temporary, descriptor):
        _fill(descriptor, data, mode=PRIVATE_FILE, durable=True)
        with contextlib.suppress(FileExistsError):
            os.link(temporary, os.path.basename(path), src_dir_fd=folder, dst_dir_fd=folder)
        os.unlink(temporary, dir_fd=folder)


def _mode(folder: int, name: str) -> int:
    """Return the mode of the file `name`, 0600 for none. Raises OSError if it is no ordinary file."""
    try:
        found = os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return PRIVATE_FILE
    if stat.S_ISLNK(found):  # its real path has none: it leads in a circle, or somebody put it there just now
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "Not an ordinary file")
    return found & 0o7777


@contextlib.contextmanager
def _locked_file(folder: int) -> Iterator[tuple[str, int]]:
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
            if _lock(descriptor) is not False and os.fstat(descriptor).st_nlink:
                return name, descriptor
        except BaseException:
            os.close(descriptor)
            discard(folder, name)
            raise
        os.close(descriptor)
        discard(folder, name)
    raise OSError(errno.EAGAIN, os.strerror(errno.EAGAIN))


def _lock(descriptor: int) -> bool | None:
    """Lock the file, and tell whether nobody else has it; None on a file system without locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


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
            found = os.fstat(descriptor)
            own = stat.S_ISREG(found.st_mode) and found.st_uid == os.geteuid()
            if own and _lock(descriptor):
                os.unlink(name, dir_fd=folder)
        finally:
            os.close(descriptor)


def store(path: str, data: bytes) -> None:
    """Write `data` to `path` in a directory of the user's own, which is made if need be. Raises StoreError."""
    above = os.path.dirname(path)
    try:
        private_directory(above)
        write(path, data)
        with directory(above, follow=True) as folder:
            sweep(folder)
    except OSError as error:
        raise failure(path, error) from error


def write_in_project(path: str, data: bytes, project: str) -> None:
    """Write `data` to `path` in the directory `project`.

    Raises StoreError, and RefusedError if a symlink leads out of `project`.
    """
    try:
        write(path, data, inside=project)
    except OSError as error:
        raise failure(path, error) from error


def failure(path: str, error: OSError, verb: str = "write") -> StoreError:
    """Return the error for `path`, with which what `verb` says could not be done."""
    folder = os.path.dirname(path)
    while not os.path.isdir(folder):
        folder = os.path.dirname(folder)
    full = error.errno in (errno.ENOSPC, errno.EDQUOT)
    place = word(shown(folder))
    hint = f"df -h {place}; df -i {place}" if full else f"ls -ld {place}"
    return StoreError(f"cannot {verb} {shown(path)}: {error.strerror}", hint=hint)


def own_bytes(path: str) -> bytes:
    """Return what is in `path`, a regular file that only the user can write. Raises OSError if it is none."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        found = os.fstat(descriptor)
        if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & _WRITE:
            raise PermissionError(errno.EPERM, "not a regular file of this user", path)
        return file.read()


def private_directory(path: str, root: str = "") -> None:
    """Create `path`, 0700, and what is missing above it; take the rights of others away where they have any.

    In the state and cache directories, or from `root` on, each level must be a directory of the user's own and no
    symlink, since what lies there is trusted; root may write in somebody's home. Raises OSError.
    """
    root = root or _trusted_root(path)
    if not root:
        _create(path)
        return
    if not os.path.lexists(root):
        _create(root)
    _make_private(root)
    level = root
    for name in path[len(root) :].split(os.sep)[1:]:
        level = os.path.join(level, name)
        with contextlib.suppress(FileExistsError):
            os.mkdir(level, PRIVATE_DIRECTORY)
            _hand_over(level)
        _make_private(level)


def _trusted_root(path: str) -> str:
    """Return the state or the cache directory if `path` lies there, else "": the user's own store may be links."""
    if path in (config_dir(), profiles_dir()):
        return ""
    return next((root for root in (state_dir(), cache_dir()) if (path + os.sep).startswith(root + os.sep)), "")


def _make_private(path: str) -> None:
    """Take the rights of others from the directory `path`. Raises OSError if it is another user's, or a symlink."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW)
    except NotADirectoryError as error:
        what = "is a symlink" if os.path.islink(path) else "is not a directory"
        raise NotADirectoryError(error.errno, what, path) from error
    try:
        found = os.fstat(descriptor)
        if found.st_uid != os.geteuid() and not _owns_home(found.st_uid):
            raise PermissionError(errno.EPERM, "belongs to another user", path)
        if found.st_mode & _OTHERS:
            os.fchmod(descriptor, PRIVATE_DIRECTORY)
    finally:
        os.close(descriptor)


def _create(path: str) -> None:
    """Create `path`, 0700, and what is missing above it; a symlink to a directory will do."""
    try:
        above = os.path.dirname(path)
        if above and above != path and not os.path.isdir(above):
            _create(above)  # makedirs would give those the rights of the umask
        made = not os.path.lexists(path)
        os.makedirs(path, PRIVATE_DIRECTORY, exist_ok=True)
        if made:
            _hand_over(path)
        if os.stat(path).st_mode & _OTHERS:
            os.chmod(path, PRIVATE_DIRECTORY)
    except FileExistsError as error:
        raise NotADirectoryError(error.errno, "Not a directory", path) from error
