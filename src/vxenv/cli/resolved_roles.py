"""show --resolved: which model Claude Code asks for in each role, and where."""

import datetime as dt
import sys
from typing import Any

from vxenv.catalogue.fallbacks import Fallback
from vxenv.catalogue.models import NO, UNKNOWN, YES
from vxenv.catalogue.roles import PLAN_MODE, PROBED, Slot, probes, project, provider
from vxenv.catalogue.secrets import redact_text
from vxenv.catalogue.sightings import WORDS
from vxenv.catalogue.variables import catalogue
from vxenv.checks.advice import today
from vxenv.checks.lint.request import client_version
from vxenv.checks.lint.subject import Subject
from vxenv.checks.lint.subject import subject as looked_at
from vxenv.checks.retirement_dates import RETIRED, ending
from vxenv.checks.unknown_models import describe_unknown
from vxenv.cli.client_notice import announce_client
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import own_text, report, say, style
from vxenv.google.probe_record import recall_lately
from vxenv.paths import printable
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.user_catalogue import knowledge

_SERVED = {YES: "served", NO: "not served", UNKNOWN: "nobody said"}
_COLOURS = {YES: "reset", NO: "red", UNKNOWN: "yellow"}


def show_roles(name: str, resolved: Resolved, client: str, *, as_json: bool) -> None:
    """Print a line for each role, or JSON."""
    known, version = knowledge(), client_version(client)
    subject = looked_at(name, resolved, known, today=today(), client=version, recall=recall_lately)
    if as_json:
        print_json(_json(subject, str(version)))
        return
    if not subject.slots:
        switch = provider(subject.values, version, subject.known)
        say(f"requests do not go to Vertex: {switch or 'it is off'}")
        return
    rows = [[slot.name, own_text(slot.model), _from(subject, slot), slot.location, _by(subject, slot), slot.host,
             _there(subject, slot)] for slot in subject.slots]  # fmt: skip
    title, *lines = table(rows, ["ROLE", "MODEL", "FROM", "LOCATION", "FROM", "HOST", "THERE"])
    head = [style(title, sys.stdout, bold=True)] if sys.stdout.isatty() else []
    colours = (_colour(subject, slot) for slot in subject.slots)
    page(*head, *(style(line, sys.stdout, fg=colour) for line, colour in zip(lines, colours, strict=True)))
    found = project(subject.values, version, subject.known)
    announce_client(version)
    report(f"for Claude Code {version}, project {printable(found.id) if found else 'none: requests fail'}")
    plan = _plan_mode(subject)
    if plan:
        report(f"{PLAN_MODE}: in plan mode it asks for {own_text(plan.model)} at {plan.location}")
    asked = probes(subject.values, version, subject.known, today=subject.today)
    if asked:
        report(f"each start asks {', '.join(slot.model for slot in asked)} for a token, since nothing pins them")
    unknown = dict.fromkeys(slot.model for slot in subject.slots if slot.origin)
    report(*filter(None, (describe_unknown(subject, model) for model in unknown)))
    for fallback in (subject.fallbacks[family] for family in PROBED if family in subject.fallbacks):
        steps = _chain(fallback)
        if len(steps) > 1:
            none = "" if fallback.end else f" (none is served at {fallback.chain[0].location})"
            report(f"{fallback.family} is not pinned and steps down: {' → '.join(steps)}{none}")


def _chain(fallback: Fallback) -> list[str]:
    """Return the models that are asked for in turn, up to the first that is known to be served, else that may be."""
    status = fallback.served
    hopeful = [at for at, served in enumerate(status) if served == UNKNOWN]
    last = status.index(YES) if YES in status else max(hopeful, default=len(status) - 1)
    words = {YES: " (served at {})", UNKNOWN: " (unknown at {})", NO: ""}
    shown = zip(fallback.chain[: last + 1], status, strict=False)
    return [slot.model + words[served].format(slot.location) for slot, served in shown]


def _plan_mode(subject: Subject) -> Slot | None:
    """Return the role that opusplan has in plan mode, None where the main model is another one."""
    roles = {slot.name: slot for slot in subject.slots}
    return roles["opus"] if roles and roles["main"].alias == "opusplan" else None


def _there(subject: Subject, slot: Slot) -> str:
    """Return whether it is served: as a probe saw it lately, else as the catalogue says."""
    seen = subject.sighting(slot)
    if seen:
        falls = "" if seen.served else subject.fallback_text(slot)
        text = f"{WORDS[seen.verdict]}, seen {seen.ago(dt.datetime.now(dt.UTC))}"
        return text + (f": {falls}" if falls else "")
    model = subject.known.models.find(slot.model) if slot.served == NO else None
    end = ending(model, subject.today) if model else None
    falls = subject.fallback_text(slot) if slot.served == NO else ""
    return (end.what if end and end.rule == RETIRED else _SERVED[slot.served]) + (f": {falls}" if falls else "")


def _colour(subject: Subject, slot: Slot) -> str:
    """Return red for what fails, yellow for what is unknown or replaced."""
    served = subject.served(slot)
    return "yellow" if served == NO and subject.fallback_text(slot) else _COLOURS[served]


def _from(subject: Subject, slot: Slot) -> str:
    """Return how the model of `slot` comes about."""
    if slot.rule == "main" and slot.name != "main":
        return "main"
    via = "".join(f"{_key(subject, one)} = {slot.alias}, " for one in slot.via)
    if slot.origin:
        return via + _key(subject, slot.origin)
    return f"{via}{slot.alias} of the client"


def _by(subject: Subject, slot: Slot) -> str:
    dropped = "".join(f" ({_key(subject, one)} is malformed)" for one in slot.dropped)
    return (_key(subject, slot.location_origin) if slot.location_origin else "nothing: the client's own") + dropped


def _key(subject: Subject, variable: str) -> str:
    setting = subject.setting(variable)
    known = catalogue().by_name.get(variable)
    return ".".join(setting.key) if setting else known.key if known and known.key else variable


def _json(subject: Subject, version: str) -> dict[str, Any]:
    plan = _plan_mode(subject)
    return {
        "stack": subject.name,
        "client": version,
        "plan_mode": {"model": redact_text(plan.model), "location": plan.location} if plan else None,
        "facts_of": str(subject.known.clients.at(subject.client).version),
        "slots": [
            {
                **slot._asdict(),
                "url": redact_text(slot.url),
                "model": redact_text(slot.model),
                "seen": _seen(subject, slot),
                "fallback": _fallback(subject, slot),
            }
            for slot in subject.slots
        ],
    }


def _fallback(subject: Subject, slot: Slot) -> dict[str, Any] | None:
    """Return what the client asks for in turn, and what it ends with; None where it replaces nothing."""
    found = subject.fallbacks.get(slot.name)
    if found is None:
        return None
    steps = [
        {"model": one.model, "location": one.location, "served": served}
        for one, served in zip(found.chain, found.served, strict=True)
    ]
    return {"family": found.family, "chain": steps, "model": found.end and found.end.model}


def _seen(subject: Subject, slot: Slot) -> dict[str, str] | None:
    seen = subject.sighting(slot)
    return {"verdict": seen.verdict, "at": seen.at.isoformat()} if seen else None
