"""Writing a file so that a reader sees the old one or the new one, whatever happens."""

import contextlib
import os
import re
from typing import NamedTuple

from vxenv.errors import StoreError, word
from vxenv.paths import shown

PRIVATE_FILE = 0o600
PRIVATE_DIRECTORY = 0o700
# What a killed writer may leave behind.
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


class Prepared(NamedTuple):
    """A file that is written whole under a name of its own, and waits to take its place."""

    temporary: str
    target: str

    def commit(self) -> None:
        """Put it in its place. Raises OSError; it waits on then."""
        os.replace(self.temporary, self.target)

    def discard(self) -> None:
        """Remove it, if it still waits."""
        with contextlib.suppress(OSError):
            os.unlink(self.temporary)


def is_temporary(name: str) -> bool:
    """Tell whether a file called `name` is one that waits to take another's place, or waited when its writer died."""
    return _TEMPORARY.fullmatch(name) is not None


def beside(path: str) -> Prepared:
    """Return a place for what is to be at `path`, which nothing has yet; a symlink there is replaced itself."""
    return Prepared(os.path.join(os.path.dirname(path), f".{os.urandom(8).hex()}.tmp"), path)


def fill(prepared: Prepared, data: bytes, *, mode: int, durable: bool = True) -> None:
    """Write the waiting file. With `durable` its bytes are on the disk then. Raises OSError; nothing is left then."""
    descriptor = os.open(prepared.temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, PRIVATE_FILE)
    try:
        try:
            os.fchmod(descriptor, mode)
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        prepared.discard()
        raise


def write(path: str, data: bytes, *, durable: bool = True, keep_mode: bool = True) -> None:
    """Replace the file at `path` by `data`.

    A symlink is written through to its target, and an existing file's mode is kept unless `keep_mode` is false; a new
    file gets 0600. With `durable` the bytes are on the disk before the name is. Raises OSError; the old file is then
    as it was.
    """
    target = os.path.realpath(path)
    mode = PRIVATE_FILE
    if keep_mode:
        with contextlib.suppress(FileNotFoundError):
            mode = os.stat(target).st_mode & 0o7777
    prepared = beside(target)
    fill(prepared, data, mode=mode, durable=durable)
    try:
        prepared.commit()
    except BaseException:
        prepared.discard()
        raise


def store(path: str, data: bytes) -> None:
    """Write `data` to `path` in a directory of the user's own, which is made if need be. Raises StoreError."""
    try:
        private_directory(os.path.dirname(path))
        write(path, data)
    except OSError as error:
        folder = os.path.dirname(path)
        while not os.path.isdir(folder):
            folder = os.path.dirname(folder)
        raise StoreError(
            f"cannot write {shown(path)}: {error.strerror}", hint=f"ls -ld {word(shown(folder))}"
        ) from error


def private_directory(path: str) -> None:
    """Make `path`, 0700, and what is missing above it; take others' rights from it if it has them."""
    try:
        above = os.path.dirname(path)
        if above and above != path and not os.path.isdir(above):
            private_directory(above)  # makedirs would give those the rights of the umask
        os.makedirs(path, PRIVATE_DIRECTORY, exist_ok=True)
        if os.stat(path).st_mode & 0o077:
            os.chmod(path, PRIVATE_DIRECTORY)
    except FileExistsError as error:
        raise NotADirectoryError(error.errno, "Not a directory", path) from error
