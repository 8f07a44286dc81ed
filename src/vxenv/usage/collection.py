"""Collect the usage of a period: read new parts of transcripts, and join the ledger and the prices."""

import os
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vxenv.catalogue.knowledge import Knowledge
from vxenv.config import read_config
from vxenv.errors import UsageError, build_look_hint
from vxenv.paths import shorten_path
from vxenv.usage.attribution import build_runs, make_guess
from vxenv.usage.index import Problems, Progress, open_index
from vxenv.usage.ledger import LedgerLine, read_lines
from vxenv.usage.periods import Period
from vxenv.usage.report import Entry, Problem, explain_sums
from vxenv.usage.transcripts import find_roots

_PROJECTS = "projects"  # directory of transcripts in a configuration directory of Claude Code
# Messages by field of `Problems`, for one and for several.
_MESSAGES = {
    "cut_lines": ("line that is cut", "lines that are cut"),
    "long_lines": ("line that is too long", "lines that are too long"),
    "invalid_utf8": ("line in invalid UTF-8", "lines in invalid UTF-8"),
    "invalid_lines": ("invalid line", "invalid lines"),
    "unreadable": ("unreadable file or directory", "unreadable files and directories"),
    "links": ("symlink", "symlinks"),
    "unread": ("transcript that another process is reading", "transcripts that another process is reading"),
}


class SessionFile(NamedTuple):
    """A session, and its transcript."""

    session: str
    path: str


def collect_usage(
    period: Period,
    known: Knowledge,
    *,
    directories: Sequence[str] = (),
    guess: bool = False,
    progress: Progress | None = None,
    deadline: float | None = None,
    only: SessionFile | None = None,
) -> tuple[list[Entry], list[Problem]]:
    """Return the messages in `period`, and problems with transcripts.

    Args:
        period: The days.
        known: The catalogue.
        directories: Where to look for transcripts instead of Claude Code's directories and those in the ledger.
        guess: Whether to attribute messages outside the ledger by directory files.
        progress: Called with the bytes read so far, and the bytes to read.
        deadline: A value of time.monotonic(), after which no more is read.
        only: The transcript to read; then only messages of its session are returned.
    """
    lines = list(read_lines(only.session if only else ""))
    runs, segments = build_runs(lines)
    guesser = make_guess(read_config(), known) if guess else None
    with open_index() as index:
        roots = [only.path] if only else _check(directories) or _find_all_roots(lines)
        problems = index.refresh(roots, progress=progress, deadline=deadline, only=only.path if only else None)
        sizes = known.prices.list_tiers()
        rows = ((name, known.models.find(name)) for name in index.list_models())
        tiers = {name: sizes[row.id] for name, row in rows if row and row.id in sizes}
        sums = index.list_sums(
            segments, tiers, since=period.since, until=period.until, session=only.session if only else ""
        )
    return explain_sums(sums, runs, known, guesser), _describe_problems(problems)


def _check(directories: Sequence[str]) -> list[str]:
    """Return the absolute paths of `directories`. Raises UsageError if one does not exist."""
    for directory in directories:
        if not os.path.exists(directory):
            raise UsageError(f"{shorten_path(directory)} does not exist", hint=build_look_hint(directory))
    return [os.path.abspath(directory) for directory in directories]


def _find_all_roots(lines: Iterable[LedgerLine]) -> list[str]:
    """Return Claude Code's directories of transcripts: those of this environment and those in the ledger.

    A profile can set CLAUDE_CONFIG_DIR.
    """
    roots = dict.fromkeys(find_roots(os.environ))
    for folder in dict.fromkeys(os.path.dirname(line.transcript) for line in lines):
        above = os.path.dirname(folder)
        if os.path.basename(above) == _PROJECTS and os.path.isabs(above) and os.path.isdir(above):
            roots.setdefault(os.path.dirname(above))
    return list(roots)


def _describe_problems(problems: Problems) -> list[Problem]:
    return [
        Problem(kind, count, f"skipped {count:,} {_MESSAGES[kind][count != 1]}")
        for kind, count in problems._asdict().items()
        if count
    ]
