"""The files of one version of a source, and the checks that they pass before anything reads them.

A source consists of ``profiles/NAME.toml``, and optionally ``source.toml``, ``policy.toml`` and ``catalogue.toml``.
All other files of a repository are ignored: they are neither read nor written.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from vxenv.errors import VxenvError
from vxenv.files.read_limited import LIMIT, read_start
from vxenv.paths import find_state_directory, shorten_path
from vxenv.profiles.names import NAME
from vxenv.profiles.source_files import PROFILES, SINGLE_FILES

MOST_PROFILES: Final = 5000
MOST_BYTES: Final = 16 << 20  # of all files of a snapshot
_SUFFIX: Final = ".toml"
_SHOWN: Final = 5  # problems in a message

FILE, SYMLINK, SUBMODULE, DIRECTORY, OTHER = "file", "symlink", "submodule", "directory", "other"


class Entry(NamedTuple):
    """A file of a source before it is read."""

    # The path below the directory of the source.
    path: bytes
    # FILE, SYMLINK, SUBMODULE, DIRECTORY or OTHER.
    kind: str
    # The number of bytes.
    size: int


class Snapshot(NamedTuple):
    """The files of one version of a source."""

    # The commit or the generation.
    version: str
    # The contents by relative path: "profiles/x.toml", "source.toml", "policy.toml", "catalogue.toml".
    files: Mapping[str, bytes]

    def list_profiles(self) -> list[str]:
        """Return the names of the profiles, sorted."""
        return sorted(
            path.removeprefix(f"{PROFILES}/").removesuffix(_SUFFIX)
            for path in self.files
            if path.startswith(f"{PROFILES}/")
        )


class SnapshotError(VxenvError):
    """Source with content that is not allowed; `problems` are the paths, each with a clause."""

    problems: tuple[tuple[str, str], ...] = ()


def check_snapshot(entries: Iterable[Entry], where: str) -> list[str]:
    """Return the paths of the files to read of all `entries`, sorted.

    `where` names the source and is for messages. Raises SnapshotError for a file of the source that is a symlink, a
    submodule, over 64 KiB, or has an invalid name, for names that differ only in case, and for too many files.
    """
    paths: list[str] = []
    problems: list[tuple[str, str]] = []
    profiles = total = 0
    for entry in entries:
        path = _find_relevant_path(entry)
        if path is None:
            continue
        problem = _find_problem(entry, path)
        if problem:
            problems.append((path, problem))
        else:
            paths.append(path)
            total += entry.size
        profiles += path not in SINGLE_FILES
        if profiles > MOST_PROFILES:
            problems.append((f"{PROFILES}/", f"has more than {MOST_PROFILES:,} profiles"))
            break
    problems += _find_collisions(paths)
    if total > MOST_BYTES:
        problems.append(("", f"the files have more than {MOST_BYTES >> 20} MiB"))
    if problems:
        raise _build_error(problems, where)
    return sorted(paths)


def _build_error(problems: list[tuple[str, str]], where: str) -> SnapshotError:
    clauses = [f"{path} {problem}".lstrip() for path, problem in problems[:_SHOWN]]
    more = f" and {len(problems) - _SHOWN:,} more" if len(problems) > _SHOWN else ""
    error = SnapshotError("; ".join(clauses) + more, where=where, hint="vxenv source --help")
    error.problems = tuple(problems)
    return error


def _find_relevant_path(entry: Entry) -> str | None:
    """Return the path of an entry that belongs to a source, None for all others."""
    path = entry.path.decode("utf-8", "backslashreplace")
    if path in SINGLE_FILES:
        return path
    if path == PROFILES:
        return None if entry.kind == DIRECTORY else path
    folder, _, name = path.rpartition("/")
    return path if folder == PROFILES and name.endswith(_SUFFIX) else None


def _find_problem(entry: Entry, path: str) -> str:
    """Return the reason not to read `entry`, "" if there is none."""
    if path == PROFILES and entry.kind == FILE:
        return "is not a directory"
    if entry.kind != FILE:
        return (
            "is a symlink"
            if entry.kind == SYMLINK
            else "is a submodule"
            if entry.kind == SUBMODULE
            else ("is not a regular file")
        )
    if entry.size > LIMIT:
        return f"is over {LIMIT // 1024} KiB"
    if path not in SINGLE_FILES:
        name = entry.path.removeprefix(b"profiles/").removesuffix(b".toml")
        if not name.isascii() or not NAME.fullmatch(name.decode()):
            return "has an invalid profile name"
    return ""


def _find_collisions(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield a path with its problem for each two that are equal, or only for file systems that ignore case."""
    seen: dict[str, str] = {}
    for path in paths:
        other = seen.setdefault(path.lower(), path)
        if other is not path:
            yield path, "is listed twice" if other == path else f"and {other} differ only in case"


def read_directory(directory: str, version: str = "") -> Snapshot:
    """Return the files of the source in `directory`, without following symlinks. Raises SnapshotError and OSError."""
    entries = [
        *(_examine(directory, name) for name in SINGLE_FILES),
        _examine(directory, PROFILES),
        *(_examine(directory, f"{PROFILES}/{name}") for name in _list_names(os.path.join(directory, PROFILES))),
    ]
    paths = check_snapshot(filter(None, entries), shorten_path(directory))
    files = {}
    for path in paths:
        data = read_start(os.path.join(directory, path), follow=False)
        if data is None or len(data) > LIMIT:
            raise SnapshotError(f"{path} changed while it was read", where=shorten_path(directory))
        files[path] = data
    return Snapshot(version, files)


def _list_names(directory: str) -> list[str]:
    if os.path.islink(directory) or not os.path.isdir(directory):
        return []
    return sorted(os.listdir(directory))


def _examine(directory: str, path: str) -> Entry | None:
    """Return the entry for `path` in `directory`, None if it does not exist."""
    import stat  # noqa: PLC0415 - only needed for directories

    try:
        status = os.lstat(os.path.join(directory, path))
    except FileNotFoundError:
        return None
    kinds = {stat.S_IFREG: FILE, stat.S_IFLNK: SYMLINK, stat.S_IFDIR: DIRECTORY}
    return Entry(os.fsencode(path), kinds.get(stat.S_IFMT(status.st_mode), OTHER), status.st_size)


def read_current(name: str, version: str = "") -> Snapshot:
    """Return the accepted files of the source `name`, recorded as `version`; without files if there is none."""
    directory = os.path.join(find_state_directory(), "sources", name)
    return read_directory(directory, version)
