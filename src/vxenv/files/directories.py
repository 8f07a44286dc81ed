"""Open directories without following symlinks, create them for their owner, and keep them private."""

import contextlib
import errno
import os
import stat
from collections.abc import Iterator

from vxenv.errors import RefusedError, quote_word
from vxenv.paths import (
    find_cache_directory,
    find_config_directory,
    find_profiles_directory,
    find_state_directory,
    shorten_path,
)

_PRIVATE = 0o700
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
# Flags to open a directory without permission to list it, if the system supports that: Linux, then POSIX.
_PASS = getattr(os, "O_PATH", getattr(os, "O_SEARCH", os.O_RDONLY)) | os.O_DIRECTORY | os.O_CLOEXEC


def is_below(path: str, directory: str) -> bool:
    """Tell whether `path` lies below `directory`, comparing whole components."""
    return path.startswith(directory.rstrip(os.sep) + os.sep)


@contextlib.contextmanager
def open_directory(path: str, *, follow: bool = False) -> Iterator[int]:
    """Open the directory at `path` and yield its descriptor.

    Unless `follow` is true, `path` is a real path, and a symlink inserted since is an error.

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
    """Create the directory at `path`, a real path, and missing ones above it.

    Returns the created directories, the topmost first. Raises OSError and RefusedError after removing them.
    """
    made: list[str] = []
    try:
        os.close(_walk(path, made=made))
    except BaseException:
        remove_directories(made)
        raise
    return made


def remove_directories(made: list[str]) -> None:
    """Remove the directories `made`, listed topmost first, if they are empty."""
    for path in reversed(made):
        with contextlib.suppress(OSError, RefusedError), open_directory(os.path.dirname(path)) as above:
            os.rmdir(os.path.basename(path), dir_fd=above)


def _walk(path: str, *, made: list[str] | None) -> int:
    """Open the directory at `path` without following symlinks; with `made`, create missing ones and add them to it."""
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
    """Open the directory `name` in `above`, and close `above`; `place` is its path, for messages."""
    try:
        below = os.open(name, _PASS | os.O_NOFOLLOW, dir_fd=above)
    except OSError as error:
        # The error number differs between systems.
        if error.errno in (errno.ENOTDIR, errno.ELOOP) and _is_link(name, above):
            raise RefusedError(
                f"{shorten_path(place)} was replaced by a symlink", hint=f"ls -ld {quote_word(shorten_path(place))}"
            ) from error
        raise
    os.close(above)
    return below


def _is_link(name: str, folder: int) -> bool:
    return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)


def _hand_over(name: str, folder: int | None = None) -> None:
    """As root, change the owner of the new directory `name` to that of its parent directory."""
    if os.geteuid() != 0:
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=folder)
        try:
            if os.fstat(descriptor).st_uid == 0:
                give_to_owner(descriptor, os.stat(os.pardir, dir_fd=descriptor))
        finally:
            os.close(descriptor)


def give_to_owner(descriptor: int, above: os.stat_result) -> None:
    """As root, change the owner of `descriptor` to that of the directory `above`, if the file system supports it."""
    if os.geteuid() == 0 != above.st_uid:
        with contextlib.suppress(OSError):
            os.fchown(descriptor, above.st_uid, above.st_gid)


def _is_home_owner(user: int) -> bool:
    """Tell whether root runs in the home of `user`, who may own vxenv's directories there."""
    return os.geteuid() == 0 and os.stat(os.path.expanduser("~")).st_uid == user


def make_private_directory(path: str, root: str = "") -> None:
    """Create `path` and missing directories above it, mode 0700, and remove other users' permissions.

    In the state and cache directories, or below `root`, each level must be a directory owned by the user and not a
    symlink, since its files are trusted. Root may write in the home of another user. Raises OSError.
    """
    root = root or find_private_root(path)
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
            os.mkdir(level, _PRIVATE)
            _hand_over(level)
        _make_private(level)


def find_private_root(path: str) -> str:
    """Return the state or cache directory if it contains `path`, else "": profiles may be symlinks of the user."""
    if path in (find_config_directory(), find_profiles_directory()):
        return ""
    return next(
        (
            root
            for root in (find_state_directory(), find_cache_directory())
            if (path + os.sep).startswith(root + os.sep)
        ),
        "",
    )


def _make_private(path: str) -> None:
    """Remove other users' permissions for the directory `path`. Raises OSError for a symlink or another owner."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW)
    except NotADirectoryError as error:
        what = "a symlink" if os.path.islink(path) else "not a directory"
        raise NotADirectoryError(error.errno, f"{shorten_path(path)} is {what}", path) from error
    try:
        status = os.fstat(descriptor)
        if status.st_uid != os.geteuid() and not _is_home_owner(status.st_uid):
            raise PermissionError(errno.EPERM, f"{shorten_path(path)} is owned by another user", path)
        if status.st_mode & _OTHERS:
            os.fchmod(descriptor, _PRIVATE)
    finally:
        os.close(descriptor)


def _create(path: str) -> None:
    """Create `path` and missing directories above it, mode 0700; a symlink to a directory is accepted."""
    try:
        above = os.path.dirname(path)
        if above and above != path and not os.path.isdir(above):
            _create(above)  # makedirs would apply the umask to these
        made = not os.path.lexists(path)
        os.makedirs(path, _PRIVATE, exist_ok=True)
        if made:
            _hand_over(path)
        if os.stat(path).st_mode & _OTHERS:
            os.chmod(path, _PRIVATE)
    except FileExistsError as error:
        raise NotADirectoryError(error.errno, "Not a directory", path) from error
