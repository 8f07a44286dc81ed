"""Decide which of several lines of the same message counts.

The rule is that of `ccusage daily` 20.0.24, by experiments with the program:

- Lines with the same message ID and request ID are one message, over all files and sessions. A line outside of
  sidechains takes precedence, then the larger sum of tokens, then a line that names the speed, then the first one by
  path and position. Its time, session and directory count too.
- A line in a sidechain is not counted if its session has a line outside of sidechains with the same message ID, also
  under another request ID: sidechains replay messages of their parent. If there are only lines in sidechains, those of
  one session are one message.
- Lines without a message ID are all counted. Without a request ID, the session takes its place. Here ccusage's
  commands disagree: `session` does the same, `daily` counts each of two lines with different times.
"""

import itertools
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vxenv.files.digest import compute_sha256
from vxenv.usage.messages import Message


class Line(NamedTuple):
    """A line of a message."""

    id: int
    # The number that lines with the same message ID and request ID have.
    key: int
    session: str
    sidechain: bool
    # The sum of its tokens.
    total: int
    has_speed: bool

    @property
    def rank(self) -> tuple[bool, int, bool]:
        """The rank among lines of the same message: the highest counts, the first one of equals."""
        return not self.sidechain, self.total, self.has_speed


_LINES = """
SELECT message, messages.id, key, session, sidechain,
    input + output + cache_read + cache_write_5m + cache_write_1h, has_speed
FROM messages JOIN origins ON origins.id = origin JOIN files ON files.id = file
WHERE {which}
ORDER BY message, path, position
"""
_SEVERAL = "message IN (SELECT message FROM messages WHERE message IN marked GROUP BY message HAVING count(*) > 1)"
# Lines in files that count, of messages with lines in other files.
_SPLIT = """file NOT IN outside AND message IN (
    SELECT message FROM messages WHERE file IN outside AND message IS NOT NULL
)"""


def compute_keys(message: Message) -> tuple[int | None, int | None]:
    """Return the numbers that stand for a message ID, and for it and the request ID; None without a message ID."""
    if not message.id:
        return None, None
    other = f"r{message.request}" if message.request else f"s{message.session}"
    return _compute_number(message.id), _compute_number(f"{message.id}\0{other}")


def _compute_number(text: str) -> int:
    return int(compute_sha256(text.encode())[:15], 16)  # SQLite has 63 bits


def choose_lines(lines: Sequence[Line]) -> set[int]:
    """Return the IDs of those that count among lines with the same message ID, ordered by path and position."""
    best: dict[int, Line] = {}
    for line in lines:
        if line.key not in best or line.rank > best[line.key].rank:
            best[line.key] = line
    parents = {line.session for line in lines if not line.sidechain}
    chosen = {line.id for line in best.values() if not line.sidechain}
    replays: dict[str, Line] = {}
    for line in best.values():
        if line.sidechain and line.session not in parents:
            known = replays.get(line.session)
            if known is None or line.rank > known.rank:
                replays[line.session] = line
    return chosen | {line.id for line in replays.values()}


def find_last(connection: sqlite3.Connection) -> int:
    """Return a number that is less than those of all lines that will be added."""
    (last,) = connection.execute("SELECT coalesce(max(id), 0) FROM messages").fetchone()
    return int(last)


def mark_file(connection: sqlite3.Connection, file: int) -> None:
    """Note that the lines of a file will be removed."""
    connection.execute(
        "INSERT OR IGNORE INTO marked SELECT message FROM messages WHERE file=? AND message IS NOT NULL", (file,)
    )


def settle(connection: sqlite3.Connection, last: int) -> None:
    """Decide again about the messages that were marked, and those of lines added after the one numbered `last`."""
    connection.execute(
        "INSERT OR IGNORE INTO marked SELECT message FROM messages WHERE id > ? AND message IS NOT NULL", (last,)
    )
    connection.execute("UPDATE messages SET counted = 1 WHERE NOT counted AND message IN marked")
    losers = [(line,) for line, is_chosen in _choose(connection, _SEVERAL) if not is_chosen]
    connection.executemany("UPDATE messages SET counted = 0 WHERE id = ?", losers)
    connection.execute("DELETE FROM marked")


def settle_inside(connection: sqlite3.Connection) -> None:
    """Decide, only for sums, about messages that have lines in files that do not count too."""
    connection.execute("DELETE FROM changes")
    if connection.execute("SELECT 1 FROM outside LIMIT 1").fetchone():
        connection.executemany("INSERT INTO changes VALUES (?, ?)", list(_choose(connection, _SPLIT)))


def _choose(connection: sqlite3.Connection, which: str) -> Iterable[tuple[int, bool]]:
    """Yield the IDs of the lines with the condition `which`, and whether they count."""
    rows = connection.execute(_LINES.format(which=which))
    for _, group in itertools.groupby(rows, key=lambda row: row[0]):
        lines = [Line(*row[1:]) for row in group]
        chosen = choose_lines(lines)
        for line in lines:
            yield line.id, line.id in chosen
