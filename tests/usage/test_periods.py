"""Test the periods of `usage`."""

import datetime as dt
import time
from collections.abc import Iterator

import pytest

from vxenv.errors import UsageError
from vxenv.usage.periods import parse_period

DAY = dt.date
TODAY = DAY(2026, 11, 15)


@pytest.fixture(autouse=True)
def _frozen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VXENV_TODAY", str(TODAY))


@pytest.fixture
def _zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Set a time zone that is a day ahead of UTC after 10:00."""
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("", "", (DAY(2026, 11, 1), DAY(2026, 11, 30))),
        ("2026-11-03", "", (DAY(2026, 11, 3), TODAY)),
        ("2026-10", "", (DAY(2026, 10, 1), TODAY)),
        ("2026-10", "2026-10", (DAY(2026, 10, 1), DAY(2026, 10, 31))),
        ("2024-02", "2024-02", (DAY(2024, 2, 1), DAY(2024, 2, 29))),
        ("2025-12", "2025-12", (DAY(2025, 12, 1), DAY(2025, 12, 31))),
        ("7d", "", (DAY(2026, 11, 9), TODAY)),
        ("1d", "", (TODAY, TODAY)),
        ("2w", "", (DAY(2026, 11, 2), TODAY)),
        ("yesterday", "yesterday", (DAY(2026, 11, 14), DAY(2026, 11, 14))),
        ("today", "", (TODAY, TODAY)),
        ("all", "", (None, TODAY)),
        ("", "2026-09-30", (None, DAY(2026, 9, 30))),
    ],
)
def test_a_period(since: str, until: str, expected: tuple[dt.date | None, dt.date]) -> None:
    """Days, months, lengths and words are days, the last included."""
    assert expected == parse_period(since, until)[:2]


@pytest.mark.parametrize(
    "text", ["0d", "7", "d", "2026-13", "2026-02-30", "26-11-01", "999999w", "a\x1b[31m", "\u0667d"]
)
def test_an_invalid_day(text: str) -> None:
    """Another text is refused, with examples, and escaped."""
    with pytest.raises(
        UsageError, match=r"for --since; expected a value like 2026-11-30, .*, 7d, 2w, all\n"
    ) as caught:
        parse_period(text, "")

    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("text", ["7d", "all"])
def test_an_end_is_a_day(text: str) -> None:
    """--until takes no length."""
    with pytest.raises(UsageError, match=r"^invalid value \".*\" for --until; .*, yesterday\n"):
        parse_period("", text)


def test_a_start_after_the_end() -> None:
    """A period without a day is refused."""
    with pytest.raises(UsageError, match=r"^--since is after --until: 2026-11-15 > 2026-11-14\n"):
        parse_period("today", "yesterday")


@pytest.mark.usefixtures("_zone")
def test_today_is_local(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without VXENV_TODAY, today is the day in the local time zone."""
    monkeypatch.delenv("VXENV_TODAY")
    ahead = dt.timezone(dt.timedelta(hours=14))
    before = dt.datetime.now(ahead).date()

    assert parse_period("today", "")[0] in (before, dt.datetime.now(ahead).date())
