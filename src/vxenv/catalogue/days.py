"""Days in UTC, in which Vertex's retirement dates are given; Claude Code uses UTC too."""

import datetime as dt


def get_utc_today() -> dt.date:
    """Return today's date in UTC, regardless of the local time zone."""
    return dt.datetime.now(dt.UTC).date()


def compute_start_of_day(day: dt.date) -> int:
    """Return the start of `day` in UTC, in seconds since 1970."""
    return int(dt.datetime(day.year, day.month, day.day, tzinfo=dt.UTC).timestamp())
