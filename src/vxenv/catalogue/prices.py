"""Load the list prices of models from data/prices.toml, and compute costs.

All prices are USD per million tokens. The hook loads this module too, so decimal is imported by the functions that
compute.
"""

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.models import Models
from vxenv.catalogue.row_checks import Key, RowError, check_row, suggest_name
from vxenv.catalogue.tables import PRICES_TABLE
from vxenv.paths import escape_text

if TYPE_CHECKING:
    from decimal import Decimal

# Source of the rows of a catalogue.toml, the user's or a source's.
OWN = "catalogue.toml"
# Key of the factor for all models without their own.
ALL = "*"

_AMOUNTS = ("input", "output", "cache_read", "cache_write_5m", "cache_write_1h", "premium")
_FIELDS: dict[str, str | tuple[str, ...]] = {
    "model": "text",
    "since": "date",
    "input": "price",
    "output": "price",
    "cache_read": "price",
    "cache_write_5m": "price",
    "cache_write_1h": "price",
    "above": "tokens",
    "premium": "factor",
    "note": "text",
    "source": "text",
    "date": "date",
}
_REQUIRED = ("model", "since", *_AMOUNTS)
# Digits of exact sums: a price, a factor and a premium have at most 17 each.
_PRECISION = 120
_PER_TOKEN = -6  # power of ten

_Row = Mapping[str, Any]


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
    input: "Decimal"
    output: "Decimal"
    cache_read: "Decimal"
    cache_write_5m: "Decimal"
    cache_write_1h: "Decimal"
    # Size of a prompt in tokens, cached ones included, above which this price holds for all tokens of the request; 0
    # for the base price.
    above: int
    # Factor in every location except global.
    premium: "Decimal"
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

    def __init__(self, lists: Sequence[Sequence[_Row]], factors: Mapping[str, float]) -> None:
        """Store the rows of each list, vxenv's own first, and the factors for vxenv's own by model ID."""
        self._lists = tuple(lists)
        self._factors = dict(factors)
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

    def extend(self, rows: Any, factors: Any, models: Models) -> "Prices":  # noqa: ANN401 - TOML
        """Return these prices with `rows`, a list of tables, and the negotiated `factors` of a document added.

        Raises RowError.
        """
        return Prices((*self._lists, _check_list(rows, models)), self._factors | _check_factors(factors, models))

    def _build_prices(self, model: str, day: dt.date) -> tuple[Price, ...]:
        for rows in reversed(self._lists):
            known = [row for row in rows if row["model"] == model and row["since"] <= day]
            if known:
                since = max(row["since"] for row in known)
                factor = self._factors.get(model, self._factors.get(ALL, 1)) if rows is self._lists[0] else 1
                prices = (_build_price(row, factor) for row in known if row["since"] == since)
                return tuple(sorted(prices, key=lambda price: price.above))
        return ()


def _check_list(rows: Any, models: Models) -> list[_Row]:  # noqa: ANN401 - TOML
    """Return the rows of a catalogue.toml, with the IDs of models and the defaults. Raises RowError."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RowError("must be a list of tables", ("prices",), "write each as [[prices]]")
    checked: dict[tuple[str, dt.date, int], _Row] = {}
    keys: list[Key] = []
    for number, row in enumerate(rows):
        key: Key = ("prices", str(number))
        given = check_row(row, key, _FIELDS)
        for field in _REQUIRED:
            if field not in given:
                raise RowError(f"{field} is missing", key)
        model = models.find(given["model"])
        if model is None:
            raise RowError(f'unknown model "{given["model"]}"', (*key, "model"), models.suggest(given["model"]))
        row = {"above": 0, "date": given["since"]} | given | {"model": model.id}  # noqa: PLW2901 - the same row
        row["source"] = f"{OWN}: {given['source']}" if given.get("source") else OWN
        place = (model.id, row["since"], row["above"])
        if place in checked:
            raise RowError(f"second price of {model.id} since {row['since']} above {row['above']} tokens", key)
        checked[place] = row
        keys.append(key)
    for key, (id_, since, _) in zip(keys, checked, strict=True):
        if (id_, since, 0) not in checked:
            raise RowError(f"no price of {id_} since {since} for smaller prompts", key, "add a row without above")
    return list(checked.values())


def _check_factors(factors: Any, models: Models) -> dict[str, float]:  # noqa: ANN401 - TOML
    """Return the factors by model ID. Raises RowError."""
    key: Key = ("price_factors",)
    if not isinstance(factors, dict):
        raise RowError("must be a table", key, "write it as [price_factors]")
    checked = {}
    for name, factor in factors.items():
        model = models.find(name)
        if model is None and name != ALL:
            what = f'unknown model "{escape_text(name)}"'
            raise RowError(what, (*key, name), suggest_name(name, [*models.by_id, ALL]))
        checked[model.id if model else ALL] = check_row({name: factor}, key, {name: "factor"})[name]
    return checked


def _build_price(row: _Row, factor: float) -> Price:
    """Return the price in `row`, multiplied by `factor`."""
    from decimal import Decimal, localcontext  # noqa: PLC0415 - not for the hook, see the module

    # The shortest text of a float is the number in the file.
    with localcontext(prec=_PRECISION):
        amounts = {field: Decimal(str(row[field])) for field in _AMOUNTS}
        premium = amounts.pop("premium")
        if factor != 1:
            amounts = {field: amount * Decimal(str(factor)) for field, amount in amounts.items()}
    return Price(
        model=row["model"],
        since=row["since"],
        **amounts,
        above=row.get("above", 0),
        premium=premium,
        source=row["source"],
        date=row["date"],
        factor=str(factor) if factor != 1 else "",
    )


def apply_premium(price: Price, location: str) -> Price:
    """Return `price` in `location`: with its premium, unless that is global or unknown."""
    from decimal import localcontext  # noqa: PLC0415 - not for the hook, see the module

    if classify_location(location.lower()) not in ("multi", "region"):
        return price
    with localcontext(prec=_PRECISION):
        return price._replace(
            **{field: getattr(price, field) * price.premium for field in _AMOUNTS if field != "premium"}
        )


def compute_cost(price: Price, tokens: Tokens, location: str) -> "Decimal":
    """Return the exact cost of `tokens` in `location` in USD; no premium is assumed for an unknown location."""
    from decimal import localcontext  # noqa: PLC0415 - not for the hook, see the module

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


def render_dollars(amount: "Decimal") -> str:
    """Return an amount in full, with cents unless it is whole: ``$4``, ``$0.10``, ``$0.125``."""
    whole, _, rest = f"{amount:f}".partition(".")
    rest = rest.rstrip("0")
    return f"${whole}.{rest:0<2}" if rest else f"${whole}"


@functools.cache
def load_prices() -> Prices:
    """Return the prices in vxenv's catalogue."""
    return Prices((PRICES_TABLE["prices"],), {})
