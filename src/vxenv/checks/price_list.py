"""Describe prices of models, and the price of the main model of a stack, this shell or Claude Code."""

import datetime as dt
from typing import Any

from vxenv.activation.today import read_today
from vxenv.catalogue.environment import LOCATION, PROJECT
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.prices import Price, apply_premium, render_dollars
from vxenv.catalogue.roles import Role, resolve_roles
from vxenv.catalogue.variables import load_variables
from vxenv.checks.comparison import Side
from vxenv.checks.lint.request import find_client_version
from vxenv.errors import VxenvError
from vxenv.profiles.user_catalogue import load_knowledge

_UNITS = ((1_000_000, "M"), (1_000, "K"))


def list_local_prices(model: str, location: str, known: Knowledge, day: dt.date) -> list[Price]:
    """Return the prices of the ID `model`, in any spelling, in `location` on `day`: the base price, then the tiers.

    Empty if the price is unknown.
    """
    named = known.models.find(model)
    return [apply_premium(price, location) for price in known.prices.list_prices(named.id, day)] if named else []


def list_role_prices(role: Role, known: Knowledge, day: dt.date) -> list[Price]:
    """Return the prices of the model of `role` in its location."""
    return list_local_prices(role.model, role.location, known, day)


def list_main_prices(side: Side) -> list[Price]:
    """Return the prices of the main model of `side` in its location.

    Empty if the price is unknown, requests do not go to Vertex, or `side` sets neither a project nor a location.
    """
    values = {name: value for name in load_variables().by_name if (value := side.find_value(name))}
    if not {PROJECT, LOCATION} & values.keys():
        return []
    try:
        known, day = load_knowledge(), read_today()
        roles = resolve_roles(values, find_client_version(known=known), known, today=day)
    except VxenvError:
        return []  # the user's own catalogue or VXENV_TODAY is invalid, which `lint` reports
    return list_role_prices(roles[0], known, day) if roles else []


def describe_prices(prices: list[Price]) -> list[dict[str, Any]]:
    """Return prices as rows of JSON."""
    return [
        {
            "above": price.above,
            "input": float(price.input),
            "output": float(price.output),
            "cache_write_5m": float(price.cache_write_5m),
            "cache_write_1h": float(price.cache_write_1h),
            "cache_read": float(price.cache_read),
            "since": price.since.isoformat(),
            "label": price.label,
            "source": price.source,
            "date": price.date.isoformat(),
        }
        for price in prices
    ]


def render_prices(prices: list[Price]) -> str:
    """Return the prices of a model as text: ``$4 in, $20 out per million tokens, list price of 2026-11-29``."""
    if not prices:
        return "unknown"
    base, *tiers = prices
    above = "; ".join(f"above {render_size(price.above)}: {_render_pair(price)}" for price in tiers)
    return f"{_render_pair(base)} per million tokens{f' ({above})' if above else ''}, {base.label}"


def render_size(tokens: int) -> str:
    """Return a number of tokens in short: ``200K``."""
    return next((f"{tokens // size}{unit}" for size, unit in _UNITS if tokens and tokens % size == 0), str(tokens))


def _render_pair(price: Price) -> str:
    return f"{render_dollars(price.input)} in, {render_dollars(price.output)} out"
