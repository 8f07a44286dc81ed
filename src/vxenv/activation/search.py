"""Search for directory files from a directory upward."""

import os
from collections.abc import Iterator

from vxenv.paths import DIRECTORY_FILE, find_working_directory


def find_logical_directory() -> str:
    """Return ``PWD``, which keeps symlinks, if it is the working directory, else the physical path."""
    physical = find_working_directory()
    logical = os.environ.get("PWD", "")
    try:
        if os.path.isabs(logical) and os.path.samefile(logical, physical):
            return logical
    except OSError:
        pass
    return physical


def list_candidates(directory: str) -> Iterator[str]:
    """Yield the possible paths of directory files for `directory`, the nearest first."""
    while True:
        yield os.path.join(directory, DIRECTORY_FILE)
        above = os.path.dirname(directory)
        if above == directory:
            return
        directory = above


def find_nearest(directory: str) -> str:
    """Return the path of the nearest directory file, or ""."""
    return next((path for path in list_candidates(directory) if os.path.isfile(path)), "")
