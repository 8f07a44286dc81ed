"""Load the known models from data/models.toml.

A model that is missing there is unknown, not wrong: Google and Anthropic publish faster than vxenv.
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

# Words that Claude Code resolves to a model; in place of an ID it sends them to Vertex literally.
ALIASES = ("opus", "sonnet", "haiku", "fable", "best", "opusplan", "default", "inherit")

MILLION = re.compile(r"\[\d+m\]", re.IGNORECASE)

# First version with a premium outside of ``global``.
_FIRST_WITH_PREMIUM = (4, 5)

_DATE = re.compile(r"[@-](?:[0-9]{8}|latest|default)")
FIELDS: dict[str, str | tuple[str, ...]] = {
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
    """A model, one row of the catalogue; models.toml documents the fields.

    Unknown fields are "", empty or None; the default of `status` is "unverified".
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
        """The ID without its date; for Vertex it means the same model."""
        return self.id.partition("@")[0]

    @property
    def age(self) -> tuple[int, ...]:
        """The sort key of a model within its family, the newest last."""
        return tuple(int(part) for part in self.version.split(".") if part.isdigit())

    def is_gone(self, on: dt.date) -> bool:
        """Tell whether the model has retired from Vertex on the day `on`."""
        return self.status == "gone" or (self.retires is not None and on >= self.retires)

    def get_served(self, location: str, on: dt.date) -> str:
        """Return "yes", "no" or "unknown": whether `location` serves the model on the day `on`.

        "no" needs evidence: the model has retired, or it is too new for single regions.
        """
        if self.is_gone(on):
            return NO
        if location in self.locations:
            return YES
        if location in self.listed:
            return UNKNOWN
        return NO if classify_location(location) == "region" and not self.regional else UNKNOWN

    def get_price_factor(self, location: str) -> float | None:
        """Return the factor from the list price, that of ``global``, to the price in `location`; None for unknown.

        Source: https://platform.claude.com/docs/en/about-claude/pricing; the premium begins with Sonnet 4.5.
        """
        kind = classify_location(location)
        if not kind or not self.age:
            return None
        return 1.0 if kind == "global" or self.age < _FIRST_WITH_PREMIUM else 1.1

    def get_successor(self, location: str) -> str:
        """Return the ID of the replacement for the same kind of location as `location`, "" if none is known."""
        return self.successors.get(classify_location(location), "")


class Models(NamedTuple):
    """All models."""

    # Date of the facts, ``YYYY-MM-DD``.
    date: str
    # Models by ID on Vertex, in the order of the file.
    by_id: dict[str, Model]
    # Models by every spelling: ID on Vertex, ID without date, ID on Anthropic's API, other names.
    ids: dict[str, Model]

    def find(self, text: str) -> Model | None:
        """Return the model that `text` means in any spelling, even with ``[1m]`` or another date, else None."""
        name = MILLION.sub("", text).strip().lower()
        if name in self.ids:
            return self.ids[name]
        date = _DATE.search(name)
        # Only a date may follow: claude-opus-4-9 is another model than claude-opus-4.
        return self.ids.get(name[: date.start()]) if date and date.end() == len(name) else None

    def classify_spelling(self, text: str) -> str:
        """Return the kind of spelling that `text` is, "" for an unknown model.

        "vertex" is the ID on Vertex, "undated" that ID without its date, "api" the ID on Anthropic's API, which Vertex
        does not accept, and "other" any other one.
        """
        model = self.find(text)
        if model is None:
            return ""
        if text in (model.id, model.undated):
            return "vertex" if text == model.id else "undated"
        return "api" if text == model.api else "other"

    def get_served(self, text: str, location: str, on: dt.date) -> str:
        """Return "yes", "no" or "unknown": whether `location` serves the literal ID `text` on the day `on`."""
        model = self.find(text)
        if model is None:
            return NO if text in ALIASES else UNKNOWN
        spelling = self.classify_spelling(text)
        if spelling in ("vertex", "undated"):
            return model.get_served(location, on)
        return NO if spelling == "api" or model.is_gone(on) else UNKNOWN

    def suggest(self, text: str) -> str:
        """Return advice with the model most similar to the unknown ID `text`."""
        return suggest_name(MILLION.sub("", text).strip().lower(), self.by_id)

    def extend(self, table: Mapping[str, Any], key: Key = ("models",)) -> "Models":
        """Return these models with those of `table`, found at `key` of a document, added.

        A row of a known model overrides the fields that it contains. Raises RowError.
        """
        by_id = dict(self.by_id)
        for name, row in table.items():
            given = check_row(row, (*key, name), FIELDS)
            variable = given.get("region_variable")
            known = [known.name for known in variables().variables if known.family == "regions"]
            if variable and variable not in known:
                where = (*key, name, "region_variable")
                raise RowError(f"{variable} is not a variable for a location", where, suggest_name(variable, known))
            by_id[name] = (by_id[name] if name in by_id else Model(name, name, api=name))._replace(**given)
        for name in table:
            for place, successor in by_id[name].successors.items():
                where = (*key, name, "successors", place)
                if place not in ("global", "multi", "region"):
                    raise RowError(f"unknown key {place}", where, "expected one of: global, multi, region")
                if successor not in by_id:
                    raise RowError(f'unknown model "{successor}"', where, suggest_name(successor, by_id))
        return Models(self.date, by_id, _index_spellings(by_id))


def _index_spellings(by_id: Mapping[str, Model]) -> dict[str, Model]:
    spellings = {model.id.lower(): model for model in by_id.values()}
    for model in by_id.values():
        for spelling in (model.undated, model.api, *model.also):
            spellings.setdefault(spelling.lower(), model)
    return spellings


@functools.cache
def load_models() -> Models:
    """Return the models in vxenv's catalogue, read once per process."""
    return Models(MODELS_TABLE["date"].isoformat(), {}, {}).extend(MODELS_TABLE["models"])
