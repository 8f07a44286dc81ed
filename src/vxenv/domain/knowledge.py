"""All that vxenv knows of models, clients and locations, as one value that a user's own file can extend."""

import functools
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.domain.clients import Clients, clients
from vxenv.domain.locations import locations
from vxenv.domain.models import Models, models
from vxenv.domain.rows import RowError, checked, meant


class Knowledge(NamedTuple):
    """The catalogue. `locations` are those that are known, the widest first."""

    models: Models
    clients: Clients
    locations: tuple[str, ...]

    def extended(self, table: Mapping[str, Any]) -> "Knowledge":
        """Return this with a document's tables ``[models]`` and ``[clients]`` and its list ``locations`` laid over it.

        Raises RowError.
        """
        for key, value in table.items():
            if key not in self._fields:
                raise RowError(f"unknown key {key}", (key,), meant(key, self._fields))
            if key != "locations" and not isinstance(value, dict):
                raise RowError("must be a table", (key,), f"write it as [{key}]")
        more = checked({"locations": table.get("locations", [])}, (), {"locations": "locations"})["locations"]
        return Knowledge(
            self.models.extended(table.get("models", {})),
            self.clients.extended(table.get("clients", {})),
            tuple(dict.fromkeys((*self.locations, *more))),
        )


@functools.cache
def shipped() -> Knowledge:
    """Return what comes with vxenv."""
    return Knowledge(models(), clients(), locations().names)
