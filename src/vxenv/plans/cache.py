"""Write plans to the user's cache. On the hook's path: no click here."""

import os
import time
from _signal import SIG_IGN, SIGINT, signal  # type: ignore[import-not-found]  # as in __main__

from vxenv.files.atomic import write
from vxenv.files.directories import make_private_directory
from vxenv.paths import find_cache_directory

CAPTURED = "captured"
_LONGEST_NAME = 250
_DAY = 24 * 60 * 60


def find_plans_dir(shell: str) -> str:
    """Return the directory of the plans for `shell`."""
    return os.path.join(find_cache_directory(), "plans", shell)


def write_cached(folder: str, name: str, data: bytes) -> bool:
    """Write `data` to `name` in `folder`. Return False if that is impossible; shells work without the file."""
    if not name or os.sep in name or len(os.fsencode(name)) > _LONGEST_NAME or _is_foreign(folder):
        return False
    handler = signal(SIGINT, SIG_IGN)  # Ctrl-C would leave a temporary file; this takes well under 1 ms
    try:
        make_private_directory(folder)
        write(os.path.join(folder, name), data, durable=False, keep_mode=False)
    except OSError:
        return False
    else:
        return True
    finally:
        signal(SIGINT, handler)


def _is_foreign(folder: str) -> bool:
    """Return True if root would write to another user's home, as under `sudo -E bash`."""
    if os.geteuid() != 0:
        return False
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.stat(folder).st_uid != 0


def sweep_captured(folder: str) -> None:
    """Create the directory where shells capture output of builtins, and remove files older than a day."""
    make_private_directory(folder)
    for entry in os.scandir(folder):
        if entry.stat(follow_symlinks=False).st_mtime < time.time() - _DAY:
            os.unlink(entry.path)
