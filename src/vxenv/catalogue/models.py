"""The models that vxenv knows, kept in data/models.toml.

What is not there is unknown, which is not the same as wrong: Google and Anthropic publish faster than vxenv.
"""

import datetime as dt
import functools
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.row_checks import Key, RowError, check_row, suggest_name
from vxenv.catalogue.tables import MODELS_TABLE
from vxenv.catalogue.variables import load_variables as variables

YES, NO, UNKNOWN = "yes", "no", "unknown"

# Words that mean a model to Claude Code, and nothing to Vertex: as an id, they are sent as they stand.
ALIASES = ("opus", "sonnet", "haiku", "fable", "best", "opusplan", "default", "inherit")

MILLION = re.compile(r"\[\d+m\]", re.IGNORECASE)

_DATE = re.compile(r"[@-](?:[0-9]{8}|latest|default)")
_FIELDS: dict[str, str | tuple[str, ...]] = {
    "name": "text",
    "family": "text",
    "version": "text",
    "api": "text",
    "also": "words",
    "status": ("served", "unverified", "gone"),
    "locations": "locations",
    "listed": "locations",
    "regional": "flag",
    "context": ("200K", "1M", "[1m]"),
    "deprecated": "flag",
    "released": "date",
    "retires": "date",
    "not_before": "date",
    "api_retires": "date",
    "client": "text",
    "region_variable": "text",
    "successors": "ids",
    "note": "text",
    "source": "text",
    "date": "date",
}


class Model(NamedTuple):
    """One model: one row of the catalogue; models.toml says what each field means.

    A field that nobody knows is "", empty or None; a `status` of "unverified" is the weakest.
    """

    id: str
    name: str = ""
    family: str = ""
    version: str = ""
    api: str = ""
    also: tuple[str, ...] = ()
    status: str = "unverified"
    locations: tuple[str, ...] = ()
    listed: tuple[str, ...] = ()
    regional: bool = True
    context: str = ""
    deprecated: bool = False
    released: dt.date | None = None
    retires: dt.date | None = None
    not_before: dt.date | None = None
    api_retires: dt.date | None = None
    client: str = ""
    region_variable: str = ""
    successors: Mapping[str, str] = {}
    note: str = ""
    source: str = ""
    date: dt.date | None = None

    @property
    def undated(self) -> str:
        """The id without a date, which Vertex takes for the same model."""
        return self.id.partition("@")[0]

    @property
    def age(self) -> tuple[int, ...]:
        """What models of a family compare by, the newest last."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())

    def is_gone(self, on: dt.date) -> bool:
        """Tell whether Vertex serves the model nowhere any more on the day `on`."""
        return self.status == "gone" or (self.retires is not None and on >= self.retires)

    def get_served(self, location: str, on: dt.date) -> str:
        """Return "yes", "no" or "unknown": whether the facts say that `location` serves the model on the day `on`.

        No is only what somebody said: the model is retired, or too new for single regions.
        """
        if self.is_gone(on):
            return NO
        if location in self.locations:
            return YES
        if location in self.listed:
            return UNKNOWN
        return NO if classify_location(location) == "region" and not self.regional else UNKNOWN

    def get_successor(self, location: str) -> str:
        """Return the id of the model to move to where `location` stays as it is, or "" if none is known."""
        return self.successors.get(classify_location(location), "")


class Models(NamedTuple):
    """All models."""

    # Of the facts, as ``YYYY-MM-DD``.
    date: str
    # By the id on Vertex, in the file's order.
    by_id: dict[str, Model]
    # By every spelling that means one: Vertex's, without its date, Anthropic's own, and other names.
    ids: dict[str, Model]

    def find(self, text: str) -> Model | None:
        """Return the model that `text` means, in any spelling: with ``[1m]``, another date or capitals; else None."""
        name = MILLION.sub("", text).strip().lower()
        if name in self.ids:
            return self.ids[name]
        date = _DATE.search(name)
        # Only a date may follow: claude-opus-4-9 is another model than claude-opus-4.
        return self.ids.get(name[: date.start()]) if date and date.end() == len(name) else None

    def classify_spelling(self, text: str) -> str:
        """Return how `text` spells the model that it means, "" if it means none.

        "vertex" is its id, "undated" that without a date, "api" Anthropic's own id, which Vertex does not know, and
        "other" anything else.
        """
        model = self.find(text)
        if model is None:
            return ""
        if text in (model.id, model.undated):
            return "vertex" if text == model.id else "undated"
        return "api" if text == model.api else "other"

    def get_served(self, text: str, location: str, on: dt.date) -> str:
        """Return "yes", "no" or "unknown": whether `location` serves the id `text`, as it stands, on the day `on`."""
        model = self.find(text)
        if model is None:
            return NO if text in ALIASES else UNKNOWN
        spelling = self.classify_spelling(text)
        if spelling in ("vertex", "undated"):
            return model.get_served(location, on)
        return NO if spelling == "api" or model.is_gone(on) else UNKNOWN

    def suggest(self, text: str) -> str:
        """Return advice that names the model nearest to `text`, which is none."""
        return suggest_name(MILLION.sub("", text).strip().lower(), self.by_id)

    def extend(self, table: Mapping[str, Any], key: Key = ("models",)) -> "Models":
        """Return the models with those of `table`, the one at `key` of some document, added or laid over them.

        A row changes the fields that it gives. Raises RowError.
        """
        by_id = dict(self.by_id)
        for name, row in table.items():
            given = check_row(row, (*key, name), _FIELDS)
            variable = given.get("region_variable")
            known = [known.name for known in variables().variables if known.family == "regions"]
            if variable and variable not in known:
                where = (*key, name, "region_variable")
                raise RowError(f"{variable} is no variable for a location", where, suggest_name(variable, known))
            by_id[name] = (by_id[name] if name in by_id else Model(name, name, api=name))._replace(**given)
        for name in table:
            for place, successor in by_id[name].successors.items():
                where = (*key, name, "successors", place)
                if place not in ("global", "multi", "region"):
                    raise RowError(f"unknown key {place}", where, "known here: global, multi, region")
                if successor not in by_id:
                    raise RowError(f"{successor} is no known model", where, suggest_name(successor, by_id))
        return Models(self.date, by_id, _index_spellings(by_id))


def _index_spellings(by_id: Mapping[str, Model]) -> dict[str, Model]:
    spellings: dict[str, Model] = {}
    for model in by_id.values():
        for spelling in (model.id, model.undated, model.api, *model.also):
            spellings.setdefault(spelling.lower(), model)
    return spellings


@functools.cache
def load_models() -> Models:
    """Return the models that come with vxenv, read once per process."""
    return Models(MODELS_TABLE["date"].isoformat(), {}, {}).extend(MODELS_TABLE["models"])
