"""File locks, which end with their process, and a check for running processes where locks are unsupported."""

import fcntl
import os
import time

from vxenv.errors import StoreError
from vxenv.paths import shorten_path

_PATIENCE = 30  # seconds


def try_lock(descriptor: int) -> bool | None:
    """Lock `descriptor`; return False if another process holds the lock, None on a file system without locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def wait_for_lock(descriptor: int, path: str) -> bool:
    """Lock `descriptor`, open for `path`, waiting if necessary; return False on a file system without locks.

    Closing it, or the end of the process, unlocks it. Raises StoreError if another process holds it too long.
    """
    deadline = time.monotonic() + _PATIENCE
    while (locked := try_lock(descriptor)) is False:
        if time.monotonic() > deadline:
            what = f"another vxenv process has been changing {shorten_path(path)} for {_PATIENCE} seconds"
            raise StoreError(what, hint="pgrep -fl vxenv")
        time.sleep(0.002 + os.urandom(1)[0] / 14_000)  # random, so that waiting processes do not wake together
    return locked is True


def is_running(process: int) -> bool:
    """Tell whether the process with the ID `process` exists."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
