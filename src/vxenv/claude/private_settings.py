"""Files with settings that Claude Code is started with: private to the user, since everybody can read its words.

They lie in ``settings/`` of the cache, 0600 in 0700. A file of ``exec`` is lent to one process and removed when that
process ends; one of the hook's `claude` is named by its content and stays as long as it is asked for.

A path is needed. Measured: 2.1.330 reads an open, unlinked file as ``/dev/fd/N``, but 2.1.197 resolves that to the
path which no longer exists and refuses to start.
"""

import contextlib
import fcntl
import os
import re
import time

from vxenv.files.atomic import store
from vxenv.files.lock import is_running
from vxenv.paths import find_cache_directory

_LONG = 90 * 24 * 60 * 60
_LENT = re.compile(r"exec-([0-9a-f]{8})-([0-9]+)-[0-9a-f]{16}\.json")
_PAUSE = 1.0  # seconds between two looks at a process that cannot be waited for


def keep(text: str) -> str:
    """Return the path of a file that holds `text` and stays. Raises StoreError."""
    from hashlib import sha256  # noqa: PLC0415 - the hook comes here only for its `claude`

    path = os.path.join(_find_folder(), sha256(text.encode()).hexdigest()[:32] + ".json")
    if os.path.isfile(path):
        with contextlib.suppress(OSError):
            os.utime(path)
    else:
        store(path, text.encode())
        _sweep()
    return path


def lend(text: str) -> str:
    """Return the path of a file that holds `text` until this process, or the program that it becomes, ends.

    A process of its own waits for that: the program keeps this one's id, parent and terminal, so that signals, job
    control and exit codes are the program's own. Raises StoreError.
    """
    _sweep()
    path = os.path.join(_find_folder(), f"exec-{_identify_machine()}-{os.getpid()}-{os.urandom(8).hex()}.json")
    store(path, text.encode())
    with contextlib.suppress(OSError):  # the next one that writes a file removes it then
        _remove_afterwards(path, os.getpid())
    return path


def _find_folder() -> str:
    return os.path.join(find_cache_directory(), "settings")


def _identify_machine() -> str:
    """Return what tells machines and containers apart that share a home: each has process ids of its own."""
    from hashlib import sha256  # noqa: PLC0415 - as above

    return sha256(os.uname().nodename.encode()).hexdigest()[:8]


def _sweep() -> None:
    """Remove what was lent to a process that is gone, and what nobody asked for in a long time.

    A shell that comes to a plan whose file is gone asks again.
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
    # Its child, in a session of its own: no signal of the terminal reaches it, and the program has no strange child.
    try:
        os.setsid()
        if os.fork() == 0:
            _close_everything(handle)
            _wait_for(process, handle)
            os.unlink(path)
    finally:
        os._exit(0)


def _open_process(process: int) -> int | None:
    """Return a descriptor that tells when `process` ends; None where there is no such thing (macOS, old kernels)."""
    try:
        first = os.pidfd_open(process)
    except (AttributeError, OSError):
        return None
    # Not one of the standard streams, which may have been closed.
    handle = fcntl.fcntl(first, fcntl.F_DUPFD_CLOEXEC, 3)
    os.close(first)
    return handle


def _close_everything(handle: int | None) -> None:
    """Let go of the working directory and of all open files but `handle`: somebody may wait for their end."""
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
