"""What was seen of a model at a location, in one project, when it was asked for."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

SERVED, QUOTA, NO_ACCESS, NOT_SERVED, NOT_FOUND = "served", "quota", "no-access", "not-served", "not-found"
# What is worth remembering; what failed on the way, or told nothing, is not.
VERDICTS = (SERVED, QUOTA, NO_ACCESS, NOT_SERVED, NOT_FOUND)
WORDS = {
    SERVED: "served",
    QUOTA: "served, quota used up",
    NO_ACCESS: "no access",
    NOT_SERVED: "not servable",
    NOT_FOUND: "not found",
}
FRESH = dt.timedelta(days=7)


class Sighting(NamedTuple):
    """What was seen."""

    # One of `VERDICTS`.
    verdict: str
    # When, with a time zone.
    at: dt.datetime

    @property
    def served(self) -> bool:
        """Whether the model answers there; with its quota used up it does, too."""
        return self.verdict in (SERVED, QUOTA)

    def is_fresh(self, now: dt.datetime) -> bool:
        """Tell whether it is recent enough to go by."""
        return now - self.at <= FRESH

    def describe_age(self, now: dt.datetime) -> str:
        """Return how long ago it was, for people."""
        minutes = max(0, int((now - self.at).total_seconds() // 60))
        for size, unit in ((24 * 60, "days"), (60, "h"), (1, "min")):
            if minutes >= (2 * size if unit == "days" else size):
                return f"{minutes // size} {unit} ago"
        return "just now"


# By model and location.
Sightings = Mapping[tuple[str, str], Sighting]
