"""Results of probes of models in locations, in one project."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

SERVED, QUOTA, NO_ACCESS, NOT_SERVED, NOT_FOUND = "served", "quota", "no-access", "not-served", "not-found"
# Results worth recording; network failures and inconclusive ones are not.
VERDICTS = (SERVED, QUOTA, NO_ACCESS, NOT_SERVED, NOT_FOUND)
WORDS = {
    SERVED: "served",
    QUOTA: "served, quota exceeded",
    NO_ACCESS: "no access",
    NOT_SERVED: "not served",
    NOT_FOUND: "not found",
}
FRESH = dt.timedelta(days=7)


class Sighting(NamedTuple):
    """The result of a probe."""

    # One of `VERDICTS`.
    verdict: str
    # Time of the probe, with a time zone.
    at: dt.datetime

    @property
    def served(self) -> bool:
        """True if the model is served, which an exceeded quota implies."""
        return self.verdict in (SERVED, QUOTA)

    def is_fresh(self, now: dt.datetime) -> bool:
        """Tell whether the result is recent enough to use."""
        return now - self.at <= FRESH

    def describe_age(self, now: dt.datetime) -> str:
        """Return the age of the result for display: ``2 days ago``."""
        minutes = max(0, int((now - self.at).total_seconds() // 60))
        for size, unit in ((24 * 60, "days"), (60, "h"), (1, "min")):
            if minutes >= (2 * size if unit == "days" else size):
                return f"{minutes // size} {unit} ago"
        return "just now"


# By model and location.
Sightings = Mapping[tuple[str, str], Sighting]
