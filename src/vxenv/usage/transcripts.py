"""Find the transcripts of Claude Code, also of subagents: ``projects/**/*.jsonl`` in a configuration directory."""

import os
import stat
from collections.abc import Mapping, Sequence
from typing import NamedTuple

_SUFFIX = ".jsonl"
_PROJECTS = "projects"
_DEEPEST = 16  # directories; Claude Code uses four at most
_CONFIG_DIR = "CLAUDE_CONFIG_DIR"


class Transcript(NamedTuple):
    """A transcript, and the properties that change with it."""

    # Its path as bytes, since file names may be in any encoding.
    path: bytes
    device: int
    inode: int
    size: int
    # The time of the last change in nanoseconds.
    changed: int

    @property
    def session(self) -> str:
        """The session, for lines that do not name it: the file's name, for a subagent its parent's directory."""
        above, name = os.path.split(self.path)
        if os.path.basename(above) == b"subagents":
            return os.fsdecode(os.path.basename(os.path.dirname(above)))
        return os.fsdecode(name.removesuffix(_SUFFIX.encode()))


class Found(NamedTuple):
    """Transcripts in the order of their paths, and the numbers of problems."""

    transcripts: list[Transcript]
    # Directories that cannot be read.
    unreadable: int
    # Symlinks to directories or transcripts, which are not followed: they may lead anywhere, also in a circle.
    links: int


def find_roots(environment: Mapping[str, str]) -> list[str]:
    """Return the existing configuration directories of Claude Code, as called with `environment`.

    As in ccusage, CLAUDE_CONFIG_DIR may hold several, separated by commas, and without it ``~/.config/claude`` counts
    beside ``~/.claude``.
    """
    home = environment.get("HOME", "")
    given = environment.get(_CONFIG_DIR)
    if given:
        paths = [given] if os.path.isdir(given) else [part.strip() for part in given.split(",")]
    else:
        base = environment.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        paths = [os.path.join(base, "claude"), os.path.join(home, ".claude")]
    return [path for path in dict.fromkeys(paths) if path and os.path.isdir(os.path.join(path, _PROJECTS))]


def find_place(root: str) -> bytes:
    """Return the real path of the directory with transcripts in `root`, or of `root` itself."""
    below = os.path.join(root, _PROJECTS)
    return os.path.realpath(os.fsencode(below if os.path.isdir(below) else root))


def find_transcripts(places: Sequence[bytes]) -> Found:
    """Return the transcripts at and below `places`, which are real paths."""
    transcripts: dict[bytes, Transcript] = {}
    unreadable = links = 0
    above = [(place, 0) for place in places]
    while above:
        directory, depth = above.pop()
        try:
            entries = list(os.scandir(directory))
        except NotADirectoryError:
            transcript = read_status(directory)
            if transcript:
                transcripts[directory] = transcript
            continue
        except OSError:
            unreadable += 1
            continue
        for entry in entries:
            is_transcript = entry.name.endswith(_SUFFIX.encode())
            if entry.is_symlink():
                links += is_transcript or _is_directory(entry)
            elif entry.is_dir(follow_symlinks=False):
                if depth < _DEEPEST:
                    above.append((entry.path, depth + 1))
                else:
                    unreadable += 1
            elif is_transcript and (transcript := read_status(entry.path)):
                transcripts[entry.path] = transcript
    return Found([transcripts[path] for path in sorted(transcripts)], unreadable, links)


def _is_directory(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself
        return True


def read_status(path: bytes) -> Transcript | None:
    """Return the transcript at `path`, None if there is no regular file."""
    try:
        status = os.stat(path, follow_symlinks=False)
    except OSError:
        return None
    if not stat.S_ISREG(status.st_mode):
        return None
    return Transcript(path, status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def is_below(path: bytes, places: Sequence[bytes]) -> bool:
    """Tell whether `path` is one of `places`, which are real paths, or below one."""
    return any(path == place or path.startswith(place.rstrip(b"/") + b"/") for place in places)
