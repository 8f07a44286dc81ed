"""Test what profiles cost this month: sums by document, months and time zones, refreshes, and the file."""

import contextlib
import datetime as dt
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from usage.spent import spend
from vxenv.usage.collection import SessionFile
from vxenv.usage.monthly_costs import (
    DOLLAR,
    STACK,
    Spending,
    find_spending_path,
    read_spending,
    refresh_spending,
)

NAMES = ("base", "prod", "dev", "lab", "prod+lab", f"{STACK}prod", f"{STACK}prod+lab")


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make today 2026-11-30, in UTC."""
    set_zone(monkeypatch, "UTC")
    monkeypatch.setenv("VXENV_TODAY", "2026-11-30")
    yield
    monkeypatch.undo()
    time.tzset()


def set_zone(monkeypatch: pytest.MonkeyPatch, zone: str) -> None:
    """Set the local time zone."""
    monkeypatch.setenv("TZ", zone)
    time.tzset()


def read() -> dict[str, tuple[float, float]]:
    """Return the costs today and this month in USD, by name."""
    figures = read_spending(NAMES)
    assert figures is not None
    return {name: (one.today / DOLLAR, one.month / DOLLAR) for name, one in sorted(figures.spending.items())}


def test_nothing_is_known_before_a_refresh(home: Path) -> None:
    """Without a refresh, costs are unknown, and reading them creates no file."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100})

    assert (None, False) == (read_spending(NAMES), os.path.exists(find_spending_path()))


def test_each_document_of_a_stack_counts(home: Path) -> None:
    """The cost of a session counts for each profile of its stack, extended ones included, and for the stack."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100, "2026-11-02T10:00:00Z": 1}, documents=("base",))
    spend(home, "dev", {"2026-11-29T10:00:00Z": 20}, documents=("base",))
    spend(home, "prod+lab", {"2026-11-30T11:00:00Z": 5}, documents=("base", "base"))
    refresh_spending()

    assert {
        "base": (1.05, 1.26),
        "dev": (0, 0.2),
        "lab": (0.05, 0.05),
        "prod": (1.05, 1.06),
        f"{STACK}prod": (1, 1.01),
        f"{STACK}prod+lab": (0.05, 0.05),
    } == read()


def test_sessions_outside_the_ledger_do_not_count(home: Path) -> None:
    """A session that was not recorded belongs to no profile."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100}, recorded=False)
    refresh_spending()

    assert {} == read()


@pytest.mark.parametrize(
    ("zone", "today", "expected"),
    [
        ("UTC", "2026-11-30", (4, 7)),
        ("UTC", "2026-12-01", (8, 8)),
        ("Asia/Tokyo", "2026-11-30", (0, 3)),
        ("Asia/Tokyo", "2026-12-01", (12, 12)),
        ("America/Los_Angeles", "2026-11-30", (12, 14)),
        ("America/Los_Angeles", "2026-10-31", (1, 1)),
    ],
)
def test_months_are_local(
    zone: str, today: str, expected: tuple[int, int], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A month begins and ends at local midnight."""
    set_zone(monkeypatch, zone)
    times = ("2026-11-01T06:00:00Z", "2026-11-01T12:00:00Z", "2026-11-30T20:00:00Z", "2026-12-01T01:00:00Z")
    spend(home, "prod", dict(zip(times, (1, 2, 4, 8), strict=True)), session="s")
    monkeypatch.setenv("VXENV_TODAY", today)
    refresh_spending()
    today_cents, month_cents = (round(cost * 100) for cost in read()["prod"])

    assert expected == (today_cents, month_cents)


def test_another_month_is_unknown(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the end of the month, the costs are unknown until the next refresh."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100})
    refresh_spending()
    monkeypatch.setenv("VXENV_TODAY", "2026-12-01")
    before = read_spending(NAMES)
    refresh_spending()

    assert (None, {}) == (before, read())


def test_one_session(home: Path) -> None:
    """A refresh of one session reads only its transcript, and keeps the costs of the others and of earlier days."""
    path = spend(home, "prod", {"2026-11-02T10:00:00Z": 100}, session="a")
    spend(home, "dev", {"2026-11-30T10:00:00Z": 7}, session="b")
    refresh_spending()
    spend(home, "prod", {"2026-11-30T10:00:00Z": 11}, session="a")
    spend(home, "dev", {"2026-11-30T12:00:00Z": 50}, session="b")
    for _ in range(2):
        refresh_spending(seconds=1, only=SessionFile("a", str(path)))

    assert {"prod": (0.11, 1.11), "dev": (0.07, 0.07), f"{STACK}prod": (0.11, 1.11)} == read()


def test_one_session_alone(home: Path) -> None:
    """If only one session was read this month, the costs are marked as incomplete until a whole refresh."""
    path = spend(home, "prod", {"2026-11-30T10:00:00Z": 11}, session="a")
    spend(home, "prod", {"2026-11-30T10:00:00Z": 7}, session="b")
    refresh_spending(seconds=1, only=SessionFile("a", str(path)))
    first = read_spending(["prod"])
    refresh_spending()
    second = read_spending(["prod"])

    assert first
    assert second
    assert (False, True) == (first.whole, second.whole)
    assert (Spending(11 * DOLLAR // 100, 11 * DOLLAR // 100), Spending(18 * DOLLAR // 100, 18 * DOLLAR // 100)) == (
        first.spending["prod"],
        second.spending["prod"],
    )


def test_no_time_to_read(home: Path) -> None:
    """Without time to read all transcripts, the costs are marked as incomplete."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 11})
    refresh_spending(seconds=-1)
    figures = read_spending(["prod"])

    assert figures
    assert not figures.whole


def test_the_file_is_private(home: Path) -> None:
    """Only the user can read the file, and its directory."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100})
    refresh_spending()
    path = find_spending_path()

    assert [0o600, 0o700] == [stat.S_IMODE(os.stat(each).st_mode) for each in (path, os.path.dirname(path))]


@pytest.mark.parametrize("damage", ["text", "empty", "version", "removed"])
def test_a_damaged_file_is_made_again(damage: str, home: Path) -> None:
    """A file that is damaged, empty, of another version or gone is made again from the transcripts."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100})
    refresh_spending()
    path = Path(find_spending_path())
    if damage == "version":
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version = 99")
    elif damage == "removed":
        path.unlink()
    else:
        path.write_text("x" * 5000 if damage == "text" else "")
    before = read_spending(["prod"])
    refresh_spending()

    assert before is None
    assert {"prod": (1, 1), f"{STACK}prod": (1, 1)} == read()


def test_the_origin_names_the_list(home: Path) -> None:
    """The origin of the costs names the date of the price list, and that they are an estimate."""
    spend(home, "prod", {"2026-11-30T10:00:00Z": 100})
    refresh_spending()
    figures = read_spending(["prod"])

    assert figures
    assert "estimate from this machine's transcripts at list prices of 2026-11-29" == figures.origin
    assert dt.date(2026, 11, 30) == figures.day
