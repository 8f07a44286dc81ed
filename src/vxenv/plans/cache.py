"""Files in the user's cache that spare the next shell the work. On the hook's way: no click here."""

import os
import time
from _signal import SIG_IGN, SIGINT, signal  # type: ignore[import-not-found]  # as in __main__

from vxenv.files.atomic import write
from vxenv.files.directories import private_directory
from vxenv.paths import cache_dir

CAPTURED = "captured"
_LONGEST_NAME = 250
_DAY = 24 * 60 * 60


def plans(shell: str) -> str:
    """Return the folder of the plans for a kind of shell."""
    return os.path.join(cache_dir(), "plans", shell)


def put(folder: str, name: str, data: bytes) -> bool:
    """Write `data` to `name` in `folder`, if that can be done, and tell whether it was; one can do without."""
    if not name or os.sep in name or len(os.fsencode(name)) > _LONGEST_NAME or _of_somebody_else(folder):
        return False
    waiting = signal(SIGINT, SIG_IGN)  # Ctrl-C would leave a temporary file, and this takes no time
    try:
        private_directory(folder)
        write(os.path.join(folder, name), data, durable=False, keep_mode=False)
    except OSError:
        return False
    else:
        return True
    finally:
        signal(SIGINT, waiting)


def _of_somebody_else(folder: str) -> bool:
    """Tell whether root, who may write anywhere, would leave files of its own in a user's home: `sudo -E bash`."""
    if os.geteuid() != 0:
        return False
    while not os.path.exists(folder):
        folder = os.path.dirname(folder)
    return os.stat(folder).st_uid != 0


def sweep(folder: str) -> None:
    """Make the folder where shells put down what a builtin prints, a file each, and remove those of days past."""
    private_directory(folder)
    for entry in os.scandir(folder):
        if entry.stat(follow_symlinks=False).st_mtime < time.time() - _DAY:
            os.unlink(entry.path)
