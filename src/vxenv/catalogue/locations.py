"""Load the known locations from data/locations.toml, and find their hosts.

::

    global         one endpoint for the whole world
    us, eu         multi-regions
    us-east5, ...  a single region: area, direction and number
"""

import functools
import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.catalogue.tables import LOCATIONS_TABLE

GLOBAL = "global"
# Location that Claude Code uses if none is set.
FALLBACK = "us-east5"

_REGION = re.compile(r"[a-z]+-[a-z]+[0-9]+")
# Names from other clouds and geography.
_WORDS = {"europe": "eu", "emea": "eu", "usa": "us", "america": "us", "world": GLOBAL, "worldwide": GLOBAL}
_AREAS = {"eu": "europe", "ap": "asia", "au": "australia", "sa": "southamerica", "ca": "northamerica", "af": "africa"}


class Locations(NamedTuple):
    """The known locations; others may exist."""

    # Date of the facts, ``YYYY-MM-DD``.
    date: str
    multi_regions: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All locations, the widest first."""
        return (GLOBAL, *self.multi_regions, *self.regions)


@functools.cache
def load_locations() -> Locations:
    """Return the known locations, read once per process."""
    return Locations(
        LOCATIONS_TABLE["date"].isoformat(), tuple(LOCATIONS_TABLE["multi_regions"]), tuple(LOCATIONS_TABLE["regions"])
    )


def classify_location(location: str) -> str:
    """Return "global", "multi" or "region", which need not be a known one, or "" for another form."""
    if location == GLOBAL:
        return "global"
    if location in load_locations().multi_regions:
        return "multi"
    return "region" if _REGION.fullmatch(location) else ""


def is_within(place: str, location: str) -> bool:
    """Tell whether `place` is in the same part of the world as `location`; global includes every place."""
    return _find_part(location) in ("", _find_part(place))


def _find_part(location: str) -> str:
    """Return the part of the world of a location, the same for ``eu`` and ``europe-west1``; "" for global."""
    word = "" if location == GLOBAL else location.lower().partition("-")[0]
    return {"europe": "eu"}.get(word, word)


def find_host(location: str) -> str:
    """Return the host of `location` as Claude Code derives it; only regions may be in upper case."""
    if location == GLOBAL:
        return "aiplatform.googleapis.com"
    if location in load_locations().multi_regions:
        return f"aiplatform.{location}.rep.googleapis.com"
    return f"{location.lower()}-aiplatform.googleapis.com"


def suggest_location(text: str, known: Iterable[str] = ()) -> str:
    """Return the location that `text` most probably means, "" if it is a known one or resembles none.

    `known` are locations in addition to those of the catalogue.
    """
    names = {*load_locations().names, *known}
    if text in names:
        return ""
    tidy = re.sub(r"[\s_.]+", "-", text.strip().lower())
    if tidy in _WORDS:
        return _WORDS[tidy]
    candidates = _list_candidates(tidy)
    for candidate in candidates:
        if candidate in names:
            return candidate
    from vxenv.similarity import find_similar  # noqa: PLC0415 - only needed for an unknown location

    # An unknown region may be a new one, a short word without a hyphen is not.
    cutoff = 0.85 if "-" in candidates[-1] else 0.8
    return next(iter(find_similar(candidates[-1], sorted(names), cutoff=cutoff)), "")


def _list_candidates(tidy: str) -> list[str]:
    """Return corrections of `tidy`: with moved hyphens, without a zone, with Google's name for the area."""
    parts = re.fullmatch(r"([a-z]+?)-?(central|(?:north|south)?(?:east|west)|north|south)-?([0-9]+)(?:-?[a-z])?", tidy)
    if not parts:
        return [tidy]
    area, direction, number = parts.groups()
    return [tidy, f"{area}-{direction}{number}", f"{_AREAS.get(area, area)}-{direction}{number}"]
