"""Price the tokens of messages, and sum them by profile, model, day and other keys."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import NamedTuple

from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.prices import Price, Tokens, apply_premium, compute_cost
from vxenv.usage.attribution import Run, find_role
from vxenv.usage.index import Sum
from vxenv.usage.periods import Period

# Keys of rows. Those in `PERIODS` sort by time, the others by cost.
KEYS = ("profile", "project", "location", "model", "role", "directory", "branch", "day", "week", "month", "session")
PERIODS = ("day", "week", "month")

UNKNOWN = "unknown"  # value of a key for messages that the ledger does not explain
CENT = Decimal("0.01")


class Row(NamedTuple):
    """The usage of messages with the same keys."""

    # A value for each key of the report: "" for none (no profile, no branch), `UNKNOWN`; unescaped. Days are
    # 2026-11-30, weeks 2026-W48, months 2026-11.
    keys: tuple[str, ...]
    messages: int
    # All tokens, with or without a price.
    tokens: Tokens
    # USD, exact; None if no message has a price.
    cost: Decimal | None
    # Messages without a price; they are in `messages` and `tokens`.
    unpriced: int


class AppliedPrice(NamedTuple):
    """A price that was applied."""

    price: Price
    # "global", "us", "eu" or a region; "" for another provider, `UNKNOWN`.
    location: str
    # Factor from the list price to the price in `location`.
    factor: Decimal
    messages: int
    cost: Decimal


class Unpriced(NamedTuple):
    """A model without a price."""

    # As in the transcript, unescaped.
    model: str
    messages: int
    tokens: int


class Problem(NamedTuple):
    """A kind of trouble with transcripts."""

    # The key in JSON, such as "long_lines".
    kind: str
    number: int
    # The message, such as "skipped 3 lines over 64 MB".
    text: str


class Report(NamedTuple):
    """The usage in a period."""

    # Keys of the rows, from `KEYS`.
    by: tuple[str, ...]
    # First and last local day, both included.
    since: dt.date
    until: dt.date
    today: dt.date
    # The profile to which the report is restricted, "" for all.
    profile: str
    # Sorted: periods by time, other keys by cost, the highest first, within the keys before.
    rows: tuple[Row, ...]
    # Without keys.
    total: Row
    # Rows by day, for each day with messages, sorted.
    days: tuple[Row, ...]
    # Rows by day and profile, sorted by day and then by the cost of the profile in the period.
    daily: tuple[Row, ...]
    prices: tuple[AppliedPrice, ...]
    # The oldest and the newest date of the lists with these prices; None without prices.
    list_dates: tuple[dt.date, dt.date] | None
    # Messages whose profile, project and location are unknown: no premium is assumed for them. Without keys.
    unknown: Row
    # Messages attributed by a guess. Without keys.
    guessed: Row
    unpriced: tuple[Unpriced, ...]
    problems: tuple[Problem, ...]


class Entry(NamedTuple):
    """Messages with all that is known about them."""

    sum: Sum
    # The run that they belong to; None if it is unknown.
    run: Run | None
    # The ID in the catalogue, else the model as in the transcript.
    model: str
    location: str
    price: Price | None
    cost: Decimal | None
    role: str


class _Tally:
    """Sums up entries."""

    def __init__(self) -> None:
        self.messages = 0
        self.tokens = [0] * len(Tokens._fields)
        self.cost = Decimal(0)
        self.unpriced = 0

    def add(self, entry: Entry) -> None:
        self.messages += entry.sum.messages
        for kind, count in enumerate(entry.sum.tokens):
            self.tokens[kind] += count
        if entry.cost is None:
            self.unpriced += entry.sum.messages
        else:
            self.cost += entry.cost

    def make_row(self, keys: tuple[str, ...] = ()) -> Row:
        cost = None if self.messages and self.unpriced == self.messages else self.cost
        return Row(keys, self.messages, Tokens(*self.tokens), cost, self.unpriced)


def explain_sums(
    sums: Iterable[Sum], runs: Sequence[Run], known: Knowledge, guess: Callable[[str], Run | None] | None = None
) -> list[Entry]:
    """Return `sums` with their runs and prices; `guess` returns the run for messages outside the ledger."""
    entries = []
    for item in sums:
        run = runs[item.run] if item.run >= 0 else guess(item.directory) if guess else None
        row = known.models.find(item.model)
        model = row.id if row else item.model
        location = run.find_location(model) if run else UNKNOWN
        price = known.prices.find_price(model, item.utc_day, item.tier + 1 if item.tier else 0)
        cost = compute_cost(price, item.tokens, location) if price else None
        role = find_role(run, item.model, known, sidechain=item.sidechain) or UNKNOWN
        entries.append(Entry(item, run, model, location, price, cost, role))
    return entries


def build_report(
    entries: Sequence[Entry],
    *,
    by: Sequence[str],
    period: Period,
    profile: str = "",
    problems: Sequence[Problem] = (),
) -> Report:
    """Return the report on `entries`, which are in `period`, by the keys `by`; `profile` restricts it."""
    if profile:
        entries = [entry for entry in entries if entry.run and entry.run.has_profile(profile)]
    days = [entry.sum.day for entry in entries]
    until = period.until or max([*days, period.today])
    profiles = {row.keys: row for row in _sum_by(entries, ("profile",))}
    daily = sorted(
        _sum_by(entries, ("day", "profile")), key=lambda row: (row.keys[0], *_rank(profiles[row.keys[1:]]), row.keys)
    )
    prices = _list_prices(entries)
    dates = [applied.price.date for applied in prices]
    return Report(
        by=tuple(by),
        since=period.since or min([*days, until]),
        until=until,
        today=period.today,
        profile=profile,
        rows=tuple(_rank_rows(entries, tuple(by))),
        total=_sum_up(entries),
        days=tuple(sorted(_sum_by(entries, ("day",)))),
        daily=tuple(daily),
        prices=tuple(prices),
        list_dates=(min(dates), max(dates)) if dates else None,
        unknown=_sum_up(entry for entry in entries if entry.run is None),
        guessed=_sum_up(entry for entry in entries if entry.run and entry.run.guessed),
        unpriced=tuple(_list_unpriced(entries)),
        problems=tuple(problems),
    )


def _sum_up(entries: Iterable[Entry]) -> Row:
    tally = _Tally()
    for entry in entries:
        tally.add(entry)
    return tally.make_row()


def _sum_by(entries: Iterable[Entry], by: tuple[str, ...]) -> list[Row]:
    """Return a row for each combination of the values of the keys `by`."""
    tallies: dict[tuple[str, ...], _Tally] = {}
    for entry in entries:
        keys = tuple(_find_value(entry, key) for key in by)
        tally = tallies.get(keys)
        if tally is None:
            tally = tallies[keys] = _Tally()
        tally.add(entry)
    return [tally.make_row(keys) for keys, tally in tallies.items()]


def _find_value(entry: Entry, key: str) -> str:
    """Return the value of `entry` for a key in `KEYS`."""
    if key in PERIODS:
        day = entry.sum.day
        year, week, _ = day.isocalendar()
        return {"day": f"{day}", "week": f"{year:04}-W{week:02}", "month": f"{day:%Y-%m}"}[key]
    if key in ("profile", "project"):
        run = entry.run
        return UNKNOWN if run is None else run.stack if key == "profile" else run.project
    return str(getattr(entry if key in Entry._fields else entry.sum, key))


def _rank(row: Row) -> tuple[Decimal, int]:
    """Return the sort key: the highest cost first, and among rows without a price the most tokens."""
    return -(row.cost or Decimal(0)), -sum(row.tokens)


def _rank_rows(entries: Sequence[Entry], by: tuple[str, ...]) -> list[Row]:
    """Return the rows by the keys `by`: periods in order of time, other keys by the cost of their groups."""
    groups = {row.keys: row for number in range(1, len(by) + 1) for row in _sum_by(entries, by[:number])}

    def rank(row: Row) -> list[tuple[Decimal, int, str]]:
        return [
            (*((Decimal(0), 0) if key in PERIODS else _rank(groups[row.keys[: at + 1]])), row.keys[at])
            for at, key in enumerate(by)
        ]

    return sorted((row for row in groups.values() if len(row.keys) == len(by)), key=rank)


def _list_prices(entries: Iterable[Entry]) -> list[AppliedPrice]:
    """Return the prices that were applied, by model, date and location."""
    sums: dict[tuple[Price, str], AppliedPrice] = {}
    for entry in entries:
        if entry.price is None or entry.cost is None:
            continue
        key = entry.price, entry.location
        if key not in sums:
            is_premium = apply_premium(entry.price, entry.location) != entry.price
            sums[key] = AppliedPrice(*key, entry.price.premium if is_premium else Decimal(1), 0, Decimal(0))
        before = sums[key]
        sums[key] = before._replace(messages=before.messages + entry.sum.messages, cost=before.cost + entry.cost)
    return sorted(sums.values(), key=lambda applied: (*applied.price[:2], applied.price.above, applied.location))


def _list_unpriced(entries: Iterable[Entry]) -> list[Unpriced]:
    """Return the models without a price, the most used first."""
    rows = _sum_by((entry for entry in entries if entry.price is None), ("model",))
    return [Unpriced(row.keys[0], row.messages, sum(row.tokens)) for row in sorted(rows, key=_rank)]


def allot_cents(costs: Sequence[Decimal | None], total: Decimal | None) -> list[Decimal | None]:
    """Return `costs` in whole cents that add up to `total` rounded half up, by the largest remainders.

    Each cost is rounded up or down to a cent next to it, so a column of rounded costs never contradicts its total.
    `total` is the exact sum of `costs`.
    """
    floors = [None if cost is None else cost.quantize(CENT, ROUND_FLOOR) for cost in costs]
    missing = (total or Decimal(0)).quantize(CENT, ROUND_HALF_UP) - sum(filter(None, floors), Decimal(0))
    remainders = [(cost - cost.quantize(CENT, ROUND_FLOOR), -at) for at, cost in enumerate(costs) if cost is not None]
    for _, at in sorted(remainders, reverse=True)[: int(missing / CENT)]:
        floors[-at] = (floors[-at] or Decimal(0)) + CENT
    return floors


def describe_prices(report: Report) -> str:
    """Return "list price of DATE" or "list prices of DATE to DATE", "" without prices."""
    if report.list_dates is None:
        return ""
    first, last = report.list_dates
    return f"list prices of {first}" if first == last else f"list prices of {first} to {last}"
