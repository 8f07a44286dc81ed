"""Describe the model and location of each role, and whether they work."""

import datetime as dt
from typing import Any

from vxenv.catalogue.fallbacks import Fallback
from vxenv.catalogue.models import NO, UNKNOWN, YES
from vxenv.catalogue.roles import Role
from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.sightings import WORDS
from vxenv.catalogue.variables import load_variables
from vxenv.checks.lint.subject import Subject
from vxenv.checks.price_list import describe_prices, list_role_prices
from vxenv.checks.retirement_dates import RETIRED, find_ending

_SERVED = {YES: "served", NO: "not served", UNKNOWN: "unknown"}


def find_plan_mode(subject: Subject) -> Role | None:
    """Return the role of opusplan in plan mode, None if the main model is not opusplan."""
    roles = {slot.name: slot for slot in subject.slots}
    return roles["opus"] if roles and roles["main"].alias == "opusplan" else None


def describe_model_source(subject: Subject, slot: Role) -> str:
    """Return the keys and aliases that determine the model of `slot`."""
    if slot.rule == "main" and slot.name != "main":
        return "main"
    aliases = "".join(f"{_find_key(subject, variable)} = {slot.alias}, " for variable in slot.via)
    return aliases + (_find_key(subject, slot.origin) if slot.origin else f"default for {slot.alias}")


def describe_location_source(subject: Subject, slot: Role) -> str:
    """Return the key that sets the location of `slot`, and the malformed ones that are ignored."""
    origin = _find_key(subject, slot.location_origin) if slot.location_origin else "default"
    return origin + "".join(f" ({_find_key(subject, variable)} is malformed)" for variable in slot.dropped)


def describe_status(subject: Subject, slot: Role) -> str:
    """Return the status of `slot`, from a recent probe or else from the catalogue."""
    seen = subject.find_sighting(slot)
    if seen:
        status, is_refused = (
            f"{WORDS[seen.verdict]}, probed {seen.describe_age(dt.datetime.now(dt.UTC))}",
            not seen.served,
        )
    else:
        model = subject.known.models.find(slot.model) if slot.served == NO else None
        end = find_ending(model, subject.today) if model else None
        status, is_refused = end.what if end and end.rule == RETIRED else _SERVED[slot.served], slot.served == NO
    fallback = subject.describe_fallback(slot) if is_refused else ""
    return f"{status}; {fallback}" if fallback else status


def list_steps(fallback: Fallback) -> list[str]:
    """Return the models of a fallback in order, up to the first that is served, or else the last that may be."""
    status = fallback.served
    unknown = [index for index, served in enumerate(status) if served == UNKNOWN]
    last = status.index(YES) if YES in status else max(unknown, default=len(status) - 1)
    texts = {YES: " (served in {})", UNKNOWN: " (unknown in {})", NO: ""}
    steps = zip(fallback.chain[: last + 1], status, strict=False)
    return [slot.model + texts[served].format(slot.location) for slot, served in steps]


def describe_roles(subject: Subject) -> dict[str, Any]:
    """Return the roles as JSON, with secrets hidden."""
    plan = find_plan_mode(subject)
    return {
        "stack": subject.name,
        "client": str(subject.client),
        "plan_mode": {"model": redact_text(plan.model), "location": plan.location} if plan else None,
        "facts_of": str(subject.known.clients.find_client(subject.client).version),
        "slots": [
            {
                **slot._asdict(),
                "url": redact_text(slot.url),
                "model": redact_text(slot.model),
                "seen": _describe_sighting(subject, slot),
                "fallback": _describe_fallback(subject.fallbacks.get(slot.name)),
                "prices": describe_prices(list_role_prices(slot, subject.known, subject.today)),
            }
            for slot in subject.slots
        ],
    }


def _describe_fallback(fallback: Fallback | None) -> dict[str, Any] | None:
    """Return the models of a fallback and its result as JSON, None for none."""
    if fallback is None:
        return None
    steps = [
        {"model": slot.model, "location": slot.location, "served": served}
        for slot, served in zip(fallback.chain, fallback.served, strict=True)
    ]
    return {"family": fallback.family, "chain": steps, "model": fallback.end and fallback.end.model}


def _describe_sighting(subject: Subject, slot: Role) -> dict[str, str] | None:
    seen = subject.find_sighting(slot)
    return {"verdict": seen.verdict, "at": seen.at.isoformat()} if seen else None


def _find_key(subject: Subject, variable: str) -> str:
    """Return the key that sets `variable` or could set it, else the name of the variable."""
    setting = subject.find_setting(variable)
    known = load_variables().by_name.get(variable)
    return ".".join(setting.key) if setting else known.key if known and known.key else variable
