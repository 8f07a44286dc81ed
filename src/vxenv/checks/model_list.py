"""Select and describe models of the catalogue on a given day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.clients import BUILT_IN
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import find_host
from vxenv.catalogue.models import NO, YES, Model
from vxenv.profiles.listed_models import SOURCE

_RECENTLY = 90  # days since retirement


def select_models(
    known: Knowledge,
    day: dt.date,
    *,
    location: str | None = None,
    family: str | None = None,
    served: bool = False,
    retiring_within: int | None = None,
) -> list[Model]:
    """Return the selected models in catalogue order.

    Args:
        known: The catalogue.
        day: The day to which the facts apply.
        location: Only models that this location serves or may serve.
        family: Only models of this family.
        served: Only models that are known to be served, in `location` or anywhere.
        retiring_within: Only models that retire within this number of days or retired recently.
    """

    def is_served(model: Model) -> bool:
        places = [location] if location else model.locations
        return YES in [model.get_served(place, day) for place in places]

    return [
        model
        for model in known.models.by_id.values()
        if family in (None, model.family)
        and (not served or is_served(model))
        and (location is None or model.get_served(location, day) != NO)
        and (retiring_within is None or _is_retiring(model, day, retiring_within))
    ]


def list_aliases(model: Model, aliases: Mapping[str, str]) -> list[str]:
    """Return those of `aliases`, a mapping to IDs, that mean `model`."""
    return [alias for alias, name in aliases.items() if name == model.id]


def describe_source(model: Model) -> str:
    """Return the source and date of a `model` that did not come with vxenv, "" for one that did."""
    return f"{model.source} {model.date}" if model.source in (SOURCE, BUILT_IN) else ""


def describe_model(model: Model, aliases: Mapping[str, str], day: dt.date, location: str | None) -> dict[str, Any]:
    """Return the facts about `model` on `day` as a row of JSON; with `location` also whether that serves it."""
    row = {
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "aliases": list_aliases(model, aliases),
        "status": "gone" if model.is_gone(day) else model.status,
        "locations": list(model.locations),
        "single_regions": model.regional,
        "context": model.context,
        "deprecated": model.deprecated,
        "retires": model.retires and model.retires.isoformat(),
        "region_variable": model.region_variable or None,
        "successors": dict(model.successors),
        "note": model.note or None,
        "source": model.source,
        "date": model.date and model.date.isoformat(),
    }
    return row | (
        {"served_at": {location: model.get_served(location, day)}, "host": find_host(location)} if location else {}
    )


def _is_retiring(model: Model, day: dt.date, days: int) -> bool:
    """Tell whether `model` retires within `days` days of `day`, or did so recently."""
    return model.retires is not None and -_RECENTLY <= (model.retires - day).days <= days
