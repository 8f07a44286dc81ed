"""Load the price lists from data/prices.toml, and check those and the negotiated factors of a catalogue.toml."""

import functools
from collections.abc import Mapping, Sequence
from typing import Any

from vxenv.catalogue.models import Models
from vxenv.catalogue.row_checks import Key, RowError, check_row, suggest_name
from vxenv.catalogue.tables import PRICES_TABLE
from vxenv.paths import escape_text

# Source of the rows of a catalogue.toml, the user's or a source's.
OWN = "catalogue.toml"
# Key of the factor for all models without their own.
ALL = "*"
AMOUNTS = ("input", "output", "cache_read", "cache_write_5m", "cache_write_1h")

FIELDS: dict[str, str | tuple[str, ...]] = {
    "model": "text",
    "since": "date",
    **dict.fromkeys(AMOUNTS, "price"),
    "above": "tokens",
    "premium": "factor",
    "note": "text",
    "source": "text",
    "date": "date",
}
REQUIRED = ("model", "since", *AMOUNTS, "premium")

Row = Mapping[str, Any]


class PriceLists:
    """Price lists as rows: vxenv's own, and those of a catalogue.toml, which override it from their day on."""

    def __init__(self, lists: Sequence[Sequence[Row]], factors: Mapping[str, float]) -> None:
        """Store the rows of each list, vxenv's own first, and the negotiated factors for vxenv's own by model ID."""
        self.lists = tuple(lists)
        self.factors = dict(factors)

    def extend(self, rows: Any, factors: Any, models: Models) -> "PriceLists":  # noqa: ANN401 - TOML
        """Return these lists with `rows`, a list of tables, and `factors` of a document added. Raises RowError."""
        return PriceLists((*self.lists, _check_rows(rows, models)), self.factors | _check_factors(factors, models))


def _check_rows(rows: Any, models: Models) -> list[Row]:  # noqa: ANN401 - TOML
    """Return the rows of a catalogue.toml, with the IDs of models and the defaults. Raises RowError."""
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise RowError("must be a list of tables", ("prices",), "write each as [[prices]]")
    checked: dict[tuple[Any, ...], Row] = {}  # by model, day and size of prompts
    keys: list[Key] = []
    for number, row in enumerate(rows):
        key: Key = ("prices", str(number))
        given = check_row(row, key, FIELDS)
        for field in REQUIRED:
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


@functools.cache
def load_price_lists() -> PriceLists:
    """Return the price lists in vxenv's catalogue."""
    return PriceLists((PRICES_TABLE["prices"],), {})
