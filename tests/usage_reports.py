"""Build reports with made-up figures."""

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal

from vxenv.catalogue.prices import Price, Tokens
from vxenv.usage.report import AppliedPrice, Report, Row, Unpriced

TODAY = dt.date(2026, 11, 30)
LIST_DATE = dt.date(2026, 11, 29)
PRICE = Price(
    "claude-opus-5-5",
    TODAY,
    Decimal(4),
    Decimal(20),
    Decimal("0.20"),
    Decimal(5),
    Decimal(8),
    above=0,
    premium=Decimal("1.1"),
    source="A",
    date=LIST_DATE,
)


def build_row(*keys: str, cost: str | Decimal | None, messages: int = 1, tokens: int = 1000) -> Row:
    """Return a row, nine tenths of its tokens read from the cache."""
    part = tokens // 100
    amounts = Tokens(part, part * 2, tokens - part * 10, part * 3, part * 4)
    return Row(keys, messages, amounts, None if cost is None else Decimal(cost), messages if cost is None else 0)


def add_rows(rows: Iterable[Row], *keys: str) -> Row:
    """Return the sum of `rows` under `keys`."""
    rows = list(rows)
    costs = [row.cost for row in rows if row.cost is not None]
    return Row(
        keys,
        sum(row.messages for row in rows),
        Tokens(*map(sum, zip(*(row.tokens for row in rows), strict=True))) if rows else Tokens(0, 0, 0, 0, 0),
        sum(costs, Decimal(0)) if costs else None,
        sum(row.unpriced for row in rows),
    )


def build_report(
    costs: Mapping[tuple[str, str], str | Decimal | None],
    *,
    since: str = "2026-11-01",
    until: str = "2026-11-30",
    today: dt.date = TODAY,
    unpriced: tuple[Unpriced, ...] = (),
) -> Report:
    """Return a report by profile from costs by day and profile."""
    daily = [build_row(*keys, cost=cost, messages=4, tokens=1_234_500) for keys, cost in sorted(costs.items())]
    days, profiles = (sorted({row.keys[at] for row in daily}) for at in (0, 1))
    by_profile = [add_rows((row for row in daily if row.keys[1] == name), name) for name in profiles]
    total = add_rows(daily)
    return Report(
        by=("profile",),
        since=dt.date.fromisoformat(since),
        until=dt.date.fromisoformat(until),
        today=today,
        profile="",
        rows=tuple(sorted(by_profile, key=lambda row: row.cost or 0, reverse=True)),
        total=total,
        days=tuple(add_rows((row for row in daily if row.keys[0] == day), day) for day in days),
        daily=tuple(daily),
        prices=(AppliedPrice(PRICE, "eu", Decimal("1.1"), total.messages, total.cost or Decimal(0)),),
        list_dates=(LIST_DATE, LIST_DATE),
        unknown=add_rows(row for row in daily if row.keys[1] == "unknown"),
        guessed=add_rows(()),
        unpriced=unpriced,
        problems=(),
    )
