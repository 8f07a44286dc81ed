"""The symbolic links on the way to a file, and the working trees in which somebody else may have put them."""

import os
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_MARKS = (".git", ".hg", ".jj", ".svn")
_MOST = 40  # symbolic links that Linux follows in one path
_MOST_STEPS = 1000  # places on the way to a file that are looked at
_OF_PROCESSES = ("/proc/", "/dev/")


class Step(NamedTuple):
    """A place that the kernel passes on its way to a file."""

    path: str  # the physical path: no component above the last is a symbolic link
    is_link: bool  # whether it is a symbolic link, which the kernel follows


def walk(path: str) -> Iterator[Step]:
    """Yield each place between the root and the end of `path`, an absolute path, as the kernel passes them.

    `os.path.realpath` gives only the end: a link that leads into a repository, to a link there that leads out again,
    would look like a plain path outside.
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

    The home directory and what lies above it do not count: people keep their dotfiles in git, and no stranger delivers
    a home.
    """
    home = os.path.realpath(os.environ.get("HOME") or os.sep)
    outermost = ""
    while directory not in (home, os.sep):
        if any(os.path.lexists(os.path.join(directory, mark)) for mark in _MARKS):
            outermost = directory
        directory = os.path.dirname(directory)
    return outermost


def find_foreign_link(path: str) -> str:
    """Return the first symbolic link on the way to `path` that somebody else may have made, "" if there is none.

    That is one in a working tree, or one that belongs to neither this user nor root. All others (~/work to /data/work)
    are the user's own.
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
    """Tell whether the absolute `path` lies in one of `trees`: as it is written, or on any step to its end.

    Places are compared as files, too: a file system may take other letters for the same name, or be mounted twice. A
    path of more steps than anybody needs counts as one that does: a stranger's links can make each entry of a list
    take tens of thousands.
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
    """Return what tells the file at `place` from all others, None if there is none."""
    try:
        status = os.lstat(place)
    except (OSError, ValueError):
        return None
    return status.st_dev, status.st_ino


def is_process_path(path: str) -> bool:
    """Tell whether the absolute `path` leads elsewhere for each process: into /proc or /dev, on any step to its end.

    ``/proc/self/cwd/key.json`` is a relative path by another name.
    """
    steps = islice(walk(path), _MOST_STEPS)
    return any(f"{place}/".startswith(_OF_PROCESSES) for place in (os.path.normpath(path), *(s.path for s in steps)))
