"""What lint says in passing: when a profile is switched to or written. On the hook's way: no click here."""

import datetime as dt
import os
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.caller import find_calling_shell
from vxenv.catalogue.days import compute_start_of_day, get_utc_today
from vxenv.catalogue.environment import REGION_PREFIX
from vxenv.catalogue.roles import resolve_roles
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import SEVERITIES, Finding
from vxenv.checks.lint.run import is_slip, run_urgent_rules
from vxenv.checks.lint.subject import Subject, build_subject
from vxenv.checks.retirement_dates import RETIRED, RETIRING, list_change_days
from vxenv.claude.version import find_installed_version
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import escape_text
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.summary import render_summary
from vxenv.profiles.user_catalogue import load_knowledge
from vxenv.shells import hint_words

TODAY = "VXENV_TODAY"
_LINES = 3


class Advice(NamedTuple):
    """What to tell of a stack when it becomes active."""

    # Lines for people, "" for none.
    text: str = ""
    # When the text changes, in seconds since 1970; 0 is never.
    until: int = 0


def read_today() -> dt.date:
    """Return today in UTC, or the day in VXENV_TODAY (``YYYY-MM-DD``). Raises UsageError."""
    given = os.environ.get(TODAY)
    if not given:
        return get_utc_today()
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(
            f"{TODAY} is no day: {escape_text(given)}", hint=hint_words.render_unset(find_calling_shell(), TODAY)
        ) from error


def list_advice(stack: str, resolved: Resolved, *, written: bool = False, base: bool = False) -> list[str]:
    """Return lines on what is wrong with a stack at the moment of switching, or that was `written`; three at most.

    `stack` is as `vxenv lint` takes it, "" for what is active; `base` says that others build on it. The last line is
    the command that fixes a model that has retired or retires soon, or a slip in what was written.
    """
    return summarize(stack, _find_findings(stack, resolved, written=written, base=base))


def describe(stack: str, resolved: Resolved) -> str:
    """Return the line of a stack, with the location of the main model where a key of [regions] sends it elsewhere."""
    return render_summary(stack, resolved, find_main_location(resolved.list_values()))


def find_main_location(values: Mapping[str, str | None]) -> str:
    """Return where a key of [regions] sends the main model of the Claude Code that is there; "" if none does."""
    if not any(name.startswith(REGION_PREFIX) and value for name, value in values.items()):
        return ""
    try:
        known = load_knowledge()
    except VxenvError:
        return ""  # the user's own catalogue is broken: `lint` says so
    given = {name: value for name, value in values.items() if value is not None}
    roles = resolve_roles(given, find_installed_version() or known.clients.newest, known)
    return roles[0].location if roles and roles[0].location_origin.startswith(REGION_PREFIX) else ""


def list_retirements(stack: str, resolved: Resolved) -> list[str]:
    """Return the same of models that have retired or retire soon, and of nothing else."""
    return summarize(stack, [one for one in _find_findings(stack, resolved) if one.rule in (RETIRED, RETIRING)])


def _find_findings(stack: str, resolved: Resolved, *, written: bool = False, base: bool = False) -> list[Finding]:
    """Return the worst findings of today."""
    looked_at = _make_subject(stack, resolved, base=base)
    return run_urgent_rules(looked_at, written=written) if looked_at else []


def _make_subject(stack: str, resolved: Resolved, *, base: bool = False) -> Subject | None:
    """Return what lint looks at, for the Claude Code that is installed, else for the newest that is known.

    None if the user's own catalogue is broken, or the day: `lint` says so.
    """
    try:
        known = load_knowledge()
        client = find_installed_version() or known.clients.newest
        return build_subject(stack, resolved, known, today=read_today(), client=client, base=base)
    except VxenvError:
        return None


def summarize(stack: str, findings: list[Finding]) -> list[str]:
    """Return at most three lines for `findings`, the worst first, and the command that fixes a retired model."""
    found = sorted(findings, key=lambda one: SEVERITIES.index(one.severity))
    lines = [f"{one.severity}: {escape_text(redact_text(one.what))}" for one in found]
    return cut_lines(lines, f"vxenv lint {stack}".rstrip()) + _find_hint(found)


def _find_hint(found: list[Finding]) -> list[str]:
    """Return the command that fixes the first model or location among `found` that is gone, or was never there."""
    hints = [one.hints[0] for one in found if (one.rule in (RETIRED, RETIRING) or is_slip(one)) and one.hints]
    return [f"hint: {escape_text(redact_text(hints[0]))}"] if hints else []


def cut_lines(lines: list[str], rest: str) -> list[str]:
    """Return at most three of `lines`; the last says how many more the command `rest` shows."""
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"and {len(lines) - _LINES + 1} more: {rest}"]


def advise(stack: str, resolved: Resolved) -> Advice:
    """Return what to say of `stack` when it becomes active."""
    names = ", ".join(resolved.list_references())
    own = f"note: only `vxenv exec {stack} -- COMMAND` sets {names}" if names else ""
    looked_at = _make_subject("", resolved)
    lines = summarize("", run_urgent_rules(looked_at, written=False)) if looked_at else []
    until = _find_next_change(looked_at, resolved, lines) if looked_at else None
    return Advice("\n".join(filter(None, [*lines, own])), compute_start_of_day(until) if until else 0)


def _find_next_change(looked_at: Subject, resolved: Resolved, lines: list[str]) -> dt.date | None:
    """Return the next day on which the advice is not `lines` any more, or None if it stays.

    Of all models, since a hint may name another one than the profile does. A day in VXENV_TODAY does not pass.
    """
    if os.environ.get(TODAY):
        return None
    models = looked_at.known.models.by_id.values()
    for day in sorted({day for model in models for day in list_change_days(model, looked_at.today)}):
        then = build_subject("", resolved, looked_at.known, today=day, client=looked_at.client)
        if summarize("", run_urgent_rules(then, written=False)) != lines:
            return day
    return None
