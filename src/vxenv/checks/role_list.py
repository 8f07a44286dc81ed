"""Which model Claude Code asks for in each role, where, and what comes of it."""

import datetime as dt
from typing import Any

from vxenv.catalogue.fallbacks import Fallback
from vxenv.catalogue.models import NO, UNKNOWN, YES
from vxenv.catalogue.roles import Role
from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.sightings import WORDS
from vxenv.catalogue.variables import load_variables
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import RETIRED, find_ending

_SERVED = {YES: "served", NO: "not served", UNKNOWN: "nobody said"}


def find_plan_mode(subject: Subject) -> Role | None:
    """Return the role that opusplan has in plan mode, None where the main model is another one."""
    roles = {slot.name: slot for slot in subject.slots}
    return roles["opus"] if roles and roles["main"].alias == "opusplan" else None


def describe_model_source(subject: Subject, slot: Role) -> str:
    """Return which keys and aliases make the model of `slot` what it is."""
    if slot.rule == "main" and slot.name != "main":
        return "main"
    aliases = "".join(f"{_find_key(subject, variable)} = {slot.alias}, " for variable in slot.via)
    return aliases + (_find_key(subject, slot.origin) if slot.origin else f"{slot.alias} of the client")


def describe_location_source(subject: Subject, slot: Role) -> str:
    """Return which key says where `slot` is sent, and which are malformed."""
    origin = _find_key(subject, slot.location_origin) if slot.location_origin else "nothing: the client's own"
    return origin + "".join(f" ({_find_key(subject, variable)} is malformed)" for variable in slot.dropped)


def describe_status(subject: Subject, slot: Role) -> str:
    """Return whether `slot` is served: as a probe saw it lately, else as the catalogue says."""
    seen = subject.find_sighting(slot)
    if seen:
        status, is_refused = (
            f"{WORDS[seen.verdict]}, seen {seen.describe_age(dt.datetime.now(dt.UTC))}",
            not seen.served,
        )
    else:
        model = subject.known.models.find(slot.model) if slot.served == NO else None
        end = find_ending(model, subject.today) if model else None
        status, is_refused = end.what if end and end.rule == RETIRED else _SERVED[slot.served], slot.served == NO
    fallback = subject.describe_fallback(slot) if is_refused else ""
    return f"{status}: {fallback}" if fallback else status


def list_steps(fallback: Fallback) -> list[str]:
    """Return the models that are asked for in turn, up to the first that is known to be served, else that may be."""
    status = fallback.served
    unknown = [index for index, served in enumerate(status) if served == UNKNOWN]
    last = status.index(YES) if YES in status else max(unknown, default=len(status) - 1)
    texts = {YES: " (served at {})", UNKNOWN: " (unknown at {})", NO: ""}
    steps = zip(fallback.chain[: last + 1], status, strict=False)
    return [slot.model + texts[served].format(slot.location) for slot, served in steps]


def describe_roles(subject: Subject) -> dict[str, Any]:
    """Return all of it for JSON, secrets hidden."""
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
            }
            for slot in subject.slots
        ],
    }


def _describe_fallback(fallback: Fallback | None) -> dict[str, Any] | None:
    """Return what the client asks for in turn, and what it ends with; None where it replaces nothing."""
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
    """Return the key that sets `variable`, or that would; its name where there is none."""
    setting = subject.find_setting(variable)
    known = load_variables().by_name.get(variable)
    return ".".join(setting.key) if setting else known.key if known and known.key else variable
