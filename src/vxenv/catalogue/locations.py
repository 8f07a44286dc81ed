"""Where on Google's cloud a request can go, and the host for each, kept in data/locations.toml.

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
# Where Claude Code sends requests if nothing tells it, see vertex.region's variable.
FALLBACK = "us-east5"

_REGION = re.compile(r"[a-z]+-[a-z]+[0-9]+")
# What people write who know another cloud, or a map.
_WORDS = {"europe": "eu", "emea": "eu", "usa": "us", "america": "us", "world": GLOBAL, "worldwide": GLOBAL}
_AREAS = {"eu": "europe", "ap": "asia", "au": "australia", "sa": "southamerica", "ca": "northamerica", "af": "africa"}


class Locations(NamedTuple):
    """The known locations; one that is missing may exist all the same."""

    # Of the facts, as ``YYYY-MM-DD``.
    date: str
    multi_regions: tuple[str, ...]
    regions: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, the widest first."""
        return (GLOBAL, *self.multi_regions, *self.regions)


@functools.cache
def load_locations() -> Locations:
    """Return the known locations, read once per process."""
    return Locations(
        LOCATIONS_TABLE["date"].isoformat(), tuple(LOCATIONS_TABLE["multi_regions"]), tuple(LOCATIONS_TABLE["regions"])
    )


def classify_location(location: str) -> str:
    """Return "global", "multi" or "region", or "" for what has the form of none; a region need not be known."""
    if location == GLOBAL:
        return "global"
    if location in load_locations().multi_regions:
        return "multi"
    return "region" if _REGION.fullmatch(location) else ""


def is_within(place: str, location: str) -> bool:
    """Tell whether requests for `location` that go to `place` stay in its part of the world; global is no part."""
    return _find_part(location) in ("", _find_part(place))


def _find_part(location: str) -> str:
    """Return the part of the world that a location names: ``eu`` and ``europe-west1`` are one; "" for global."""
    word = "" if location == GLOBAL else location.lower().partition("-")[0]
    return {"europe": "eu"}.get(word, word)


def find_host(location: str) -> str:
    """Return the host that the client asks for `location`, of whatever form; capitals choose none but a region's."""
    if location == GLOBAL:
        return "aiplatform.googleapis.com"
    if location in load_locations().multi_regions:
        return f"aiplatform.{location}.rep.googleapis.com"
    return f"{location.lower()}-aiplatform.googleapis.com"


def suggest_location(text: str, known: Iterable[str] = ()) -> str:
    """Return the location that `text` most probably stands for, or "" if it is known or resembles none.

    `known` are locations besides those of the catalogue.
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
    from vxenv.similarity import find_similar  # noqa: PLC0415 - only wanted when something is wrong

    # A region that is not known may be a new one; of a short word without a hyphen nobody made one.
    cutoff = 0.85 if "-" in candidates[-1] else 0.8
    return next(iter(find_similar(candidates[-1], sorted(names), cutoff=cutoff)), "")


def _list_candidates(tidy: str) -> list[str]:
    """Return what `tidy` may be a slip of: hyphens elsewhere, a zone behind it, another cloud's name for the area."""
    parts = re.fullmatch(r"([a-z]+?)-?(central|(?:north|south)?(?:east|west)|north|south)-?([0-9]+)(?:-?[a-z])?", tidy)
    if not parts:
        return [tidy]
    area, direction, number = parts.groups()
    return [tidy, f"{area}-{direction}{number}", f"{_AREAS.get(area, area)}-{direction}{number}"]
