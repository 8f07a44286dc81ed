"""Combine models, versions, locations and prices in one value that the catalogues of sources and the user extend."""

import functools
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from vxenv.catalogue.clients import Clients, load_clients
from vxenv.catalogue.locations import load_locations
from vxenv.catalogue.models import Models, load_models
from vxenv.catalogue.row_checks import RowError, check_row, suggest_name
from vxenv.catalogue.value_types import MODEL
from vxenv.paths import escape_text

if TYPE_CHECKING:
    from vxenv.catalogue.prices import Prices


class Knowledge(NamedTuple):
    """The catalogue."""

    models: Models
    clients: Clients
    # Known locations, the widest first.
    locations: tuple[str, ...]
    # PriceLists, None for vxenv's own. A named tuple compiles an annotation in quotes, which takes the hook 2 ms.
    price_lists: Any = None

    @property
    def prices(self) -> "Prices":
        """The prices."""
        from vxenv.catalogue.prices import load_prices  # noqa: PLC0415 - the hook needs no prices

        return load_prices(self.price_lists)

    def extend(self, table: Mapping[str, Any]) -> "Knowledge":
        """Return this catalogue extended and overridden by the document `table`.

        The document may have the tables ``[models]``, ``[clients]``, ``[price_factors]`` and ``[sources]``, the lists
        of tables ``[[advice]]`` and ``[[prices]]``, the lists ``locations`` and ``regions``, and ``date`` and
        ``source``. Raises RowError.
        """
        for key, value in table.items():
            if key not in KEYS:
                raise RowError(f"unknown key {key}", (key,), suggest_name(key, KEYS))
            if key in TABLES and not isinstance(value, dict):
                raise RowError("must be a table", (key,), f"write it as [{key}]")
        given = check_row({key: table[key] for key in PLAIN if key in table}, (), PLAIN)
        models = self.models.extend(table.get("models", {}))
        clients = self.clients.extend(table.get("clients", {})).add_advice(table.get("advice", []))
        if "date" in given:
            # An older document does not change the date of newer facts.
            models = models._replace(date=max(models.date, given["date"].isoformat()))
        more = (*given.get("locations", ()), *given.get("regions", ()))
        prices = self.price_lists
        if "prices" in table or "price_factors" in table:
            from vxenv.catalogue.price_lists import load_price_lists  # noqa: PLC0415 - only needed for such tables

            prices = prices or load_price_lists()
            prices = prices.extend(table.get("prices", []), table.get("price_factors", {}), models)
        return Knowledge(models, clients, tuple(dict.fromkeys((*self.locations, *more))), prices)

    def extend_by_source(self, table: Mapping[str, Any]) -> "Knowledge":
        """Return this catalogue extended by the document `table` of a source, which only adds models and prices.

        Prices may be those that a team negotiated; they change figures and no request. Which variables and IDs
        commands write, and how Claude Code behaves, is not for a source to decide. Raises RowError.
        """
        if "clients" in table:
            raise RowError("a source cannot describe versions of Claude Code", ("clients",))
        models = table.get("models", {})
        for name, row in models.items() if isinstance(models, dict) else ():
            if not MODEL.fullmatch(name):
                raise RowError(f'invalid model ID "{escape_text(name)}"', ("models", name))
            for field in _OWN_FIELDS:
                if isinstance(row, dict) and field in row:
                    raise RowError(f"a source cannot set {field}", ("models", name, field))
        return self.extend(table)


# Fields of models that a source cannot set: spellings, which fixes replace by the ID, and variables.
_OWN_FIELDS = ("api", "also", "region_variable")
TABLES = ("models", "clients", "price_factors", "sources")
PLAIN: dict[str, str | tuple[str, ...]] = {
    "locations": "locations",
    "regions": "locations",
    "date": "date",
    "source": "text",
}
KEYS = (*TABLES, "advice", "prices", *PLAIN)


@functools.cache
def load_shipped() -> Knowledge:
    """Return the catalogue that comes with vxenv."""
    return Knowledge(load_models(), load_clients(), load_locations().names)
