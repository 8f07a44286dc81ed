"""Store the results of probes, one small file per project, readable only by the user.

The file is in the cache, can be deleted at any time, and holds neither accounts nor secrets.
"""

import datetime as dt
import os
from collections.abc import Mapping

from vxenv.catalogue.sightings import VERDICTS, Sighting, Sightings
from vxenv.catalogue.value_types import LOCATION, MODEL, PROJECT
from vxenv.files.atomic import store
from vxenv.paths import find_cache_directory

_VERSION = 1
_LARGEST = 1 << 20


def locate_record(project: str) -> str:
    """Return the path of the file for `project`."""
    name = project
    if not project.replace("-", "").isalnum() or not project.isascii():
        from urllib.parse import quote  # noqa: PLC0415 - rare, and slower than reading a profile

        name = quote(project, safe="")
    return os.path.join(find_cache_directory(), "seen", f"{name}.json")


def recall(project: str) -> Sightings:
    """Return the results stored for `project`; empty if the file is missing, unreadable or invalid."""
    if not PROJECT.fullmatch(project):
        return {}
    try:
        with open(locate_record(project), "rb") as file:
            data = file.read(_LARGEST)
        import json  # noqa: PLC0415 - status needs it only with results

        document = json.loads(data)
        if document["version"] != _VERSION or document["project"] != project:
            return {}
        rows = [
            (str(row["model"]), str(row["location"]), str(row["verdict"]), dt.datetime.fromisoformat(row["at"]))
            for row in document["seen"]
        ]
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        return {}
    return {
        (model, location): Sighting(verdict, at)
        for model, location, verdict, at in rows
        if MODEL.fullmatch(model) and LOCATION.fullmatch(location) and verdict in VERDICTS and at.tzinfo
    }


def recall_lately(project: str) -> Sightings:
    """Return the results for `project` from the last week."""
    now = dt.datetime.now(dt.UTC)
    return {key: one for key, one in recall(project).items() if one.is_fresh(now)}


def remember(project: str, seen: Mapping[tuple[str, str], Sighting]) -> None:
    """Add the results `seen` to those of `project`. Raises StoreError.

    Of two simultaneous writes one is lost, which is acceptable for a cache.
    """
    rows = [
        {"model": model, "location": location, "verdict": one.verdict, "at": one.at.isoformat(timespec="seconds")}
        for (model, location), one in sorted({**recall(project), **seen}.items())
    ]
    document = {"version": _VERSION, "project": project, "seen": rows}
    import json  # noqa: PLC0415 - as above

    store(locate_record(project), json.dumps(document, indent=1).encode())
