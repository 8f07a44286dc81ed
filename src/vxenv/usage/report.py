"""Price the tokens of messages, and sum them by profile, model, day and other keys."""

import datetime as dt
import functools
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from operator import add
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
    role: str

    @property
    def cost(self) -> Decimal | None:
        """The exact cost, None without a price."""
        return compute_cost(self.price, self.sum.tokens, self.location) if self.price else None


class _Part(NamedTuple):
    """Entries that are equal in all that a report tells apart."""

    # The values of the report's keys.
    values: tuple[str, ...]
    # One of the entries, with the tokens of all.
    entry: Entry
    cost: Decimal | None


class _Tally:
    """Sums up parts."""

    def __init__(self) -> None:
        self.messages = 0
        self.tokens = [0] * len(Tokens._fields)
        self.cost = Decimal(0)
        self.unpriced = 0

    def add(self, part: _Part) -> None:
        item = part.entry.sum
        self.messages += item.messages
        self.tokens = [*map(add, self.tokens, item.tokens)]
        if part.cost is None:
            self.unpriced += item.messages
        else:
            self.cost += part.cost

    def make_row(self, keys: tuple[str, ...] = ()) -> Row:
        cost = None if self.messages and self.unpriced == self.messages else self.cost
        return Row(keys, self.messages, Tokens(*self.tokens), cost, self.unpriced)


def explain_sums(
    sums: Iterable[Sum], runs: Sequence[Run], known: Knowledge, guess: Callable[[str], Run | None] | None = None
) -> list[Entry]:
    """Return `sums` with their runs and prices; `guess` returns the run for messages outside the ledger."""

    @functools.cache
    def explain(
        number: int, directory: str, model: str, prompt: tuple[dt.date, int], *, sidechain: bool
    ) -> tuple[Run | None, str, str, Price | None, str]:
        run = runs[number] if number >= 0 else guess(directory) if guess else None
        row = known.models.find(model)
        name = row.id if row else model
        location = run.find_location(name) if run else UNKNOWN
        price = known.prices.find_price(name, *prompt)
        return run, name, location, price, find_role(run, model, known, sidechain=sidechain) or UNKNOWN

    entries = []
    for item in sums:
        directory = "" if item.run >= 0 else item.directory
        prompt = item.utc_day, item.tier + 1 if item.tier else 0
        entries.append(Entry(item, *explain(item.run, directory, item.model, prompt, sidechain=item.sidechain)))
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
    parts = _combine(entries, tuple(by))
    days = [part.entry.sum.day for part in parts]
    until = period.until or max([*days, period.today])
    profiles = {row.keys: row for row in _sum_by(parts, ("profile",))}
    daily = sorted(
        _sum_by(parts, ("day", "profile")), key=lambda row: (row.keys[0], *_rank(profiles[row.keys[1:]]), row.keys)
    )
    prices = _list_prices(parts)
    dates = [applied.price.date for applied in prices]
    return Report(
        by=tuple(by),
        since=period.since or min([*days, until]),
        until=until,
        today=period.today,
        profile=profile,
        rows=tuple(_rank_rows(parts, tuple(by))),
        total=_sum_up(parts),
        days=tuple(sorted(_sum_by(parts, ("day",)))),
        daily=tuple(daily),
        prices=tuple(prices),
        list_dates=(min(dates), max(dates)) if dates else None,
        unknown=_sum_up(part for part in parts if part.entry.run is None),
        guessed=_sum_up(part for part in parts if part.entry.run and part.entry.run.guessed),
        unpriced=tuple(_list_unpriced(parts)),
        problems=tuple(problems),
    )


def _combine(entries: Iterable[Entry], by: tuple[str, ...]) -> list[_Part]:
    """Return the sums of entries that differ only in what the report does not tell apart.

    There are many sessions, but few days, runs and models: the decimal arithmetic of costs is slow.
    """
    groups: dict[tuple[object, ...], tuple[Entry, list[tuple[int, ...]]]] = {}
    own = [Sum._fields.index(key) for key in by if key in Sum._fields]
    for entry in entries:
        item = entry.sum
        # Runs and prices are the same objects for each entry, and comparing them is slow.
        key = (id(entry.run), id(entry.price), entry.model, entry.location, entry.role, item.day,
               *(item[field] for field in own))  # fmt: skip
        numbers = (item.messages, *item.tokens)
        if key in groups:
            groups[key][1].append(numbers)
        else:
            groups[key] = (entry, [numbers])
    parts = []
    for entry, counts in groups.values():
        messages, *tokens = map(sum, zip(*counts, strict=True))
        whole = entry._replace(sum=entry.sum._replace(messages=messages, tokens=Tokens(*tokens)))
        parts.append(_Part(_find_values(whole, by), whole, whole.cost))
    return parts


def _sum_up(parts: Iterable[_Part]) -> Row:
    tally = _Tally()
    for part in parts:
        tally.add(part)
    return tally.make_row()


def _sum_by(parts: Iterable[_Part], by: tuple[str, ...]) -> list[Row]:
    """Return a row for each combination of the values of the keys `by`."""
    return _sum_values((_find_values(part.entry, by), part) for part in parts)


def _sum_values(parts: Iterable[tuple[tuple[str, ...], _Part]]) -> list[Row]:
    """Return a row for each combination of values."""
    tallies: dict[tuple[str, ...], _Tally] = defaultdict(_Tally)
    for values, part in parts:
        tallies[values].add(part)
    return [tally.make_row(values) for values, tally in tallies.items()]


def _find_values(entry: Entry, by: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_find_value(entry, key) for key in by)


def _find_value(entry: Entry, key: str) -> str:
    """Return the value of `entry` for a key in `KEYS`."""
    if key in PERIODS:
        return _name_period(entry.sum.day, key)
    if key in ("profile", "project"):
        run = entry.run
        return UNKNOWN if run is None else run.stack if key == "profile" else run.project
    return str(getattr(entry if key in Entry._fields else entry.sum, key))


@functools.cache
def _name_period(day: dt.date, key: str) -> str:
    """Return the name of the day, the week or the month of `day`."""
    year, week, _ = day.isocalendar()
    return {"day": f"{day}", "week": f"{year:04}-W{week:02}", "month": f"{day:%Y-%m}"}[key]


def _rank(row: Row) -> tuple[Decimal, int]:
    """Return the sort key: the highest cost first, and among rows without a price the most tokens."""
    return -(row.cost or Decimal(0)), -sum(row.tokens)


def _rank_rows(parts: Sequence[_Part], by: tuple[str, ...]) -> list[Row]:
    """Return the rows by the keys `by`: periods in order of time, other keys by the cost of their groups."""
    groups = {
        row.keys: row
        for number in range(1, len(by) + 1)
        for row in _sum_values((part.values[:number], part) for part in parts)
    }

    def rank(row: Row) -> list[tuple[Decimal, int, str]]:
        return [
            (*((Decimal(0), 0) if key in PERIODS else _rank(groups[row.keys[: at + 1]])), row.keys[at])
            for at, key in enumerate(by)
        ]

    return sorted((row for row in groups.values() if len(row.keys) == len(by)), key=rank)


def _list_prices(parts: Iterable[_Part]) -> list[AppliedPrice]:
    """Return the prices that were applied, by model, date and location."""
    sums: dict[tuple[Price, str], AppliedPrice] = {}
    for part in parts:
        price, location = part.entry.price, part.entry.location
        if price is None or part.cost is None:
            continue
        key = price, location
        if key not in sums:
            is_premium = apply_premium(price, location) != price
            sums[key] = AppliedPrice(*key, price.premium if is_premium else Decimal(1), 0, Decimal(0))
        before = sums[key]
        sums[key] = before._replace(messages=before.messages + part.entry.sum.messages, cost=before.cost + part.cost)
    return sorted(sums.values(), key=lambda applied: (*applied.price[:2], applied.price.above, applied.location))


def _list_unpriced(parts: Iterable[_Part]) -> list[Unpriced]:
    """Return the models without a price, the most used first."""
    rows = _sum_by((part for part in parts if part.cost is None), ("model",))
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
