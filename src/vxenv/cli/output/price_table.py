"""``vxenv models --prices``: a row for each model and size of prompts, with a note about the origin of the prices."""

import sys
from collections.abc import Mapping, Sequence

from vxenv.catalogue.prices import Price, render_dollars
from vxenv.checks.price_list import render_size
from vxenv.cli.output.table import render_table

_TITLES = ("ID", "PROMPT", "INPUT", "OUTPUT", "5M WRITE", "1H WRITE", "READ")
_UNKNOWN = "?"


def render_price_table(prices: Mapping[str, Sequence[Price]]) -> list[str]:
    """Return the lines of the table of `prices` by model ID; on a terminal, with titles.

    If the origin of the prices differs, it is a column.
    """
    labels = list_labels(prices)
    title = [*_TITLES, *(["ORIGIN"] if len(labels) > 1 else [])]
    cells = []
    for model, tiers in prices.items():
        if not tiers:
            cells.append([model, "-", *[_UNKNOWN] * (len(title) - 2)])
        for number, price in enumerate(tiers):
            cells.append([model, _describe_prompt(tiers, number), *_render_amounts(price)])
            if len(labels) > 1:
                cells[-1].append(price.label)
    return render_table(cells, title)[0 if sys.stdout.isatty() else 1 :]


def list_labels(prices: Mapping[str, Sequence[Price]]) -> list[str]:
    """Return the different origins of `prices`."""
    return [*dict.fromkeys(price.label for tiers in prices.values() for price in tiers)]


def _describe_prompt(tiers: Sequence[Price], number: int) -> str:
    """Return the prompts to which a price applies, "-" for all."""
    if number:
        return f">{render_size(tiers[number].above)}"
    return f"≤{render_size(tiers[1].above)}" if len(tiers) > 1 else "-"


def _render_amounts(price: Price) -> list[str]:
    amounts = (price.input, price.output, price.cache_write_5m, price.cache_write_1h, price.cache_read)
    return [render_dollars(amount) for amount in amounts]
