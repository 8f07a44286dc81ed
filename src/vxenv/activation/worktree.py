"""Find the file in the main checkout that corresponds to a directory file in a linked git worktree.

Git is not started; its files are read as data, and no environment variable of git has an effect. A linked worktree has
a file ``.git`` that names its entry ``MAIN/.git/worktrees/NAME``, and the entry has a file ``gitdir`` that names the
worktree. Anybody can write the former, for example in an archive. Only those who can write to the main checkout's
``.git`` can write the latter, so both are compared. Sources: gitrepository-layout(5), git-worktree(1).
"""

import os
import stat
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.errors import DocumentError
from vxenv.files.read_limited import read_bytes, read_compared_bytes

GIT, COMMON, BACK = ".git", "commondir", "gitdir"
_PREFIX = b"gitdir: "
_ENTRIES = "worktrees"
_LONGEST = 8192  # bytes of a path in git's files


class Pointer(NamedTuple):
    """The claim of a ``.git`` file that its directory is a linked worktree."""

    # The real path of the worktree.
    root: str
    # The contents of its ``.git``.
    data: bytes
    # The entry in the main checkout's ``.git``.
    entry: str
    # The file in the main checkout at the same relative path as the directory file.
    main: str
    # Paths of files of repositories between the directory file and `root`, all missing.
    absent: tuple[str, ...]

    @property
    def file(self) -> str:
        """The path of the ``.git`` file."""
        return os.path.join(self.root, GIT)

    @property
    def common(self) -> str:
        """The main checkout's ``.git``."""
        return os.path.dirname(os.path.dirname(self.entry))


class Verification(NamedTuple):
    """The result of comparing a pointer with the main checkout."""

    # True if the main checkout confirms the pointer.
    confirmed: bool
    # Contents of each file that was read, by path; empty for a missing file.
    files: Mapping[str, bytes]


def read_pointer(path: str) -> Pointer | None:
    """Return the pointer of the nearest ``.git`` of the directory file at the real path `path`, or None.

    Paths named in the file are not looked at: they could lead to a network file system.
    """
    absent: list[str] = []
    root = os.path.dirname(path)
    while not os.path.lexists(os.path.join(root, GIT)):
        # A shell tests for regular files, and a repository may have a directory.
        absent += (os.path.join(root, GIT), os.path.join(root, GIT, "HEAD"))
        above = os.path.dirname(root)
        if above == root:
            return None
        root = above
    data = _read_own(os.path.join(root, GIT))
    if not data.startswith(_PREFIX):
        return None
    entry = _join(root, data.removeprefix(_PREFIX))
    common = os.path.dirname(os.path.dirname(entry))
    # A submodule has MAIN/.git/modules/NAME. A bare repository has no main checkout.
    if os.path.basename(os.path.dirname(entry)) != _ENTRIES or os.path.basename(common) != GIT:
        return None
    main = os.path.join(os.path.dirname(common), os.path.relpath(path, root))
    return Pointer(root, data, entry, main, tuple(absent))


def verify_pointer(pointer: Pointer) -> Verification:
    """Compare `pointer` with the entry in the main checkout, whose path must be that of a file that the user allowed.

    All directories and files involved must belong to this user, and other users must not be able to write to them.
    """
    common, entry = pointer.common, pointer.entry
    files = {name: os.path.join(entry, name) for name in (COMMON, BACK)}
    data = {name: _read_own(path) for name, path in files.items()}
    directories = (pointer.root, os.path.dirname(common), common, os.path.dirname(entry), entry)
    confirmed = (
        all(data.values())
        and all(map(_is_own_directory, directories))
        # A bare repository named .git has no index.
        and os.path.isfile(os.path.join(common, "index"))
        and _join(entry, data[COMMON]) == common
        and _is_same_directory(_join(entry, data[BACK]), pointer.root)
    )
    # For a file that does not count, the bytes that a shell reads; a symlink is read by neither.
    read = {
        path: data[name] or read_compared_bytes(path, follow=False)
        for name, path in files.items()
        if not os.path.islink(path)
    }
    return Verification(confirmed, read)


def list_worktrees(main: str) -> list[str]:
    """Return the files in linked worktrees that correspond to the directory file at the real path `main`.

    Their pointers are not verified.
    """
    root = os.path.dirname(main)
    while not os.path.lexists(os.path.join(root, GIT)):
        above = os.path.dirname(root)
        if above == root:
            return []
        root = above
    folder = os.path.join(root, GIT, _ENTRIES)
    try:
        entries = [os.path.join(folder, name) for name in sorted(os.listdir(folder))]
    except OSError:
        return []
    places = [(entry, _read_own(os.path.join(entry, BACK))) for entry in entries]
    inner = os.path.relpath(main, root)
    return [os.path.join(os.path.dirname(_join(entry, data)), inner) for entry, data in places if data]


def _read_own(path: str) -> bytes:
    """Return the contents of a regular file of this user's with one path, or b"" for any other."""
    try:
        if not _is_own(os.lstat(path)):
            return b""
        data = read_bytes(path, follow=False)
    except (OSError, DocumentError):
        return b""
    return data if len(data) <= _LONGEST and b"\0" not in data else b""


def _is_own(status: os.stat_result) -> bool:
    """Return True if only this user can write to a file: a private group has the user's number."""
    others = stat.S_IWOTH if status.st_gid == status.st_uid else stat.S_IWOTH | stat.S_IWGRP
    return status.st_uid == os.geteuid() and not status.st_mode & others


def _is_own_directory(path: str) -> bool:
    try:
        status = os.lstat(path)
    except OSError:
        return False
    return stat.S_ISDIR(status.st_mode) and _is_own(status)


def _join(directory: str, path: bytes) -> str:
    """Return `path`, a line of a file of git's, as an absolute path; relative paths start from `directory`."""
    return os.path.normpath(os.path.join(directory, os.fsdecode(path.rstrip(b"\r\n"))))


def _is_same_directory(git: str, root: str) -> bool:
    """Return True if `git` is the path of ``.git`` in the directory `root`, a real path.

    The directories are compared, since a hard link to the file has the same inode. Their names may differ in case on a
    file system that ignores case.
    """
    place = os.path.dirname(git)
    try:
        is_same = os.path.samestat(os.lstat(place), os.lstat(root))
    except OSError:
        return False
    return is_same and os.path.basename(git) == GIT and os.path.realpath(place) == place
