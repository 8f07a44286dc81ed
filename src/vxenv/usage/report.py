"""Price the tokens of messages, and sum them by profile, model, day and other keys."""

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from vxenv.catalogue.prices import Price, Tokens

# Keys of rows. Those in `PERIODS` sort by time, the others by cost.
KEYS = ("profile", "project", "location", "model", "role", "directory", "branch", "day", "week", "month", "session")
PERIODS = ("day", "week", "month")

UNKNOWN = "unknown"  # value of a key for messages that the ledger does not explain


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
    # "global", "us", "eu" or a region; "" for an unknown one.
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
    count: int
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


def allot_cents(costs: list[Decimal | None], total: Decimal | None) -> list[Decimal | None]:
    """Return `costs` in whole cents that add up to `total` rounded half up, by the largest remainders."""
    raise NotImplementedError


def describe_prices(report: Report) -> str:
    """Return "list price of DATE" or "list prices of DATE to DATE", "" without prices."""
    raise NotImplementedError
