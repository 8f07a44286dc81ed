"""Writing a file so that a reader sees the old one or the new one, whatever happens."""

import contextlib
import os

from vxenv.errors import StoreError

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700


def write(path: str, data: bytes, *, durable: bool = True, keep_mode: bool = True) -> None:
    """Replace the file at `path` by `data`.

    A symlink is written through to its target, and an existing file's mode is kept unless `keep_mode` is false; a new
    file gets 0600. With `durable` the bytes are on the disk before the name is. Raises OSError; the old file is then
    as it was.
    """
    target = os.path.realpath(path)
    mode = PRIVATE_FILE
    if keep_mode:
        with contextlib.suppress(FileNotFoundError):
            mode = os.stat(target).st_mode & 0o7777
    temporary = os.path.join(os.path.dirname(target), f".{os.urandom(8).hex()}.tmp")
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        try:
            os.fchmod(descriptor, mode)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        os.replace(temporary, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def store(path: str, data: bytes) -> None:
    """Write `data` to `path` in a directory of the user's own, which is made if need be. Raises StoreError."""
    try:
        private_directory(os.path.dirname(path))
        write(path, data)
    except OSError as error:
        raise StoreError(f"cannot write {path}: {error.strerror}", hint=f"ls -ld {os.path.dirname(path)!r}") from error


def private_directory(path: str) -> None:
    """Make `path`, 0700, and what is missing above it; take others' rights from it if it has them."""
    try:
        os.makedirs(path, PRIVATE_DIRECTORY, exist_ok=True)
        if os.stat(path).st_mode & 0o077:
            os.chmod(path, PRIVATE_DIRECTORY)
    except FileExistsError as error:
        raise NotADirectoryError(error.errno, "Not a directory", path) from error
