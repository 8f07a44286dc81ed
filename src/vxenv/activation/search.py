"""The directory files from a directory upward, and the one that governs it."""

import os
from collections.abc import Iterator

from vxenv.paths import DIRECTORY_FILE, find_working_directory


def find_logical_directory() -> str:
    """Return the working directory as the shell calls it, symlinks kept, where ``PWD`` is true of it."""
    physical = find_working_directory()
    logical = os.environ.get("PWD", "")
    try:
        if os.path.isabs(logical) and os.path.samefile(logical, physical):
            return logical
    except OSError:
        pass
    return physical


def list_candidates(directory: str) -> Iterator[str]:
    """Yield where a directory file for `directory` may be, the nearest first."""
    while True:
        yield os.path.join(directory, DIRECTORY_FILE)
        above = os.path.dirname(directory)
        if above == directory:
            return
        directory = above


def find_nearest(directory: str) -> str:
    """Return the path of the nearest directory file, or nothing."""
    return next((path for path in list_candidates(directory) if os.path.isfile(path)), "")
