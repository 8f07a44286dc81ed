"""Store settings for starts of Claude Code in private files, because other users can read command lines.

The files are in ``settings/`` in the cache directory, 0600 in 0700. A file of ``exec`` belongs to one process and is
removed when that process ends; a file of the hook's `claude` is named by its content and stays while it is used.

Claude Code needs a path. Measured: 2.1.330 reads an open, unlinked file as ``/dev/fd/N``, but 2.1.197 resolves that to
the removed path and does not start.
"""

import contextlib
import fcntl
import os
import re
import time

from vxenv.files.atomic import store
from vxenv.files.digest import compute_sha256
from vxenv.files.lock import is_running
from vxenv.paths import find_cache_directory

_LONG = 90 * 24 * 60 * 60
_LENT = re.compile(r"exec-([0-9a-f]{8})-([0-9]+)-[0-9a-f]{16}\.json")
_PAUSE = 1.0  # seconds between checks of a process without a descriptor


def keep(text: str) -> str:
    """Return the path of a permanent file with `text`. Raises StoreError."""
    path = os.path.join(_find_folder(), compute_sha256(text.encode())[:32] + ".json")
    if os.path.isfile(path):
        with contextlib.suppress(OSError):
            os.utime(path)
    else:
        store(path, text.encode())
        _sweep()
    return path


def lend(text: str) -> str:
    """Return the path of a file with `text` that is removed when this process, or the program it becomes, ends.

    A separate process waits for the end. The program keeps the ID, parent and terminal of this process, and signals,
    job control and exit codes work as usual. Raises StoreError.
    """
    _sweep()
    path = os.path.join(_find_folder(), f"exec-{_identify_machine()}-{os.getpid()}-{os.urandom(8).hex()}.json")
    store(path, text.encode())
    with contextlib.suppress(OSError):  # the next call removes the file then
        _remove_afterwards(path, os.getpid())
    return path


def _find_folder() -> str:
    return os.path.join(find_cache_directory(), "settings")


def _identify_machine() -> str:
    """Return an identifier of this machine or container, since several with their own process IDs may share a home."""
    return compute_sha256(os.uname().nodename.encode())[:8]


def _sweep() -> None:
    """Remove files of processes that have ended, and files that were not used for a long time.

    A shell with a plan that names a removed file requests a new plan.
    """
    long_ago = time.time() - _LONG
    with contextlib.suppress(OSError):
        for entry in os.scandir(_find_folder()):
            lent = _LENT.fullmatch(entry.name)
            if lent and lent[1] == _identify_machine():
                is_stale = not is_running(int(lent[2]))
            else:
                is_stale = entry.stat(follow_symlinks=False).st_mtime < long_ago
            if is_stale:
                os.unlink(entry.path)


def _remove_afterwards(path: str, process: int) -> None:
    """Start a process that removes `path` when `process` ends. Raises OSError."""
    handle = _open_process(process)
    child = os.fork()
    if child:
        os.waitpid(child, 0)
        if handle is not None:
            os.close(handle)
        return
    # A grandchild in its own session gets no signals from the terminal and is not a child of the program.
    try:
        os.setsid()
        if os.fork() == 0:
            _close_everything(handle)
            _wait_for(process, handle)
            os.unlink(path)
    finally:
        os._exit(0)


def _open_process(process: int) -> int | None:
    """Return a descriptor that is readable when `process` ends, None if unsupported (macOS, old kernels)."""
    try:
        first = os.pidfd_open(process)
    except (AttributeError, OSError):
        return None
    # The standard streams may be closed; their numbers must not be used.
    handle = fcntl.fcntl(first, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(first)
    return handle


def _close_everything(handle: int | None) -> None:
    """Release the working directory and all open files except `handle`, for whose end other processes may wait."""
    os.chdir(os.sep)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    for name in os.listdir("/dev/fd"):
        if int(name) > 2 and int(name) != handle:  # noqa: PLR2004 - the standard streams
            with contextlib.suppress(OSError):
                os.close(int(name))


def _wait_for(process: int, handle: int | None) -> None:
    if handle is None:
        while is_running(process):
            time.sleep(_PAUSE)
        return
    import select  # noqa: PLC0415 - only here

    waiting = select.poll()
    waiting.register(handle, select.POLLIN)
    waiting.poll()
