"""Read files that may be untrusted, up to a limit and without blocking."""

import errno
import os
import stat

from vxenv.errors import DocumentError
from vxenv.paths import shorten_path

# Bytes of a file that a shell reads at each prompt.
LIMIT = 64 * 1024
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def read_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return the file's bytes. Raises OSError, and DocumentError if it is not a regular file or over 64 KiB.

    Without `follow`, a symlink is not a regular file: an untrusted one may lead to a file that blocks.
    """
    data = read_start(path, follow=follow)
    if data is None:
        raise DocumentError("is not a regular file", where=shorten_path(path))
    if len(data) > LIMIT:
        raise DocumentError(f"is over {LIMIT // 1024} KiB", where=shorten_path(path))
    return data


def read_compared_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return the bytes that a shell compares of an invalid file: its first 64 KiB, none if it cannot be read."""
    try:
        return (read_start(path, follow=follow) or b"")[:LIMIT]
    except OSError:
        return b""


def read_start(path: str, limit: int = LIMIT, *, follow: bool = True) -> bytes | None:
    """Return up to `limit` + 1 bytes of a file, None if it is not a regular file.

    Never blocks, for example on a FIFO. Raises OSError.
    """
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags if follow else flags | os.O_NOFOLLOW)
    except OSError as error:
        if not follow and error.errno == errno.ELOOP:
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return None
        return file.read(limit + 1) or b""  # None if reading would block, as for /proc/kmsg


def read_own_bytes(path: str) -> bytes:
    """Return the bytes of `path`, a regular file that only the user can write. Raises OSError for any other file."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & _OTHERS_WRITE:
            raise PermissionError(errno.EPERM, "Not a regular file owned and writable only by this user", path)
        return file.read()
