"""Open the SQLite file of the index, build it again if necessary, and define its tables and its query."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator, Sequence

from vxenv.files.directories import make_private_directory
from vxenv.paths import find_cache_directory

# The version of the tables, and of the rules by which lines become messages.
VERSION = 1
_PATIENCE = 1.0  # seconds to wait for a process that creates the tables

_TABLES = """
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    path BLOB NOT NULL UNIQUE,
    inode INTEGER NOT NULL DEFAULT 0,
    size INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT -1,
    reached INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL DEFAULT '',
    cut_lines INTEGER NOT NULL DEFAULT 0,
    long_lines INTEGER NOT NULL DEFAULT 0,
    invalid_utf8 INTEGER NOT NULL DEFAULT 0,
    invalid_lines INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE origins (
    id INTEGER PRIMARY KEY,
    session TEXT NOT NULL,
    model TEXT NOT NULL,
    directory TEXT NOT NULL,
    branch TEXT NOT NULL,
    version TEXT NOT NULL,
    sidechain INTEGER NOT NULL,
    UNIQUE (session, model, directory, branch, version, sidechain)
);
CREATE TABLE messages (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file INTEGER NOT NULL,
    position INTEGER NOT NULL,
    message INTEGER,
    key INTEGER,
    origin INTEGER NOT NULL,
    time INTEGER NOT NULL,
    has_speed INTEGER NOT NULL,
    input INTEGER NOT NULL,
    output INTEGER NOT NULL,
    cache_read INTEGER NOT NULL,
    cache_write_5m INTEGER NOT NULL,
    cache_write_1h INTEGER NOT NULL,
    counted INTEGER NOT NULL DEFAULT 1
);
CREATE INDEX messages_by_file ON messages (file);
CREATE INDEX messages_by_message ON messages (message) WHERE message IS NOT NULL;
CREATE INDEX messages_by_time ON messages (time);
"""
_TEMPORARY = """
PRAGMA temp_store = MEMORY;
PRAGMA synchronous = NORMAL;
CREATE TEMP TABLE marked (message INTEGER PRIMARY KEY);
CREATE TEMP TABLE outside (file INTEGER PRIMARY KEY);
CREATE TEMP TABLE changes (id INTEGER PRIMARY KEY, counted INTEGER);
CREATE TEMP TABLE segments (session TEXT, start REAL, until REAL, number INTEGER);
CREATE INDEX temp.segments_by_session ON segments (session, start);
CREATE TEMP TABLE tiers (model TEXT, above INTEGER);
"""
STATES = (
    "SELECT path, id, inode, size, changed, reached, digest, cut_lines, long_lines, invalid_utf8, invalid_lines "
    "FROM files"
)
SUMS = """
SELECT run, session, day, utc_day, model, directory, branch, version, sidechain, tier, count(*),
    sum(input), sum(output), sum(cache_read), sum(cache_write_5m), sum(cache_write_1h)
FROM (
    SELECT messages.*, session, model, directory, branch, version, sidechain,
        date(time / 1000, 'unixepoch', 'localtime') AS day,
        date(time / 1000, 'unixepoch') AS utc_day,
        coalesce((
            SELECT number FROM segments WHERE segments.session = origins.session AND start <= time AND time < until
            ORDER BY start DESC LIMIT 1
        ), -1) AS run,
        coalesce((
            SELECT max(above) FROM tiers WHERE tiers.model = origins.model
            AND above < input + cache_read + cache_write_5m + cache_write_1h
        ), 0) AS tier
    FROM messages JOIN origins ON origins.id = origin LEFT JOIN changes ON changes.id = messages.id
    WHERE coalesce(changes.counted, messages.counted) AND time >= :since AND time < :until
    AND CASE :session WHEN '' THEN +file NOT IN outside ELSE session = :session END
)
GROUP BY run, origin, day, utc_day, tier
ORDER BY day, session, run, origin, utc_day, tier
"""


def find_path() -> str:
    """Return the path of the index."""
    return os.path.join(find_cache_directory(), "usage", "index.sqlite3")


def connect() -> sqlite3.Connection:
    """Open the file, or a database in memory if that is not possible."""
    try:
        return _open_file()
    except (sqlite3.Error, OSError) as error:
        return replace(in_memory=is_busy(error))


def replace(*, in_memory: bool = False) -> sqlite3.Connection:
    """Remove the file and open a new one, or a database in memory."""
    if not in_memory:
        with contextlib.suppress(sqlite3.Error, OSError):
            for suffix in ("", "-wal", "-shm"):
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(find_path() + suffix)
            return _open_file()
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.executescript(_TABLES + _TEMPORARY)
    return connection


def _open_file() -> sqlite3.Connection:
    """Open the file, which only the user can read. Raises sqlite3.Error and OSError."""
    path = find_path()
    make_private_directory(os.path.dirname(path))
    os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600))
    connection = sqlite3.connect(path, timeout=_PATIENCE, isolation_level=None)
    try:
        _prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _prepare(connection: sqlite3.Connection) -> None:
    if _read_version(connection) == 0:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        # Another process may have created the tables meanwhile.
        if _read_version(connection) == 0:
            for statement in filter(str.strip, _TABLES.split(";")):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    if _read_version(connection) != VERSION:
        raise sqlite3.DatabaseError
    connection.executescript(_TEMPORARY)


def _read_version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def is_busy(error: Exception) -> bool:
    """Tell whether an operation failed only because another process uses the file."""
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY


def begin(connection: sqlite3.Connection, patience: float) -> bool:
    """Begin a transaction that writes; return False if another process does so for longer than `patience` seconds."""
    connection.execute(f"PRAGMA busy_timeout = {int(patience * 1000)}")
    try:
        connection.execute("BEGIN IMMEDIATE")
    except sqlite3.OperationalError as error:
        if is_busy(error):
            return False
        raise
    return True


@contextlib.contextmanager
def commit_or_undo(connection: sqlite3.Connection) -> Iterator[None]:
    """Commit the transaction at the end; undo it after an error."""
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


def add_origin(connection: sqlite3.Connection, origin: Sequence[object]) -> int:
    """Return the ID of the row with the fields `origin`, which is added if necessary."""
    cursor = connection.execute(
        "INSERT OR IGNORE INTO origins (session, model, directory, branch, version, sidechain) VALUES (?,?,?,?,?,?)",
        origin,
    )
    if cursor.rowcount:
        return cursor.lastrowid or 0
    (number,) = connection.execute(
        "SELECT id FROM origins WHERE (session, model, directory, branch, version, sidechain) = (?,?,?,?,?,?)", origin
    ).fetchone()
    return int(number)


def fill(connection: sqlite3.Connection, table: str, width: int, rows: Sequence[Sequence[object]]) -> None:
    """Replace the rows of a temporary table."""
    connection.execute(f"DELETE FROM temp.{table}")  # noqa: S608 - the table is a constant
    values = ",".join("?" * width)
    connection.execute("BEGIN")
    connection.executemany(f"INSERT INTO temp.{table} VALUES ({values})", rows)  # noqa: S608 - likewise
    connection.execute("COMMIT")
