"""Bounded reads of files that somebody else may have put there, or may be able to write. No TOML here."""

import errno
import os
import stat

from vxenv.errors import DocumentError
from vxenv.paths import shorten_path

# What a shell reads of a file at each prompt, in bytes.
LIMIT = 64 * 1024
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def read_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return the file's bytes. Raises OSError, and DocumentError if it is not a regular file or over 64 KiB.

    Without `follow` a symlink is not a regular file: a project's may lead to a file that blocks, or to anybody's.
    """
    data = read_start(path, follow=follow)
    if data is None:
        raise DocumentError("is no ordinary file", where=shorten_path(path))
    if len(data) > LIMIT:
        raise DocumentError(f"is over {LIMIT // 1024} KiB", where=shorten_path(path))
    return data


def read_compared_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return what a shell compares of a file that cannot be used: its first 64 KiB, nothing if it cannot be read."""
    try:
        return (read_start(path, follow=follow) or b"")[:LIMIT]
    except OSError:
        return b""


def read_start(path: str, limit: int = LIMIT, *, follow: bool = True) -> bytes | None:
    """Return the first bytes of a file, one more than `limit` at most; None if it is not a regular file.

    It never waits, as for a FIFO. Raises OSError.
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
        return file.read(limit + 1) or b""  # None where it would block, as /proc/kmsg does


def read_own_bytes(path: str) -> bytes:
    """Return what is in `path`, a regular file that only the user can write. Raises OSError if it is none."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW)
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & _OTHERS_WRITE:
            raise PermissionError(errno.EPERM, "not a regular file of this user", path)
        return file.read()
