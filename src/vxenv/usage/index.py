"""Keep the token counts of all transcripts in an SQLite file, which later runs extend by what is new."""

import contextlib
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vxenv.catalogue.prices import Tokens

# Called with the bytes read so far, and the bytes to read.
Progress = Callable[[int, int], None]


class Segment(NamedTuple):
    """A part of a session: its messages in [start, end) belong to one run."""

    session: str
    # Seconds since the epoch.
    start: float
    end: float
    # The number of the run.
    number: int


class Sum(NamedTuple):
    """The tokens of messages that are equal in all other fields."""

    # The number of their segment, -1 for none.
    run: int
    session: str
    # In the local time zone.
    day: dt.date
    utc_day: dt.date
    # As in the transcript.
    model: str
    directory: str
    branch: str
    # The version of Claude Code.
    version: str
    sidechain: bool
    # The largest threshold of the model that the prompt exceeds, 0 for none.
    tier: int
    messages: int
    tokens: Tokens


class Problems(NamedTuple):
    """How much of the transcripts was not read, by cause."""

    # Last lines without an end, which are read when they are complete.
    cut_lines: int = 0
    # Lines over the limit.
    long_lines: int = 0
    # Lines with usage in invalid UTF-8.
    invalid_utf8: int = 0
    # Lines with usage that are not valid JSON, or have fields of the wrong type.
    invalid_lines: int = 0
    # Files and directories that cannot be read.
    unreadable: int = 0
    # Symlinks, which are not followed.
    links: int = 0
    # Files that were not read before the deadline.
    unread: int = 0


class Index:
    """The index, open."""

    def refresh(
        self,
        roots: Sequence[str],
        *,
        deadline: float | None = None,
        progress: Progress | None = None,
        only: str | None = None,
    ) -> Problems:
        """Read what is new in the transcripts below `roots`, or in the one at `only`.

        A root is a configuration directory of Claude Code, a directory of transcripts, or a transcript. `deadline` is
        a value of time.monotonic(), after which no more is read.
        """
        raise NotImplementedError

    def list_models(self) -> list[str]:
        """Return all model names in the transcripts, sorted."""
        raise NotImplementedError

    def list_sums(
        self,
        segments: Sequence[Segment],
        tiers: Mapping[str, Sequence[int]],
        *,
        since: dt.date | None = None,
        until: dt.date | None = None,
    ) -> list[Sum]:
        """Return the sums of the messages on local days from `since` to `until`, both included.

        The keys of `tiers` are models as in the transcripts; list_models() returns them.
        """
        raise NotImplementedError


@contextlib.contextmanager
def open_index() -> Iterator[Index]:
    """Open the index in the cache directory; without a writable one, an index in memory."""
    yield Index()
