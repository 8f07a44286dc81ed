"""Files in the user's cache that spare the next shell the work. On the hook's way: no click here."""

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
    """Return the folder of the plans for a kind of shell."""
    return os.path.join(find_cache_directory(), "plans", shell)


def write_cached(folder: str, name: str, data: bytes) -> bool:
    """Write `data` to `name` in `folder` if that is possible, and return whether it was; a shell can do without."""
    if not name or os.sep in name or len(os.fsencode(name)) > _LONGEST_NAME or _is_foreign(folder):
        return False
    handler = signal(SIGINT, SIG_IGN)  # Ctrl-C would leave a temporary file, and this takes no time
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
    """Tell whether root would leave files of its own in a user's home: `sudo -E bash`."""
    if os.geteuid() != 0:
        return False
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.stat(folder).st_uid != 0


def sweep_captured(folder: str) -> None:
    """Make the folder in which shells capture what a builtin prints, and remove files older than a day."""
    make_private_directory(folder)
    for entry in os.scandir(folder):
        if entry.stat(follow_symlinks=False).st_mtime < time.time() - _DAY:
            os.unlink(entry.path)
