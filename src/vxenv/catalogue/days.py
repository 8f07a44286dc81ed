"""Days: Vertex's dates are UTC dates, as Claude Code takes them."""

import datetime as dt


def get_utc_today() -> dt.date:
    """Return today's date in UTC, wherever the user is."""
    return dt.datetime.now(dt.UTC).date()


def compute_start_of_day(day: dt.date) -> int:
    """Return when `day` begins in UTC, in seconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
