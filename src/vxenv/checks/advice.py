"""Select the findings that commands report in passing, on a switch or after a change.

The hook uses this module, which must not import click.
"""

import datetime as dt
import os
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from vxenv.activation.today import TODAY, read_today
from vxenv.activation.undo_record import find_originals
from vxenv.catalogue.days import compute_start_of_day
from vxenv.catalogue.environment import BASE_URL, LOCATION, PROJECT, REGION_PREFIX, USE_VERTEX
from vxenv.catalogue.roles import resolve_roles
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import ERROR, SEVERITIES, WARNING, Finding
from vxenv.checks.lint.run import is_slip, run_urgent_rules
from vxenv.checks.lint.subject import Subject, build_subject
from vxenv.checks.retirement_dates import RETIRED, RETIRING, list_change_days
from vxenv.claude.version import find_installed_version, list_package_files
from vxenv.errors import VxenvError
from vxenv.files.read_limited import read_compared_bytes
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import find_profile_name
from vxenv.profiles.summary import render_summary
from vxenv.profiles.user_catalogue import list_compared_files, load_knowledge

_LINES = 3
_FIXABLE = (RETIRED, RETIRING, "missing-value")


class Advice(NamedTuple):
    """Advice about a stack that becomes active."""

    # Lines to show, "" for none.
    text: str = ""
    # Time at which the text changes, in seconds since 1970; 0 for never.
    until: int = 0
    # Contents of the files that change with the warnings about budgets, by path; empty for a missing file.
    files: Mapping[str, bytes] = MappingProxyType({})


def list_advice(stack: str, resolved: Resolved, *, written: bool = False, base: bool = False) -> list[str]:
    """Return at most three lines about problems of a stack that becomes active or was just `written`.

    A hint with a command follows if it fixes a model that has retired or retires soon, or a typing error.

    Args:
        stack: The stack as an argument of `vxenv lint`, "" for the active one.
        resolved: The resolved stack.
        written: Whether it was just written.
        base: Whether other profiles extend it.

    """
    return summarize(stack, _find_findings(stack, resolved, written=written, base=base))


def describe(stack: str, resolved: Resolved) -> str:
    """Return the line of a stack, with the location of the main model if [regions] sets a different one."""
    return render_summary(stack, resolved, find_main_location(resolved.list_values()))


def describe_layer(stack: str, resolved: Resolved) -> str:
    """Return a note if `stack` sends requests to Vertex without a project and a location, else ""."""
    values = resolved.list_values()
    if values.get(USE_VERTEX) != "1" or any(values.get(name) for name in (PROJECT, LOCATION, BASE_URL)):
        return ""
    return f'note: "{stack}" sets no project and no location; combine it with a profile that sets them'


def find_main_location(values: Mapping[str, str | None]) -> str:
    """Return the location of the main model in [regions] for the installed Claude Code, "" for none."""
    if not any(name.startswith(REGION_PREFIX) and value for name, value in values.items()):
        return ""
    try:
        known = load_knowledge()
    except VxenvError:
        return ""  # the user's own catalogue is invalid, which `lint` reports
    given = {name: value for name, value in values.items() if value is not None}
    roles = resolve_roles(given, find_installed_version() or known.clients.newest, known)
    return roles[0].location if roles and roles[0].location_origin.startswith(REGION_PREFIX) else ""


def list_retirements(stack: str, resolved: Resolved) -> list[str]:
    """Return at most three lines about models of a stack that have retired or retire soon, with a hint."""
    return summarize(stack, [one for one in _find_findings(stack, resolved) if one.rule in (RETIRED, RETIRING)])


def _find_findings(stack: str, resolved: Resolved, *, written: bool = False, base: bool = False) -> list[Finding]:
    """Return the urgent findings in a stack."""
    looked_at = _make_subject(stack, resolved, base=base)
    return run_urgent_rules(looked_at, written=written) if looked_at else []


def _make_subject(stack: str, resolved: Resolved, *, base: bool = False) -> Subject | None:
    """Return the subject of a stack for the installed Claude Code, else for the newest known one.

    None if the user's own catalogue or VXENV_TODAY is invalid, which `lint` reports.
    """
    try:
        known = load_knowledge()
        client = find_installed_version() or known.clients.newest
        originals = find_originals(os.environ, resolved.list_merged_variables())
        return build_subject(stack, resolved, known, today=read_today(), client=client, base=base, originals=originals)
    except VxenvError:
        return None


def summarize(stack: str, findings: list[Finding]) -> list[str]:
    """Return at most three lines for `findings`, the worst first, and the command that fixes a retired model.

    Errors become warnings, since the command itself succeeded.
    """
    found = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    return cut_lines([*map(_render, found)], f"vxenv lint {stack}".rstrip()) + _find_hint(found)


def _render(finding: Finding) -> str:
    """Return a line for `finding` with the name of its profile, or with the path of its directory file."""
    severity = WARNING if finding.severity == ERROR else finding.severity
    name = find_profile_name(finding.path) or shorten_path(finding.path)
    return f"{severity}: {escape_text(name)}: {escape_text(redact_text(finding.what))}"


def _find_hint(found: list[Finding]) -> list[str]:
    """Return the command that fixes the first retired model, typing error or missing value among `found`."""
    hints = [one.hints[0] for one in found if (one.rule in _FIXABLE or is_slip(one)) and one.hints]
    return [f"hint: {escape_text(redact_text(hints[0]))}"] if hints else []


def cut_lines(lines: list[str], rest: str) -> list[str]:
    """Return at most three of `lines`; the last one counts the others, which the command `rest` shows."""
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"and {len(lines) - _LINES + 1} more: {rest}"]


def advise(stack: str, resolved: Resolved) -> Advice:
    """Return the advice about `stack` when it becomes active."""
    names = ", ".join(resolved.list_references())
    own = f"note: only `vxenv exec {stack} -- COMMAND` sets {names}" if names else ""
    looked_at = _make_subject("", resolved)
    lines = summarize("", run_urgent_rules(looked_at, written=False)) if looked_at else []
    day = _find_next_change(looked_at, resolved, lines) if looked_at else None
    until = compute_start_of_day(day) if day else 0
    budgets = _advise_budgets(resolved) if resolved.budgets else Advice()
    until = min(until or budgets.until, budgets.until or until)
    return Advice("\n".join(filter(None, [*lines, budgets.text, own])), until, budgets.files)


def _advise_budgets(resolved: Resolved) -> Advice:
    """Return the warnings about budgets that are spent or nearly, until the end of the month."""
    from vxenv.usage import budget_state as budgets  # noqa: PLC0415 - only with a budget

    try:
        text = "\n".join(budgets.list_warnings(budgets.read_states(resolved)))
        return Advice(text, budgets.find_month_end(), budgets.read_level_files(resolved))
    except VxenvError:
        return Advice()  # VXENV_TODAY is invalid, which `lint` reports


def read_advice_files() -> dict[str, bytes]:
    """Return the contents of the files that advice depends on besides profiles, by path; empty for a missing file.

    These are those of the catalogue, and those that tell the version of the installed Claude Code.
    """
    return {path: read_compared_bytes(path) for path in (*list_compared_files(), *list_package_files())}


def _find_next_change(looked_at: Subject, resolved: Resolved, lines: list[str]) -> dt.date | None:
    """Return the next day on which the advice differs from `lines`, None if it stays.

    All models count, since a hint may name one that the profile does not. A date in VXENV_TODAY never changes.
    """
    if os.environ.get(TODAY):
        return None
    models = looked_at.known.models.by_id.values()
    for day in sorted({day for model in models for day in list_change_days(model, looked_at.today)}):
        then = build_subject(
            "", resolved, looked_at.known, today=day, client=looked_at.client, originals=looked_at.originals
        )
        if summarize("", run_urgent_rules(then, written=False)) != lines:
            return day
    return None
