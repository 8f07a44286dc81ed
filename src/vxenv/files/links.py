"""Find the symbolic links in a path, and the working trees that may contain untrusted ones."""

import os
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_MARKS = (".git", ".hg", ".jj", ".svn")
_MOST = 40  # Linux's limit of symbolic links in a path
_MOST_STEPS = 1000  # steps of a path that are examined
_OF_PROCESSES = ("/proc/", "/dev/")


class Step(NamedTuple):
    """Step in the kernel's resolution of a path."""

    path: str  # the physical path: only the last component may be a symbolic link
    is_link: bool  # whether it is a symbolic link


def walk(path: str) -> Iterator[Step]:
    """Yield each step of the absolute `path` in the order in which the kernel resolves it.

    `os.path.realpath` returns only the end, which hides a link into a repository followed by a link out of it.
    """
    parts = path.split(os.sep)[::-1]
    place, followed = os.sep, 0
    while parts:
        part = parts.pop()
        if part in ("", os.curdir):
            continue
        if part == os.pardir:
            place = os.path.dirname(place)
            continue
        step = os.path.join(place, part)
        try:
            target = os.readlink(step)
        except OSError:
            place = step
            yield Step(step, is_link=False)
            continue
        yield Step(step, is_link=True)
        followed += 1
        if followed > _MOST:
            return
        if os.path.isabs(target):
            place = os.sep
        parts += target.split(os.sep)[::-1]


def find_working_tree(directory: str) -> str:
    """Return the outermost working tree of a version control system around `directory`, a real path; "" for none.

    The home and its parent directories are not considered: many users keep their dotfiles in git, and their content is
    trusted.
    """
    home = os.path.realpath(os.environ.get("HOME") or os.sep)
    outermost = ""
    while directory not in (home, os.sep):
        if any(os.path.lexists(os.path.join(directory, mark)) for mark in _MARKS):
            outermost = directory
        directory = os.path.dirname(directory)
    return outermost


def find_foreign_link(path: str) -> str:
    """Return the first symbolic link in `path` that another user may have created, "" if none.

    That is a link in a working tree, or one owned by neither this user nor root.
    """
    for step in walk(path):
        if step.is_link and (_is_anothers(step.path) or find_working_tree(os.path.dirname(step.path))):
            return step.path
    return ""


def _is_anothers(path: str) -> bool:
    try:
        return os.lstat(path).st_uid not in (0, os.geteuid())
    except OSError:
        return True


def is_leading_into(path: str, trees: tuple[str, ...]) -> bool:
    """Tell whether the absolute `path`, or a step of its resolution, is in one of `trees`.

    Directories are compared by inode as well, since a file system may ignore case or be mounted twice. A path with
    more than 1000 steps counts as inside: untrusted links can cause tens of thousands.
    """
    roots = {_identify(tree) for tree in trees} - {None}

    def is_in(place: str) -> bool:
        return any(place == tree or place.startswith(tree.rstrip(os.sep) + os.sep) for tree in trees)

    if is_in(os.path.normpath(path)):
        return True
    for count, step in enumerate(walk(path)):
        if count == _MOST_STEPS or is_in(step.path) or (not step.is_link and _identify(step.path) in roots):
            return True
    return False


def _identify(place: str) -> tuple[int, int] | None:
    """Return the device and inode of the file at `place`, None if it does not exist."""
    try:
        status = os.lstat(place)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def is_process_path(path: str) -> bool:
    """Tell whether the absolute `path` depends on the process, that is, a step of its resolution is in /proc or /dev.

    For example, ``/proc/self/cwd/key.json`` is a relative path in disguise.
    """
    steps = islice(walk(path), _MOST_STEPS)
    return any(f"{place}/".startswith(_OF_PROCESSES) for place in (os.path.normpath(path), *(s.path for s in steps)))
