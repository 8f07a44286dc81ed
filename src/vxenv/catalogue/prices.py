"""Find the prices of models, and compute costs. All prices are USD per million tokens.

The hook does not import this module, nor the decimal numbers that it needs.
"""

import datetime as dt
import functools
from decimal import Decimal, localcontext
from typing import NamedTuple

from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.price_lists import ALL, AMOUNTS, OWN, PriceLists, Row, load_price_lists

# Digits of exact sums: a price, a factor and a premium have at most 17 each.
_PRECISION = 120
_PER_TOKEN = -6  # power of ten


class Tokens(NamedTuple):
    """Numbers of tokens, by kind."""

    # Tokens of prompts that are neither read from the cache nor written to it.
    input: int
    output: int
    cache_read: int
    # Tokens written to the cache for 5 minutes and for 1 hour.
    cache_write_5m: int
    cache_write_1h: int


class Price(NamedTuple):
    """The price of a model, USD per million tokens; prices.toml documents the fields."""

    # ID on Vertex.
    model: str
    # First day (UTC) on which it applies.
    since: dt.date
    input: Decimal
    output: Decimal
    cache_read: Decimal
    cache_write_5m: Decimal
    cache_write_1h: Decimal
    # Size of a prompt in tokens, cached ones included, above which this price holds for all tokens of the request; 0
    # for the base price.
    above: int
    # Factor in every location except global.
    premium: Decimal
    # Abbreviations of its sources, separated by spaces; for a catalogue.toml "catalogue.toml" and the row's own text.
    source: str
    # Date of the price list.
    date: dt.date
    # Negotiated factor that the amounts contain, as text, "" for none.
    factor: str = ""

    @property
    def label(self) -> str:
        """The origin of the amounts: ``list price of 2026-11-29``."""
        if self.source.startswith(OWN):
            return f"price of {self.date} in {OWN}"
        return f"list price of {self.date}" + (f" times {self.factor}" if self.factor else "")


class Prices:
    """Price lists: vxenv's own, and those of a catalogue.toml, which override it from their day on."""

    def __init__(self, known: PriceLists) -> None:
        """Store the rows; prices are built when they are needed."""
        self._lists = known.lists
        self._factors = known.factors
        self._found: dict[tuple[str, dt.date], tuple[Price, ...]] = {}

    def find_price(self, model: str, day: dt.date, prompt: int = 0) -> Price | None:
        """Return the price on `day` (UTC) of the model with the ID `model` of the catalogue, None if unknown.

        `prompt` is the size of the prompt in tokens, cached ones included.
        """
        fitting = [price for price in self.list_prices(model, day) if price.above < prompt or not price.above]
        return fitting[-1] if fitting else None

    def list_prices(self, model: str, day: dt.date) -> tuple[Price, ...]:
        """Return the base price of `model` on `day`, then those of larger prompts; none if unknown."""
        key = (model, day)
        if key not in self._found:
            self._found[key] = self._build_prices(model, day)
        return self._found[key]

    def list_tiers(self) -> dict[str, tuple[int, ...]]:
        """Return by model ID the prompt sizes above which its price changes, in ascending order."""
        tiers: dict[str, set[int]] = {}
        for rows in self._lists:
            for row in rows:
                if row.get("above"):
                    tiers.setdefault(row["model"], set()).add(row["above"])
        return {model: tuple(sorted(sizes)) for model, sizes in tiers.items()}

    def _build_prices(self, model: str, day: dt.date) -> tuple[Price, ...]:
        for rows in reversed(self._lists):
            known = [row for row in rows if row["model"] == model and row["since"] <= day]
            if known:
                since = max(row["since"] for row in known)
                factor = self._factors.get(model, self._factors.get(ALL, 1)) if rows is self._lists[0] else 1
                prices = (_build_price(row, factor) for row in known if row["since"] == since)
                return tuple(sorted(prices, key=lambda price: price.above))
        return ()


def _build_price(row: Row, factor: float) -> Price:
    """Return the price in `row`, multiplied by `factor`."""
    # The shortest text of a float is the number in the file.
    with localcontext(prec=_PRECISION):
        amounts = {field: Decimal(str(row[field])) * Decimal(str(factor)) for field in AMOUNTS}
    return Price(
        model=row["model"],
        since=row["since"],
        **amounts,
        above=row.get("above", 0),
        premium=Decimal(str(row["premium"])),
        source=row["source"],
        date=row["date"],
        factor=str(factor) if factor != 1 else "",
    )


def apply_premium(price: Price, location: str) -> Price:
    """Return `price` in `location`: with its premium, unless that is global or unknown."""
    if classify_location(location.lower()) not in ("multi", "region"):
        return price
    with localcontext(prec=_PRECISION):
        return price._replace(**{field: getattr(price, field) * price.premium for field in AMOUNTS})


def compute_cost(price: Price, tokens: Tokens, location: str) -> Decimal:
    """Return the exact cost of `tokens` in `location` in USD; no premium is assumed for an unknown location."""
    local = apply_premium(price, location)
    with localcontext(prec=_PRECISION):
        total = (
            local.input * tokens.input
            + local.output * tokens.output
            + local.cache_read * tokens.cache_read
            + local.cache_write_5m * tokens.cache_write_5m
            + local.cache_write_1h * tokens.cache_write_1h
        )
        return total.scaleb(_PER_TOKEN)


def render_dollars(amount: Decimal) -> str:
    """Return an amount in full, with cents unless it is whole: ``$4``, ``$0.10``, ``$0.125``."""
    whole, _, rest = f"{amount:f}".partition(".")
    rest = rest.rstrip("0")
    return f"${whole}.{rest:0<2}" if rest else f"${whole}"


@functools.lru_cache(maxsize=4)
def load_prices(lists: PriceLists | None = None) -> Prices:
    """Return the prices in `lists`, by default vxenv's own; the same value for the same lists."""
    return Prices(lists or load_price_lists())
