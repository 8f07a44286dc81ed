"""Format the figures of a report for people."""

import datetime as dt
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from vxenv.usage.report import Report, Row, allot_cents, describe_prices

NO_COST = "–"  # noqa: RUF001 - the dash of tables; for tokens without a price
_CENT = Decimal("0.01")
_SCALES = ((1_000_000_000, "B"), (1_000_000, "M"), (1_000, "K"))
_MOST = 120  # stretches in a picture
_STEPS = (("day", 1), ("week", 7), ("month", 31))
_SHORTEST = 28  # days of a month


class Step(NamedTuple):
    """A stretch of time in a picture."""

    # "day", "week" or "month".
    kind: str
    # The first day of each stretch, without gaps.
    starts: tuple[dt.date, ...]


def format_dollars(cost: Decimal | None) -> str:
    """Return a cost as ``$1,234.56``; a dash for None."""
    if cost is None:
        return NO_COST
    if 0 < cost < _CENT:
        return "<$0.01"
    return f"${cost.quantize(_CENT, ROUND_HALF_UP):,f}"


def shorten_costs(costs: Sequence[Decimal | None], total: Decimal | None) -> list[Decimal | None]:
    """Return `costs` in cents that add up to `total` in cents; one that would be 0 keeps its exact value."""
    return [
        cost if cost and not cents else cents for cost, cents in zip(costs, allot_cents(costs, total), strict=True)
    ]


def format_tokens(number: int) -> str:
    """Return a number of tokens in at most five characters, such as 999, 12.3K and 4.56M."""
    for size, unit in _SCALES:
        # A number that rounds to 1,000 of a unit is 1 of the next.
        if number >= size * 0.9995 or number >= size:
            value = number / size
            digits = 2 if value < 9.995 else 1 if value < 99.95 else 0  # noqa: PLR2004 - three digits in all
            return f"{value:.{digits}f}{unit}"
    return str(number)


def count(number: int, noun: str) -> str:
    """Return ``1 message`` or ``12,345 messages``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def name_value(key: str, value: str) -> str:
    """Return the value of a key of a row for people, such as ``(no branch)`` for ""."""
    return value or f"(no {key})"


def describe_estimate(report: Report) -> str:
    """Return "estimate at list prices of DATE", "" if nothing has a price."""
    prices = describe_prices(report)
    return f"estimate at {prices}" if prices else ""


def choose_step(report: Report, most: int = _MOST) -> Step:
    """Return the stretches of the period: days, or weeks or months if there are more than `most`.

    It ends today, unless later days have messages; a long one begins with its first message.
    """
    shown = [dt.date.fromisoformat(row.keys[0]) for row in report.days]
    first, last = report.since, max([min(report.until, report.today), report.since, *shown])
    if (last - first).days >= most:
        first = min(shown, default=first)
    days = (last - first).days + 1
    kind, size = next(((kind, size) for kind, size in _STEPS if days <= most * size), _STEPS[-1])
    starts = {find_start(first + dt.timedelta(days=number), kind) for number in range(0, days, min(size, _SHORTEST))}
    return Step(kind, tuple(sorted(starts | {find_start(last, kind)})))


def find_start(day: dt.date, kind: str) -> dt.date:
    """Return the first day of the stretch of `day`."""
    if kind == "week":
        return day - dt.timedelta(days=day.weekday())
    return day.replace(day=1) if kind == "month" else day


def sum_by_start(rows: Sequence[Row], kind: str) -> dict[dt.date, Decimal]:
    """Return the cost of `rows`, the first key of which is a day, by the first day of its stretch."""
    sums: dict[dt.date, Decimal] = {}
    for row in rows:
        start = find_start(dt.date.fromisoformat(row.keys[0]), kind)
        sums[start] = sums.get(start, Decimal(0)) + (row.cost or Decimal(0))
    return sums
