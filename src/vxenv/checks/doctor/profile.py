"""Check the active profile: its reason, manually changed variables, and the findings of lint."""

import contextlib
from collections.abc import Iterator
from shlex import quote

from vxenv.activation.plan_keys import OFF, USE
from vxenv.activation.source_suggestion import list_source_notes
from vxenv.activation.today import read_today
from vxenv.checks.advice import find_main_location
from vxenv.checks.doctor.active_stack import ActiveStack
from vxenv.checks.doctor.config import report_broken
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import ERROR, FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.lint.run import run_rules
from vxenv.checks.lint.subject import build_subject
from vxenv.claude.precedence import render_value
from vxenv.errors import VxenvError, quote_word
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.summary import render_summary
from vxenv.shells import hint_words

# The rules with a more precise check in another group, which uses the effective values.
_ELSEWHERE = (
    "missing-credentials", "readable-credentials", "config-dir-without-credentials", "other-provider", "unset-project",
    "key-sent-to-gateway", "unknown-to-client",
)  # fmt: skip
_MOST_NOTES = 2


def check_profile(context: Context) -> Iterator[Check]:
    """Yield the checks of the active stack."""
    active = context.active
    if not context.current.state.whole:
        what = "the undo record of this shell is damaged or from another version"
        yield Check("undo", WARNING, what, hint_words.render_restart(context.shell))
    for path in active.refused:
        yield Check(
            "directory", NOTE, f"{shorten_path(path)} is not allowed", f"vxenv allow {quote_word(shorten_path(path))}"
        )
    with contextlib.suppress(OSError, VxenvError):
        search = context.current.search
        for what, hint in list_source_notes(search.file, search.refused):
            yield Check("source", NOTE, what, hint)
    if active.trouble:
        yield report_broken("active", active.trouble)
    elif active.resolved is None:
        yield _report_none(active, hooked=bool(context.shell))
    else:
        location = find_main_location(active.resolved.list_values())
        why = shorten_path(active.reason) if active.is_directory_file else escape_text(active.reason)
        what = render_summary(active.stack, active.resolved, location) + (f"  ({why})" if why else "")
        yield Check("active", OK, what)
        yield from _check_budgets(active.resolved)
        if active.reason:
            yield from _check_values(context)
        yield from _check_findings(context, active.resolved)


def _check_budgets(resolved: Resolved) -> Iterator[Check]:
    """Yield a check for each budget."""
    if not resolved.budgets:
        return
    from vxenv.usage.budget_state import refresh_states  # noqa: PLC0415 - not needed without a budget

    for state in refresh_states(resolved):
        if not state.figures:
            yield Check("budget", NOTE, f"the costs of {state.profile} are unknown", "vxenv usage")
        else:
            yield Check("budget", WARNING if state.is_near else OK, state.describe(), "vxenv usage" * state.is_near)


def _report_none(active: ActiveStack, *, hooked: bool) -> Check:
    if not active.profiles:
        return Check("active", NOTE, "no active profile", "vxenv add first")
    if active.reason == OFF:
        return Check("active", NOTE, "no active profile: profiles are off in this shell", "vxenv auto")
    name = active.profiles[0]
    if not hooked:
        what = "no active profile: the hook is not loaded"
        return Check("active", NOTE, what, f"vxenv exec {name} -- claude")
    return Check("active", NOTE, "no active profile: no default and no directory file", f"vxenv use {name}")


def _check_values(context: Context) -> Iterator[Check]:
    """Yield a warning if managed variables were changed manually."""
    active, environment = context.active, context.environment
    changed = [change for change in context.current.state.changes if change.is_by_hand(environment)]
    if not changed:
        return
    first = changed[0]
    values = f"{render_value(first.name, first.given)} → {render_value(first.name, environment.get(first.name))}"
    more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    again = f"vxenv use {quote(active.stack)}" + ("" if active.reason == USE else "; vxenv auto")
    yield Check("values", WARNING, f"{escape_text(first.name)} was changed manually: {values}{more}", again)


def _check_findings(context: Context, resolved: Resolved) -> Iterator[Check]:
    """Yield the findings of lint about the stack, checked as a whole profile even if others extend it."""
    active = context.active
    name = "" if active.is_directory_file else active.stack
    findings = run_rules(build_subject(name, resolved, context.knowledge, today=read_today(), client=context.client))
    findings = [finding for finding in findings if finding.rule not in _ELSEWHERE]
    notes = sum(finding.severity == NOTE for finding in findings)
    for finding in findings:
        if finding.severity != NOTE or notes <= _MOST_NOTES:
            state = FAILED if finding.severity == ERROR else finding.severity
            what = f"{shorten_path(finding.path)}:{finding.line}: {escape_text(finding.what)}"
            yield Check(finding.rule, state, what, finding.hints[0] if finding.hints else "")
    if notes > _MOST_NOTES:
        command = "vxenv lint" if active.reason else f"vxenv lint {quote(active.stack)}"
        yield Check("notes", NOTE, f"{notes} notes from lint", command)
