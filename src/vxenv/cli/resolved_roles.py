"""``vxenv show --resolved``: the roles as a table, with notes on plan mode, tokens and fallbacks."""

import sys
from collections.abc import Iterator

from vxenv.activation.today import read_today
from vxenv.catalogue.environment import USE_VERTEX
from vxenv.catalogue.models import NO, UNKNOWN, YES
from vxenv.catalogue.roles import PLAN_MODE, PROBED, Role, find_project, find_provider, list_probes
from vxenv.checks.lint.request import find_client_version
from vxenv.checks.lint.subject import Subject
from vxenv.checks.lint.subject import build_subject as find_subject
from vxenv.checks.price_list import list_role_prices, render_prices
from vxenv.checks.role_list import (
    describe_location_source,
    describe_model_source,
    describe_roles,
    describe_status,
    find_plan_mode,
    list_steps,
)
from vxenv.checks.unknown_models import describe_unknown
from vxenv.cli.client_notice import announce_client
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import render_own_text, report, say, style
from vxenv.google.probe_record import recall_lately
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.user_catalogue import load_knowledge

_TITLES = ("ROLE", "MODEL", "SET BY", "LOCATION", "SET BY", "HOST", "STATUS")
_COLOURS = {YES: "reset", NO: "red", UNKNOWN: "yellow"}


def show_roles(name: str, resolved: Resolved, client: str, *, as_json: bool) -> None:
    """Print a line for each role, or JSON."""
    known, version = load_knowledge(), find_client_version(client)
    subject = find_subject(name, resolved, known, today=read_today(), client=version, recall=recall_lately)
    if as_json:
        print_json(describe_roles(subject))
        return
    if not subject.slots:
        provider = find_provider(subject.values, version, known)
        say(f"requests do not go to Vertex: {f'{provider} is on' if provider else f'{USE_VERTEX} is off'}")
        return
    title, *lines = render_table((_render_row(subject, slot) for slot in subject.slots), _TITLES)
    head = [style(title, sys.stdout, bold=True)] if sys.stdout.isatty() else []
    colours = (_choose_colour(subject, slot) for slot in subject.slots)
    page(*head, *(style(line, sys.stdout, fg=colour) for line, colour in zip(lines, colours, strict=True)))
    announce_client(version)
    report(*_render_notes(subject))


def _render_row(subject: Subject, slot: Role) -> list[str]:
    return [
        slot.name,
        render_own_text(slot.model),
        describe_model_source(subject, slot),
        slot.location,
        describe_location_source(subject, slot),
        slot.host,
        describe_status(subject, slot),
    ]


def _choose_colour(subject: Subject, slot: Role) -> str:
    """Return red for a role that fails, yellow for an unknown or replaced model."""
    served = subject.find_verdict(slot)
    return "yellow" if served == NO and subject.describe_fallback(slot) else _COLOURS[served]


def _render_notes(subject: Subject) -> Iterator[str]:
    billed = find_project(subject.values, subject.client, subject.known)
    project = f"project {escape_text(billed.id)}" if billed else "no project: requests fail"
    yield f"Claude Code {subject.client}, {project}"
    if subject.is_placed:
        main = subject.slots[0]
        prices = render_prices(list_role_prices(main, subject.known, subject.today))
        yield f"price of {render_own_text(main.model)} in {main.location}: {prices}"
    plan = find_plan_mode(subject)
    if plan:
        yield f"{PLAN_MODE}; plan mode uses {render_own_text(plan.model)} in {plan.location}"
    probed = list_probes(subject.values, subject.client, subject.known, today=subject.today)
    if probed:
        yield f"Claude Code probes models that are not pinned at startup: {', '.join(slot.model for slot in probed)}"
    models = dict.fromkeys(slot.model for slot in subject.slots if slot.origin)
    yield from filter(None, (describe_unknown(subject, model) for model in models))
    for fallback in (subject.fallbacks[family] for family in PROBED if family in subject.fallbacks):
        steps = list_steps(fallback)
        if len(steps) > 1:
            none = "" if fallback.end else f" (none is served in {fallback.chain[0].location})"
            yield f"{fallback.family} is not pinned; fallbacks: {' → '.join(steps)}{none}"
