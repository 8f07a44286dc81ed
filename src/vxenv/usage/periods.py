"""Parse the periods of `usage`, in local days."""

import datetime as dt
import re
from typing import NamedTuple

from vxenv.activation.today import read_local_today
from vxenv.errors import UsageError
from vxenv.paths import escape_text

ALL = "all"
_LENGTH = re.compile(r"([1-9][0-9]{0,4})([dw])")
_DAYS = {"d": 1, "w": 7}
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Period(NamedTuple):
    """Local days, both included; None for no limit."""

    since: dt.date | None
    until: dt.date | None
    today: dt.date

    @property
    def includes_today(self) -> bool:
        """True if today is one of the days."""
        return (self.since or self.today) <= self.today <= (self.until or self.today)


def parse_period(since: str, until: str) -> Period:
    """Return the period from `since` until `until`, as typed; "" for the default. Raises UsageError.

    Without both, it is this month; without `until`, it ends today; without `since`, it has no start.
    """
    today = read_local_today()
    if not since and not until:
        return Period(today.replace(day=1), _find_month_end(today), today)
    start = _parse_day(since, "--since", today) if since and since != ALL else None
    end = _parse_day(until, "--until", today) if until else today
    if start and start > end:
        raise UsageError(f"--since is after --until: {start} > {end}", hint="vxenv usage --help")
    return Period(start, end, today)


def _parse_day(text: str, option: str, today: dt.date) -> dt.date:
    """Return the day that `text` means; a month means its first day, for ``--until`` its last. Raises UsageError."""
    is_end = option == "--until"
    try:
        if text in ("today", "yesterday"):
            return today - dt.timedelta(days=text == "yesterday")
        if _DAY.fullmatch(text):
            return dt.date.fromisoformat(text)
        if month := _MONTH.fullmatch(text):
            first = dt.date(int(month[1]), int(month[2]), 1)
            return _find_month_end(first) if is_end else first
        if not is_end and (length := _LENGTH.fullmatch(text)):
            # The last 7 days include today.
            return today - dt.timedelta(days=int(length[1]) * _DAYS[length[2]] - 1)
    except (ValueError, OverflowError):
        pass
    forms = ["2026-11-30", "2026-11", "today", "yesterday", *([] if is_end else ["7d", "2w", ALL])]
    what = f'invalid value "{escape_text(text)}" for {option}; expected a value like {", ".join(forms)}'
    raise UsageError(what, hint="vxenv usage --help")


def _find_month_end(day: dt.date) -> dt.date:
    """Return the last day of the month of `day`."""
    if (day.year, day.month) == (dt.MAXYEAR, 12):
        return dt.date.max
    following = day.replace(year=day.year + day.month // 12, month=day.month % 12 + 1, day=1)
    return following - dt.timedelta(days=1)
