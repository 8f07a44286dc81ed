"""The bytes of a file that somebody may have put there, as many as a shell reads at each prompt. No TOML here."""

import errno
import os
import stat

from vxenv.errors import DocumentError
from vxenv.paths import shown

LIMIT = 64 * 1024


def read_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return the file's bytes. Raises OSError, and DocumentError if it is not a regular file or over 64 KiB.

    Without `follow` a symlink is not a regular file: a project's may lead to a file that blocks, or to anybody's.
    """
    data = _start(path, follow=follow)
    if data is None:
        raise DocumentError("is no ordinary file", where=shown(path))
    if len(data) > LIMIT:
        raise DocumentError(f"is over {LIMIT // 1024} KiB", where=shown(path))
    return data


def compared_bytes(path: str, *, follow: bool = True) -> bytes:
    """Return what a shell compares of a file that cannot be used: its first 64 KiB, nothing if it cannot be read."""
    try:
        return (_start(path, follow=follow) or b"")[:LIMIT]
    except OSError:
        return b""


def _start(path: str, *, follow: bool) -> bytes | None:
    """Return the file's bytes, one more than may be at most, or None if it is not a regular file. Raises OSError."""
    flags = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK
    try:
        descriptor = os.open(path, flags if follow else flags | os.O_NOFOLLOW)
    except OSError as error:
        if not follow and error.errno == errno.ELOOP:
            return None
        raise
    with os.fdopen(descriptor, "rb") as file:
        # A FIFO or a device would be read for ever; a hook reads at most this much of a file at each prompt.
        return file.read(LIMIT + 1) if stat.S_ISREG(os.fstat(descriptor).st_mode) else None
