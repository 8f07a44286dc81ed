"""Describe deprecations and retirements of models on Vertex."""

import datetime as dt
from typing import NamedTuple

from vxenv.catalogue.models import Model

SOON = dt.timedelta(days=60)
# A user's catalogue may use a distant day for never; hooks compare times as texts of ten digits.
_FIRST, _LAST = dt.date(2000, 1, 1), dt.date(2200, 1, 1)
RETIRED, RETIRING, DEPRECATED = "retired-model", "retiring-model", "deprecated-model"


class Ending(NamedTuple):
    """The end of a model's life."""

    # Rule that applies: RETIRED, RETIRING or DEPRECATED.
    rule: str
    # Verb phrase with the date: ``retires on 2027-01-22, in 53 days``.
    what: str


def find_ending(model: Model, today: dt.date) -> Ending | None:
    """Return the end of `model` as of `today`, the worst that applies, None if none is known."""
    if model.is_gone(today):
        return Ending(RETIRED, f"retired on {render_day(model.retires, today)}" if model.retires else "is retired")
    if model.retires and model.retires - today <= SOON:
        return Ending(RETIRING, f"retires on {render_day(model.retires, today)}")
    if model.deprecated:
        retired = model.api_retires is not None and model.api_retires <= today
        return Ending(DEPRECATED, f"is deprecated{' and has retired on the Anthropic API' if retired else ''}")
    return None


def list_change_days(model: Model, today: dt.date) -> set[dt.date]:
    """Return the days after `today` on which the ending of `model` changes; of a countdown only the next day."""
    day = dt.timedelta(days=1)
    days = {model.api_retires} if model.deprecated and model.api_retires else set()
    if model.retires and _FIRST < model.retires < _LAST:
        days |= {model.retires - SOON, model.retires, model.retires + day}
        if model.retires - SOON <= today <= model.retires:
            days.add(today + day)
    return {one for one in days if today < one < _LAST}


def render_day(day: dt.date, today: dt.date) -> str:
    """Return `day` with its distance from `today` unless it is past: ``2026-11-30, tomorrow``."""
    days = (day - today).days
    if days < 0:
        return f"{day}"
    return f"{day}, {('today', 'tomorrow')[days] if days <= 1 else f'in {days} days'}"
