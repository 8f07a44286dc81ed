"""Which models of the catalogue are wanted, and what is known of each on a day."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.clients import BUILT_IN
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import host
from vxenv.catalogue.models import NO, YES, Model
from vxenv.profiles.listed_models import SOURCE

_RECENTLY = 90  # days since a model retired


class ModelFilter(NamedTuple):
    """Which models to list."""

    # Only what is served at this location, or may be; None for all.
    location: str | None = None
    # Only this family; None for all.
    family: str | None = None
    # Only what is known to be served: somewhere, or at `location`.
    is_served: bool = False
    # Only what retires within these days or retired lately; None for all.
    retiring_within: int | None = None

    def matches(self, model: Model, day: dt.date) -> bool:
        """Tell whether `model` is to be listed on `day`."""
        places = [self.location] if self.location else model.locations
        return (
            self.family in (None, model.family)
            and (not self.is_served or YES in [model.served(place, day) for place in places])
            and (self.location is None or model.served(self.location, day) != NO)
            and (self.retiring_within is None or _is_retiring(model, day, self.retiring_within))
        )


def select_models(known: Knowledge, wanted: ModelFilter, day: dt.date) -> list[Model]:
    """Return the models that `wanted` lets through, in the catalogue's order."""
    return [model for model in known.models.by_id.values() if wanted.matches(model, day)]


def list_aliases(model: Model, aliases: Mapping[str, str]) -> list[str]:
    """Return those of `aliases`, ids by alias, that mean `model`."""
    return [alias for alias, name in aliases.items() if name == model.id]


def describe_source(model: Model) -> str:
    """Return who told vxenv of `model` after it was released, and when; "" for what came with it."""
    return f"{model.source} {model.date}" if model.source in (SOURCE, BUILT_IN) else ""


def describe_model(model: Model, aliases: Mapping[str, str], day: dt.date, location: str | None) -> dict[str, Any]:
    """Return all that is known of `model` on `day` as a row of JSON, with `location` also whether that serves it."""
    row = {
        "id": model.id,
        "name": model.name,
        "family": model.family,
        "aliases": list_aliases(model, aliases),
        "status": "gone" if model.gone(day) else model.status,
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
    return row | ({"served_at": {location: model.served(location, day)}, "host": host(location)} if location else {})


def _is_retiring(model: Model, day: dt.date, days: int) -> bool:
    """Tell whether `model` retires within `days` days of `day`, or did so recently."""
    return model.retires is not None and -_RECENTLY <= (model.retires - day).days <= days
