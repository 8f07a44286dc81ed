"""The active profile: which, why, whether it still holds, and what lint says of it."""

from collections.abc import Iterator
from shlex import quote

from vxenv.activation.plan_keys import OFF, USE
from vxenv.checks.advice import find_main_location, read_today
from vxenv.checks.doctor.active_stack import ActiveStack
from vxenv.checks.doctor.config import report_broken
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import ERROR, FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.lint.run import run_rules
from vxenv.checks.lint.subject import build_subject
from vxenv.claude.precedence import render_value
from vxenv.errors import quote_word
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.summary import render_summary
from vxenv.shells import hint_words

# Of these another group says more, for what is in force in the end.
_ELSEWHERE = (
    "missing-credentials", "readable-credentials", "config-dir-without-credentials", "other-provider", "unset-project",
    "key-sent-to-gateway", "unknown-to-client",
)  # fmt: skip
_MOST_NOTES = 2


def check_profile(context: Context) -> Iterator[Check]:
    """Yield what is to be said of the active stack."""
    active = context.active
    if not context.current.state.whole:
        yield Check(
            "undo", WARNING, "the undo record of this shell is damaged", hint_words.render_restart(context.shell)
        )
    for path in active.refused:
        yield Check(
            "directory", NOTE, f"{shorten_path(path)} is not allowed", f"vxenv allow {quote_word(shorten_path(path))}"
        )
    if active.trouble:
        yield report_broken("active", active.trouble)
    elif active.resolved is None:
        yield _report_none(active, hooked=bool(context.shell))
    else:
        location = find_main_location(active.resolved.list_values())
        why = shorten_path(active.reason) if active.is_directory_file else escape_text(active.reason)
        what = render_summary(active.stack, active.resolved, location) + (f"  ({why})" if why else "")
        yield Check("active", OK, what)
        if active.reason:
            yield from _check_values(context)
        yield from _check_findings(context, active.resolved)


def _report_none(active: ActiveStack, *, hooked: bool) -> Check:
    if not active.profiles:
        return Check("active", NOTE, "no profile is active here", "vxenv add first")
    if active.reason == OFF:
        return Check("active", NOTE, "no profile is active here: this shell is off", "vxenv auto")
    name = active.profiles[0]
    if not hooked:
        what = "no profile is active here, since no hook makes one so"
        return Check("active", NOTE, what, f"vxenv exec {name} -- claude")
    return Check("active", NOTE, "no profile is active here: nothing asked for one", f"vxenv use {name}")


def _check_values(context: Context) -> Iterator[Check]:
    """Yield whether variables were changed by hand."""
    active, environment = context.active, context.environment
    changed = [change for change in context.current.state.changes if change.is_by_hand(environment)]
    if not changed:
        return
    first = changed[0]
    values = f"{render_value(first.name, first.given)} → {render_value(first.name, environment.get(first.name))}"
    more = f", and {len(changed) - 1} more" if len(changed) > 1 else ""
    again = f"vxenv use {quote(active.stack)}" + ("" if active.reason == USE else "; vxenv auto")
    yield Check("values", WARNING, f"{escape_text(first.name)} was changed by hand: {values}{more}", again)


def _check_findings(context: Context, resolved: Resolved) -> Iterator[Check]:
    """Yield what lint says of the stack, which has to be whole even if others build on it."""
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
        yield Check("notes", NOTE, f"lint has {notes} notes", command)
