"""Render the status of a shell as text and as JSON."""

import sys
from typing import TYPE_CHECKING, Any

from vxenv.activation.allowed_file import AllowedFileSearch
from vxenv.activation.current import Current, Selection
from vxenv.activation.plan_keys import USE
from vxenv.catalogue.environment import LOCATION, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.finding import SEVERITIES, Finding
from vxenv.checks.status import Status
from vxenv.claude.precedence import Conflict, render_refusal
from vxenv.cli.output.envelope import redact_value
from vxenv.cli.output.findings import SEVERITY_COLOURS, describe_finding
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import render_value, style
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.names import render_stack
from vxenv.profiles.policy_files import PolicyFile
from vxenv.profiles.summary import find_main_model

if TYPE_CHECKING:
    from vxenv.usage.budget_state import BudgetState


def describe_status(status: Status) -> dict[str, Any]:
    """Return `status` as JSON."""
    current, values = status.current, status.values
    file = current.search.file
    return {
        "profile": current.stack or None,
        "reason": current.reason or None,
        "not_applied": _describe_trouble(current.selection),
        "previous": current.state.last or None,
        "project": redact_value(values.get(PROJECT)),
        "location": redact_value(values.get(LOCATION)),
        "model": redact_value(find_main_model(values)),
        "main_location": redact_value(status.main_location or values.get(LOCATION)),
        "protected": current.resolved.protected if current.resolved else False,
        "budgets": _describe_budgets(status),
        "findings": [describe_finding(finding) for finding in status.findings],
        "state_whole": current.state.whole,
        "changed_by_hand": [
            {
                "name": change.name,
                "given": _redact_variable(change.name, change.given),
                "now": _redact_variable(change.name, current.environment.get(change.name)),
            }
            for change in status.changed
        ],
        "directory": {
            "file": file.path if file else None,
            "allowed_through": file.inherited.main if file and file.inherited else None,
            "asks": list(current.directory_names),
            "not_allowed": [refused.path for refused in current.search.refused],
        },
        "default": list(current.config.default),
        "policies": [{"file": file.path, "source": file.source or None} for file in status.policies],
        "claude": [_describe_conflict(conflict) for conflict in status.conflicts],
        "claude_ignores": [
            {"file": ignored.path, "why": why}
            for ignored in status.settings.files
            for why in filter(None, (ignored.trouble, *ignored.ignored))
        ],
        "claude_refuses_to_start": bool(render_refusal(status.settings)),
    }


def _describe_budgets(status: Status) -> list[dict[str, Any]]:
    if not status.budgets:
        return []
    from vxenv.cli.output.usage_budgets import describe_budgets

    return describe_budgets(status.budgets)


def _describe_trouble(selection: Selection) -> dict[str, Any] | None:
    if selection.trouble is None:
        return None
    return {
        "stack": selection.stack or None,
        "reason": selection.reason or None,
        "error": selection.explain(),
        "hint": redact_text(selection.trouble.hint) or None,
    }


def _describe_conflict(conflict: Conflict) -> dict[str, Any]:
    return {
        "name": conflict.name,
        "key": conflict.key,
        "shell": _redact_variable(conflict.name, conflict.wanted),
        "obeyed": _redact_variable(conflict.name, conflict.said.value),
        "scope": conflict.said.scope,
        "file": conflict.said.path,
        "line": conflict.said.line,
    }


def _redact_variable(name: str, value: str | None) -> str | None:
    return None if value is None else render_value(name, value)


def render_status(status: Status) -> list[str]:
    """Return `status` as a table, and a line for each variable that was changed manually."""
    current, selection = status.current, status.current.selection
    stack = escape_text(current.stack)
    rows = [
        ["profile", style(stack, sys.stdout, fg="green", bold=True) if stack else "none"],
        ["reason", _render_reason(current)],
    ]
    if selection.trouble:
        rows.append(["error", f"cannot apply {selection.describe() or 'config.toml'}: {selection.explain()}"])
    rows += _list_facts(status)
    rows += _list_requests(current)
    rows += [["policy", f"{shorten_path(file.path)}{_describe_policy(file)}"] for file in status.policies]
    last = current.state.last
    if last and last not in (current.stack, current.pin):
        rows.append(["previous", f"{escape_text(last)}  (vxenv use -)"])
    lines = render_table(rows)
    for change in status.changed:
        given = render_value(change.name, change.given)
        value = render_value(change.name, current.environment.get(change.name))
        lines.append(f"{style('changed manually:', sys.stdout, fg='yellow')} {change.name}  {given} → {value}")
    return lines


def _describe_policy(file: PolicyFile) -> str:
    if file.ignored:
        return "  (ignored: vxenv doctor)"
    if file.trouble:
        return "  (invalid: vxenv doctor)"
    from vxenv.profiles.breaches import list_applying

    return "" if list_applying([file]) else "  (does not apply today)"


def _list_facts(status: Status) -> list[list[str]]:
    """Return the rows about the resolved active stack."""
    values, resolved = status.values, status.current.resolved
    if resolved is None:
        return []
    model = redact_text(find_main_model(values) or "(unset)")
    if status.main_location:
        model = f"{model}  in {escape_text(status.main_location)}, set by [regions]"
    return [
        ["project", render_value(PROJECT, values.get(PROJECT) or None)],
        ["location", render_value(LOCATION, values.get(LOCATION) or None)],
        ["model", model],
        ["protected", style("yes", sys.stdout, fg="red", bold=True) if resolved.protected else "no"],
        ["lint", _count_findings(status.findings)],
        *(["budget", _render_budget(state)] for state in status.budgets),
    ]


def _render_budget(state: "BudgetState") -> str:
    """Return the costs of this month and a budget, in colour from 80 percent."""
    if not state.figures:
        return f"{state.render_budget()} a month, costs unknown  (vxenv usage)"
    colour = "red" if state.is_spent else "yellow" if state.is_near else "reset"
    text = f"{state.render_amounts()} this month, {state.percent}%"
    by = f'  ("{state.profile}", by {state.figures.day}, {state.figures.origin})'
    return (style(text, sys.stdout, fg=colour) if state.is_near else text) + by


def _list_requests(current: Current) -> list[list[str]]:
    """Return the rows about the directory file and the default."""
    search, selection = current.search, current.selection
    request = f"no {_describe_search(search)}.vxenv.toml"
    if search.file:
        names = current.directory_names
        is_broken = not names and selection.trouble and selection.reason == search.file.path
        clause = "is invalid" if is_broken else f"selects {render_stack(names)}" if names else "sets its own variables"
        inherited = search.file.inherited
        through = f", allowed through {shorten_path(inherited.main)}" if inherited else ""
        request = f"{shorten_path(search.file.path)} {clause}{through}"
    return [
        ["directory", request],
        *(["", f"{shorten_path(file.path)} is not allowed  (vxenv allow)"] for file in search.refused),
        *(["", f"{shorten_path(link)} is a symlink; not followed"] for link in search.links),
        ["default", render_stack(current.config.default) or "(unset)"],
    ]


def _describe_search(search: AllowedFileSearch) -> str:
    return "allowed " if search.refused or search.links else ""


def _render_reason(current: Current) -> str:
    unpin = "  (unpin: vxenv auto)"
    if not current.reason and current.selection.trouble:
        return f"the selected stack cannot be applied{unpin if current.selection.reason == USE else ''}"
    reasons = {
        "": f"no default and no {_describe_search(current.search)}directory file",
        "use": f"use, pinned in this shell{unpin}",
        "off": "off, in this shell  (resume: vxenv auto)",
        "default": "default",
    }
    return reasons.get(current.reason) or shorten_path(current.reason)


def _count_findings(findings: list[Finding]) -> str:
    """Return the number of errors, warnings and notes in colour, and the command that shows them."""
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    parts = [
        style(f"{count} {severity}{'' if count == 1 else 's'}", sys.stdout, fg=SEVERITY_COLOURS[severity])
        for severity, count in counts.items()
        if count
    ]
    return f"{', '.join(parts)}  (vxenv lint)" if parts else "no problems found"
