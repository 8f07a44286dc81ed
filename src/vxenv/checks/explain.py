"""explain: from an error, as Claude Code or Google words it, to its cause and to what mends it."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vxenv.checks.choices import nearest
from vxenv.checks.subject import Subject
from vxenv.domain.knowledge import Knowledge
from vxenv.domain.models import YES
from vxenv.domain.slots import BASE_URL, LOCATION, PROJECT, Slot
from vxenv.domain.variables import catalogue
from vxenv.google.credentials import login
from vxenv.google.failures import Diagnosis, Failure, diagnosed, facts_in
from vxenv.google.wire import LONGEST, of_text

# Where another entry of a debug log begins, or another error of a session.
_ENTRY = re.compile(r"(?m)^(?=\W*(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]|(?:DEBUG|INFO|WARN|ERROR)\b|API Error))")
_ENTRIES = 5000


@dataclass(frozen=True)
class Explanation:
    """An error that is understood.

    `key` is the key of a profile that may have to change, "" if none; `change` the command that changes it, "" where
    vxenv does not know to what. `line` is where in the text the error begins, from 1.
    """

    diagnosis: Diagnosis
    key: str
    change: str
    line: int

    @property
    def command(self) -> str:
        """The one command, or page, that mends it."""
        return self.change or self.diagnosis.fix


def explained(text: str, known: Knowledge, subject: Subject | None = None) -> Explanation | None:
    """Return what the last error in `text` means, or None if none in it is known.

    With `subject`, the profile that was in force, what the error does not say is taken from there.
    """
    for entry, line in _entries(text):
        found = _diagnosed(entry)
        if found:
            found = _completed(found, subject)
            key, change = _change(found, known, subject)
            return Explanation(found, key, change, line)
    return None


def _entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield the entries of `text`, the last first, each with its line; one that is too long counts from its start."""
    starts = [0, *(found.start() for found in _ENTRY.finditer(text) if found.start()), len(text)]
    for start, end in list(itertools.pairwise(starts))[: -_ENTRIES - 1 : -1]:
        yield text[start : min(end, start + LONGEST)], text.count("\n", 0, start) + 1


def _diagnosed(text: str) -> Diagnosis | None:
    candidates = of_text(text)
    for failure in candidates:
        found = diagnosed(failure)
        if found:
            # Around the error stands what it leaves out: Claude Code says there which model it was.
            return found.known(**facts_in(Failure(text=candidates[-1].text)))
    return None


def _completed(found: Diagnosis, subject: Subject | None) -> Diagnosis:
    if subject is None:
        return found
    slot = _slot(found, subject)
    return found.known(
        project=subject.values.get(PROJECT, ""), location=slot.location if slot else "", login=login(subject.values)
    )


def _slot(found: Diagnosis, subject: Subject) -> Slot | None:
    """Return the request that failed, as far as the error says which it was."""
    model, location = found.facts.get("model"), found.facts.get("location")
    fitting = [one for one in subject.slots if one.model == model and location in (None, one.location)]
    places = {one.location for one in fitting}
    return fitting[0] if len(places) == 1 else None


def _change(found: Diagnosis, known: Knowledge, subject: Subject | None) -> tuple[str, str]:
    """Return the key of a profile that may have to change, and the command that changes it."""
    slot = _slot(found, subject) if subject else None
    if found.key == "location":
        return _placed(found, known, subject, slot)
    if found.key == "models":
        variable = catalogue().by_name.get(slot.origin) if slot else None
        return (variable.key if variable else ""), ""
    if found.name == "no-address" and subject and subject.values.get(BASE_URL):
        base = subject.values[BASE_URL].rstrip("/")
        return found.key, "" if base.endswith("/v1") else subject.set_command(BASE_URL, f"{base}/v1")
    return found.key, ""


def _placed(found: Diagnosis, known: Knowledge, subject: Subject | None, slot: Slot | None) -> tuple[str, str]:
    model = known.models.find(found.facts.get("model", ""))
    location = found.facts.get("location", "")
    variable = catalogue().by_name.get(model.region_variable) if model else None
    key = variable.key if variable else "vertex.region"
    if slot and slot.location_origin:
        key = catalogue().by_name[slot.location_origin].key
    # Another place helps where the model is said to be there, and not said to be here.
    place = nearest(model, location) if model and location else ""
    if found.verdict == "quota" and model:
        place = "global" if "global" in model.locations else ""
    elif model and location in model.locations:
        place = ""
    if not place or place == location or subject is None or model is None or model.served(place, subject.today) != YES:
        return key, ""
    if location not in [one.location for one in subject.slots]:
        return key, ""  # not with this profile
    return key, subject.set_command((slot.location_origin if slot else "") or LOCATION, place)
