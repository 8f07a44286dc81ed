"""The bytes of a file that somebody may have put there, as many as a shell reads at each prompt. No TOML here."""

import os

from vxenv.errors import DocumentError
from vxenv.paths import shown

LIMIT = 64 * 1024


def read_bytes(path: str) -> bytes:
    """Return the file's bytes. Raises OSError, and DocumentError if it is no ordinary file or over 64 KiB."""
    data = _start(path)
    if data is None:
        raise DocumentError("is no ordinary file", where=shown(path))
    if len(data) > LIMIT:
        raise DocumentError(f"is over {LIMIT // 1024} KiB", where=shown(path))
    return data


def compared_bytes(path: str) -> bytes:
    """Return what a shell compares of a file that cannot be used: its first 64 KiB, nothing if it cannot be read."""
    try:
        return (_start(path) or b"")[:LIMIT]
    except OSError:
        return b""


def _start(path: str) -> bytes | None:
    """Return the file's bytes, one more than may be at most, or None if it is no ordinary file. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    with os.fdopen(descriptor, "rb") as file:
        # A FIFO or a device would be read for ever; a hook reads at most this much of a file at each prompt.
        return file.read(LIMIT + 1) if os.path.isfile(path) else None
