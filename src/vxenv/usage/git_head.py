"""Read the branch of a git repository from its files, without starting git."""

import os
import re

from vxenv.files.read_limited import read_start

DETACHED = "HEAD"  # as Claude Code records it
_REFERENCE = re.compile(r"ref: refs/heads/([^\0\r\n]{1,255})\n?")
_COMMIT = re.compile(r"[0-9a-f]{40,64}\n?")
_LINK = re.compile(r"gitdir: ([^\0\r\n]{1,4096})\n?")
_LIMIT = 8192  # bytes of either file
# A branch in another format of references is not in this file.
_NO_NAME = ".invalid"


def read_branch(directory: str) -> str:
    """Return the branch checked out in `directory`: "HEAD" if detached, "" outside a repository or if unknown."""
    place = directory
    while True:
        repository = os.path.join(place, ".git")
        if os.path.lexists(repository):
            return _read_head(repository)
        above = os.path.dirname(place)
        if above == place:
            return ""
        place = above


def _read_head(repository: str) -> str:
    """Return the branch of `repository`, a directory, or a file with its path, as in worktrees and submodules."""
    if not os.path.isdir(repository):
        link = _LINK.fullmatch(_read(repository))
        if not link:
            return ""
        repository = os.path.join(os.path.dirname(repository), link[1])
    text = _read(os.path.join(repository, "HEAD"))
    found = _REFERENCE.fullmatch(text)
    if found:
        return found[1] if found[1] != _NO_NAME else ""
    return DETACHED if _COMMIT.fullmatch(text) else ""


def _read(path: str) -> str:
    """Return the text of the file at `path`, "" if it cannot be read."""
    try:
        return os.fsdecode(read_start(path, _LIMIT) or b"")
    except (OSError, ValueError):
        return ""
