"""Locks, which go with the process that holds them, and on systems without locks a look at who is alive."""

import fcntl
import os
import time

from vxenv.errors import StoreError
from vxenv.paths import shorten_path

_PATIENCE = 30  # seconds


def try_lock(descriptor: int) -> bool | None:
    """Lock what is open as `descriptor`; tell whether nobody else has it, None on a file system without locks."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def wait_for_lock(descriptor: int, path: str) -> bool:
    """Wait until `descriptor`, of what is at `path`, is locked; return False on a file system without locks.

    Closing it, or the end of the process, unlocks it. Raises StoreError if another vxenv holds it too long.
    """
    deadline = time.monotonic() + _PATIENCE
    while (locked := try_lock(descriptor)) is False:
        if time.monotonic() > deadline:
            what = f"another vxenv has been changing {shorten_path(path)} for {_PATIENCE} seconds"
            raise StoreError(what, hint="pgrep -fl vxenv")
        time.sleep(0.002 + os.urandom(1)[0] / 14_000)  # so that those who wait do not wake together
    return locked is True


def is_running(process: int) -> bool:
    """Tell whether there is a process of the number `process`."""
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        pass
    return True
