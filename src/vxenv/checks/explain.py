"""Explain an error message of Claude Code or Google: find its cause and a fix."""

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from vxenv.catalogue.days import get_utc_today
from vxenv.catalogue.environment import BASE_URL, LOCATION, PINS, PROJECT
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.models import MILLION, NO, Model
from vxenv.catalogue.roles import Role
from vxenv.catalogue.variables import load_variables
from vxenv.checks.lint.alternatives import find_places, is_improved
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import find_ending
from vxenv.google.credentials import render_login
from vxenv.google.error_text import LONGEST, parse_text
from vxenv.google.failures import Diagnosis, Failure, diagnose, find_facts

# Beginning of an entry in a debug log, or of an error in a session.
_ENTRY = re.compile(r"(?m)^(?=[^\w\n]*+(?:[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]|(?:DEBUG|INFO|WARN|ERROR)\b|API Error))")
_ENTRIES = 5000
_NO_BETAS = "CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS"


@dataclass(frozen=True)
class Explanation:
    """The explanation of an error."""

    # Diagnosis of the error.
    diagnosis: Diagnosis
    # Profile key that may have to change, "" for none.
    key: str
    # Command that changes it, "" if the right value is unknown.
    change: str
    # Line of the text on which the error begins, from 1.
    line: int

    @property
    def command(self) -> str:
        """The command or page that fixes it."""
        return self.change or self.diagnosis.fix


def explain_error(
    text: str, known: Knowledge, subject: Subject | None = None, *, today: dt.date | None = None
) -> Explanation | None:
    """Return the explanation of the last known error in `text`, None if there is none.

    Args:
        text: An error message, a debug log or the output of a session.
        known: The catalogue.
        subject: The profile that was active; it supplies facts that the error does not contain.
        today: The day for comparisons with the catalogue's dates, today in UTC by default.

    """
    today = today or get_utc_today()
    for entry, line in _split_entries(text):
        diagnosis = _diagnose(entry)
        if diagnosis:
            diagnosis = _narrow(_complete(diagnosis, known, subject), known, today)
            key, change = _find_change(diagnosis, known, subject)
            return Explanation(diagnosis, key, change, line)
    return None


def _split_entries(text: str) -> Iterator[tuple[str, int]]:
    """Yield the entries of `text` with their lines, the last first; only the start of a long entry is returned."""
    starts = [0, *(match.start() for match in _ENTRY.finditer(text) if match.start()), len(text)]
    line = text.count("\n") + 1
    for start, end in list(itertools.pairwise(starts))[: -_ENTRIES - 1 : -1]:
        line -= text.count("\n", start, end)
        yield text[start : min(end, start + LONGEST)], line


def _diagnose(text: str) -> Diagnosis | None:
    candidates = parse_text(text)
    for failure in candidates:
        diagnosis = diagnose(failure)
        if diagnosis:
            # The text around the error has more facts: Claude Code prints the model there.
            return diagnosis.add_facts(**find_facts(Failure(text=candidates[-1].text, cut=True)))
    return None


def _complete(diagnosis: Diagnosis, known: Knowledge, subject: Subject | None) -> Diagnosis:
    if subject is None:
        return diagnosis
    slot = _find_slot(diagnosis, known, subject)
    return diagnosis.add_facts(
        project=subject.values.get(PROJECT, ""),
        location=slot.location if slot else "",
        login=render_login(subject.values),
    )


def _narrow(diagnosis: Diagnosis, known: Knowledge, today: dt.date) -> Diagnosis:
    """Return a more precise diagnosis for a model that was not found, from the catalogue."""
    if diagnosis.name not in ("not-found", "not-servable") or "model" not in diagnosis.facts:
        return diagnosis
    name, location = diagnosis.facts["model"], diagnosis.facts.get("location", "")
    model = known.models.find(name)
    if model is None:
        return diagnosis.refine("unknown-model") if diagnosis.name == "not-found" else diagnosis
    end = find_ending(model, today)
    if end and model.is_gone(today):
        successor = _find_successor(model, location, known, today)
        return diagnosis.refine("retired", end=end.what, **({"successor": successor.id} if successor else {}))
    if known.models.classify_spelling(name) == "api" and diagnosis.name == "not-found":
        return diagnosis.refine("wrong-id", id=model.id)
    if location and model.get_served(location, today) == NO:
        return diagnosis.refine("not-servable")
    return diagnosis


def _find_successor(model: Model, location: str, known: Knowledge, today: dt.date) -> Model | None:
    """Return the replacement for `model` that may be served in `location`, or None."""
    seen = {model.id}
    follows = model.get_successor(location) if location else next(iter(model.successors.values()), "")
    while follows and follows not in seen:
        seen.add(follows)
        model = known.models.by_id[follows]
        if not model.is_gone(today) and (not location or model.get_served(location, today) != NO):
            return model
        follows = model.get_successor(location)
    return None


def _find_slot(diagnosis: Diagnosis, known: Knowledge, subject: Subject) -> Role | None:
    """Return the request that failed, None if the error does not identify it."""
    name, location = diagnosis.facts.get("model", ""), diagnosis.facts.get("location")
    model = known.models.find(name)
    slots = [slot for slot in subject.slots if location in (None, slot.location)]
    # Versions of Claude Code differ in the spelling of the ID.
    fitting = [slot for slot in slots if slot.model == name] or [
        slot for slot in slots if model and known.models.find(slot.model) == model
    ]
    places = {slot.location for slot in fitting}
    return fitting[0] if len(places) == 1 else None


def _find_change(diagnosis: Diagnosis, known: Knowledge, subject: Subject | None) -> tuple[str, str]:
    """Return the profile key that may have to change, and the command that changes it."""
    slot = _find_slot(diagnosis, known, subject) if subject else None
    if diagnosis.key == "location":
        return _change_location(diagnosis, known, subject, slot)
    if diagnosis.key == "models":
        return _change_model(diagnosis, known, subject, slot)
    if subject is None:
        return diagnosis.key, ""
    if diagnosis.name == "no-address" and subject.values.get(BASE_URL):
        base = subject.values[BASE_URL].rstrip("/")
        return diagnosis.key, "" if base.endswith("/v1") else subject.render_set(BASE_URL, f"{base}/v1")
    # The user requests the 1M window with [1m]; turning off experimental betas may not remove its header.
    if diagnosis.key == "tuning.experimental_betas" and not diagnosis.facts.get("beta", "").startswith("context-1m"):
        return diagnosis.key, "" if _NO_BETAS in subject.values else subject.render_set(_NO_BETAS, "false")
    return diagnosis.key, ""


def _change_model(
    diagnosis: Diagnosis, known: Knowledge, subject: Subject | None, slot: Role | None
) -> tuple[str, str]:
    """Return the key that sets the model, and the command that sets the right one."""
    if subject is None or slot is None:
        return "", ""
    instead = known.models.by_id.get(diagnosis.facts.get("successor", "") or diagnosis.facts.get("id", ""))
    # Without a variable, Claude Code chose the model; pinning the family overrides that.
    name = slot.origin or (PINS.get(instead.family, "") if instead else "")
    variable = load_variables().by_name.get(name)
    key = variable.key if variable else ""
    if not instead or not name:
        return key, ""
    million = "".join(MILLION.findall(subject.values.get(name, ""))) if instead.context == "[1m]" else ""
    value = instead.id + million
    if value == subject.values.get(name) or not is_improved(subject, slot, {name: value}):
        return key, ""
    return key, subject.render_set(name, value)


def _change_location(
    diagnosis: Diagnosis, known: Knowledge, subject: Subject | None, slot: Role | None
) -> tuple[str, str]:
    """Return the key that sets the location, and the command that sets one where the model is served."""
    model = known.models.find(diagnosis.facts.get("model", ""))
    location = diagnosis.facts.get("location", "")
    variable = load_variables().by_name.get(model.region_variable) if model else None
    key = variable.key if variable else "vertex.region"
    if slot and slot.location_origin:
        key = load_variables().by_name[slot.location_origin].key
    places = _list_places(diagnosis, model, location) if model and location else []
    if subject is None or slot is None:
        return key, ""
    # If changing the location would break other requests, change that of this model only.
    names = [slot.location_origin or LOCATION]
    if variable and variable.name in known.clients.find_client(subject.client).region_variables:
        names.append(variable.name)
    for name in names:
        place = next((place for place in places if is_improved(subject, slot, {name: place})), "")
        if place:
            return load_variables().by_name[name].key, subject.render_set(name, place)
    return key, ""


def _list_places(diagnosis: Diagnosis, model: Model, location: str) -> list[str]:
    """Return the other locations known to serve `model` in the same part of the world."""
    if diagnosis.verdict != "quota":
        return [] if location in model.locations else find_places(model, location)
    return [place for place in find_places(model, location) if classify_location(place) != "region"]
