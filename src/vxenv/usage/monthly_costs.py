"""Keep what each profile has cost this month in a small SQLite file, next to the index of the transcripts.

Reading it needs no transcript, no ledger and no prices, so a plan and a status line can show the costs. A refresh
computes them again from the index: in full, within a time limit, or for one session. Amounts are integers, in
picodollars, so that sums need no decimal. The file may be deleted at any time. On the hook's path for profiles with a
budget: no click here.
"""

import contextlib
import datetime as dt
import os
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from vxenv.activation.today import read_local_today
from vxenv.files.directories import make_private_directory
from vxenv.paths import find_cache_directory

if TYPE_CHECKING:
    from vxenv.usage.collection import SessionFile
    from vxenv.usage.report import Entry

DOLLAR = 10**12  # picodollars
# Seconds for a refresh before a switch, `exec` or a session, and for one by the status line.
PATIENCE, GLANCE = 0.3, 0.01
STACK = ":"  # precedes a stack, among the names of profiles, which contain none

_VERSION = 1
_LOCKED = 0.1  # seconds to wait for another process
_SCHEMA = """
CREATE TABLE cost (session TEXT, day TEXT, name TEXT, cost INTEGER, PRIMARY KEY (session, day, name)) WITHOUT ROWID;
CREATE TABLE seen (session TEXT PRIMARY KEY, size INTEGER, changed INTEGER) WITHOUT ROWID;
CREATE TABLE refresh (month TEXT, day TEXT, whole INTEGER, prices TEXT);
"""


class Spending(NamedTuple):
    """Costs of a profile or stack, in picodollars."""

    today: int = 0
    month: int = 0


class Figures(NamedTuple):
    """The costs of this month, as last refreshed."""

    # Local day of the last refresh.
    day: dt.date
    # Whether all transcripts had been read.
    whole: bool
    # The price lists, such as "list prices of 2026-11-29".
    prices: str
    # By name of a profile, and by stack with `STACK` before it; missing without costs.
    spending: Mapping[str, Spending]

    @property
    def origin(self) -> str:
        """The origin of the costs."""
        return f"estimate from this machine's transcripts at {self.prices}"


def find_spending_path() -> str:
    """Return the path of the file."""
    return os.path.join(find_cache_directory(), "usage", "spending.sqlite3")


def read_spending(names: Collection[str]) -> Figures | None:
    """Return the costs of the profiles and stacks `names`, None if they were not refreshed this month."""
    today = read_local_today()
    if not os.path.exists(find_spending_path()):
        return None
    try:
        with _open() as database:
            row = database.execute("SELECT day, whole, prices FROM refresh WHERE month = ?", [_name_month(today)])
            last = row.fetchone()
            if last is None:
                return None
            marks = ", ".join("?" * len(names))
            rows = database.execute(
                f"SELECT name, sum(cost * (day = ?)), sum(cost) FROM cost WHERE name IN ({marks}) GROUP BY name",  # noqa: S608 - only marks
                [today.isoformat(), *names],
            )
            spending = {name: Spending(day, month) for name, day, month in rows}
        return Figures(dt.date.fromisoformat(last[0]), bool(last[1]), last[2], spending)
    except (sqlite3.Error, OSError, ValueError):
        return None


def refresh_session(session: str, path: str) -> None:
    """Read what is new in the transcript at `path` of `session`, in a moment, and compute its costs again."""
    try:
        status = os.stat(path)
        with _open() as database:
            key = [session, status.st_size, status.st_mtime_ns]
            query = "SELECT 1 FROM seen, refresh WHERE session = ? AND size = ? AND changed = ? AND month = ?"
            if database.execute(query, [*key, _name_month(read_local_today())]).fetchone():
                return
    except (sqlite3.Error, OSError):
        return
    from vxenv.usage.collection import SessionFile  # noqa: PLC0415 - most calls read only the costs

    refresh_spending(seconds=GLANCE, only=SessionFile(session, path))
    with contextlib.suppress(sqlite3.Error, OSError), _open() as database:
        database.execute("INSERT OR REPLACE INTO seen VALUES (?, ?, ?)", key)


def refresh_spending(*, seconds: float | None = None, only: "SessionFile | None" = None) -> None:
    """Read what is new in the transcripts for at most `seconds`, and compute this month's costs again.

    Args:
        seconds: The time limit for reading, None for none.
        only: The transcript to which reading and computing is limited.
    """
    from vxenv.profiles.user_catalogue import load_knowledge  # noqa: PLC0415 - plans only read the costs
    from vxenv.usage.collection import collect_usage  # noqa: PLC0415 - likewise
    from vxenv.usage.periods import Period  # noqa: PLC0415 - likewise

    today = read_local_today()
    first = today.replace(day=1)
    # A session that goes on for longer was refreshed before.
    since = max(first, today - dt.timedelta(days=1)) if only else first
    deadline = None if seconds is None else time.monotonic() + seconds
    entries, problems = collect_usage(Period(since, None, today), load_knowledge(), deadline=deadline, only=only)
    whole = not any(problem.kind == "unread" for problem in problems)
    with contextlib.suppress(sqlite3.Error, OSError):
        _store(today, since, entries, whole=whole, session=only.session if only else "")


def _store(today: dt.date, since: dt.date, entries: Iterable["Entry"], *, whole: bool, session: str) -> None:
    """Replace the costs, or those of `session` from `since` on, by those of `entries`."""
    costs: dict[tuple[str, str, str], int] = {}
    dates = set()
    month = _name_month(today)
    for entry in entries:
        day = entry.sum.day.isoformat()
        if entry.run is None or entry.cost is None or entry.price is None or not day.startswith(month):
            continue
        dates.add(entry.price.date.isoformat())
        cost = int((entry.cost * DOLLAR).to_integral_value())
        for name in {*entry.run.documents, STACK + entry.run.stack}:
            key = (entry.sum.session, day, name)
            costs[key] = costs.get(key, 0) + cost
    prices = f"list prices of {' to '.join(sorted({min(dates), max(dates)}))}" if dates else "list prices"
    with _open() as database:
        database.execute("BEGIN IMMEDIATE")
        last = database.execute("SELECT month, day, whole, prices FROM refresh").fetchone()
        if session and last and last[0] == month:
            database.execute("DELETE FROM cost WHERE session = ? AND day >= ?", [session, since.isoformat()])
            database.execute("UPDATE refresh SET day = ?", [today.isoformat()])
        else:
            database.execute("DELETE FROM cost")
            database.execute("DELETE FROM refresh")
            row = [month, today.isoformat(), whole and not session, prices]
            database.execute("INSERT INTO refresh VALUES (?, ?, ?, ?)", row)
        rows = ((*key, cost) for key, cost in costs.items())
        database.executemany("INSERT INTO cost VALUES (?, ?, ?, ?)", rows)
        database.execute("COMMIT")


@contextlib.contextmanager
def _open() -> Iterator[sqlite3.Connection]:
    """Open the file, and create it or create it again if it is damaged or of another version. Raises sqlite3.Error."""
    path = find_spending_path()
    for attempt in range(2):
        make_private_directory(os.path.dirname(path))
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
        database = sqlite3.connect(path, timeout=_LOCKED, isolation_level=None)
        try:
            database.execute("PRAGMA synchronous = OFF")  # the file is a cache
            _prepare(database)
        except sqlite3.DatabaseError as error:
            database.close()
            if attempt or isinstance(error, sqlite3.OperationalError):
                raise
            os.unlink(path)
        else:
            break
    try:
        yield database
    finally:
        database.close()


def _prepare(database: sqlite3.Connection) -> None:
    """Create the tables, unless the file has those of this version."""
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version == _VERSION:
        return
    database.execute("BEGIN IMMEDIATE")
    for name in ("cost", "seen", "refresh"):
        database.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in filter(str.strip, _SCHEMA.split(";")):
        database.execute(statement)
    database.execute(f"PRAGMA user_version = {_VERSION}")
    database.execute("COMMIT")


def _name_month(day: dt.date) -> str:
    return day.isoformat()[:7]
