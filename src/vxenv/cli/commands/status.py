"""The command `status`."""

import sys
from typing import Any

import click

from vxenv.activation.allowed_file import governing
from vxenv.activation.caller import calling_shell
from vxenv.activation.current import Wanted, directory_names, find_active, wanted
from vxenv.activation.plan_keys import DEFAULT, USE
from vxenv.activation.search import logical_directory
from vxenv.activation.state import read_pin
from vxenv.catalogue.environment import LOCATION, PROJECT
from vxenv.catalogue.secrets import redact_text
from vxenv.checks.advice import find_main_location, summarize
from vxenv.checks.finding import NOTE, SEVERITIES, Finding
from vxenv.claude.precedence import Defeat, in_shell
from vxenv.cli.calling_shell import environment
from vxenv.cli.output.envelope import print_json, redact_value
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import data, highlight, report, say, style, value_text
from vxenv.config import read_settings
from vxenv.errors import render_hints
from vxenv.paths import printable, shown
from vxenv.plans.conflicts import help_against, ignored_lines, obeyed_here, refusal_lines
from vxenv.profiles.names import stack_text
from vxenv.profiles.summary import main_model
from vxenv.shells import hint_words


@click.command(short_help="What is active here, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> None:
    """Show what is active in this shell and why, where it leads, what lint finds in it, and what was changed by hand.

    \b
    vxenv status
    vxenv status --json | jq -r .profile
    """
    from vxenv.checks.lint.request import examine_active
    from vxenv.cli.output.findings import describe_finding

    now, state, _ = environment()
    settings = read_settings()
    met = governing(logical_directory(), settings)
    by_hand = [change for change in state.changes if change.by_hand(now)]
    asks = directory_names()
    found = obeyed_here()
    beaten = in_shell(found, now, [change.name for change in state.changes])
    resolved = find_active()
    values = resolved.values() if resolved else {}
    findings = examine_active(resolved, state.profile) if resolved else []
    main_location = find_main_location(values) if resolved else ""
    asked = wanted(logical_directory(), now)
    if as_json:
        print_json(
            {
                "profile": state.profile or None,
                "reason": state.reason or None,
                "not_applied": _not_applied(asked),
                "previous": state.last or None,
                "project": redact_value(values.get(PROJECT)),
                "location": redact_value(values.get(LOCATION)),
                "model": redact_value(main_model(values)),
                "main_location": redact_value(main_location or values.get(LOCATION)),
                "protected": resolved.protected if resolved else False,
                "findings": [describe_finding(one) for one in findings],
                "state_whole": state.whole,
                "changed_by_hand": [
                    {
                        "name": change.name,
                        "given": _hidden(change.name, change.given),
                        "now": _hidden(change.name, now.get(change.name)),
                    }
                    for change in by_hand
                ],
                "directory": {
                    "file": met.file.path if met.file else None,
                    "asks": list(asks),
                    "not_allowed": [file.path for file in met.refused],
                },
                "default": list(settings.default),
                "claude": [_defeat(one) for one in beaten],
                "claude_ignores": [
                    {"file": file.path, "why": why}
                    for file in found.files
                    for why in filter(None, (file.trouble, *file.ignored))
                ],
                "claude_refuses_to_start": bool(refusal_lines(found)),
            }
        )
        return
    rows = [["profile", printable(state.profile) or "none"], ["reason", _reason(state.reason, asked)]]
    rows += _error_rows(asked)
    if resolved:
        model = redact_text(main_model(values) or "(unset)")
        rows += [
            ["project", value_text(PROJECT, values.get(PROJECT) or None)],
            ["location", value_text(LOCATION, values.get(LOCATION) or None)],
            ["model", f"{model}  at {printable(main_location)}, by [regions]" if main_location else model],
            ["protected", style("yes", sys.stdout, fg="red", bold=True) if resolved.protected else "no"],
            ["lint", _count_findings(findings)],
        ]
    place = f"{shown(met.file.path)} {_request(asks, met.file.path, asked)}" if met.file else "asks for nothing"
    rows.append(["directory", place])
    rows += [["", f"{shown(file.path)} is not allowed  (vxenv allow)"] for file in met.refused]
    rows += [["", f"{shown(link)} is a symlink, and not followed"] for link in met.links]
    rows.append(["default", stack_text(settings.default) or "none"])
    if state.last and state.last not in (state.profile, read_pin(now)):
        rows.append(["before", f"{printable(state.last)}  (vxenv use -)"])
    if state.profile:
        rows[0][1] = style(rows[0][1], sys.stdout, fg="green", bold=True)
    lines = table(rows)
    for change in by_hand:
        given, value = value_text(change.name, change.given), value_text(change.name, now.get(change.name))
        lines.append(f"{style('changed by hand:', sys.stdout, fg='yellow')} {change.name}  {given} → {value}")
    page(*lines)
    say(*_hints(asked))
    if resolved:
        report(*summarize("", [one for one in findings if one.severity != NOTE]))
    data(*(highlight(f"warning: {one.line()}", sys.stdout) for one in beaten))
    if beaten:
        say(f"hint: {help_against(beaten, state.profile if state.reason in (USE, DEFAULT) else '')}")
    data(*(highlight(f"warning: {line}", sys.stdout) for line in ignored_lines(found)))
    if not state.whole:
        say("the undo record of this shell is damaged", f"hint: {hint_words.again(calling_shell())}")


def _defeat(one: Defeat) -> dict[str, Any]:
    """Return a row of JSON."""
    return {
        "name": one.name,
        "key": one.key,
        "shell": _hidden(one.name, one.wanted),
        "obeyed": _hidden(one.name, one.said.value),
        "scope": one.said.scope,
        "file": one.said.path,
        "line": one.said.line,
    }


def _hidden(name: str, value: str | None) -> str | None:
    return None if value is None else value_text(name, value)


def _error_rows(asked: Wanted) -> list[list[str]]:
    """Return the row that says why what is asked for cannot be applied, none where it can."""
    return [["error", f"{asked.request()} cannot be applied: {asked.explain()}"]] if asked.trouble else []


def _hints(asked: Wanted) -> list[str]:
    return render_hints(asked.trouble.hint) if asked.trouble else []


def _not_applied(asked: Wanted) -> dict[str, Any] | None:
    """Return the row of JSON for what is asked for and cannot be applied, None for nothing."""
    if asked.trouble is None:
        return None
    hint = redact_text(asked.trouble.hint) or None
    return {"stack": asked.stack or None, "reason": asked.reason or None, "error": asked.explain(), "hint": hint}


def _request(names: tuple[str, ...], path: str, asked: Wanted) -> str:
    """Return the clause that says what the directory file at `path`, which names `names`, asks for."""
    if not names and asked.trouble and asked.reason == path:
        return "cannot be used"
    return f"asks for {stack_text(names) or 'variables of its own'}"


def _reason(reason: str, asked: Wanted) -> str:
    if not reason and asked.trouble:
        unpin = "  (vxenv auto lets directories decide)" if asked.reason == USE else ""
        return f"nothing is applied{unpin}"
    words = {
        "": "nothing asked for one",
        "use": "use, in this shell  (vxenv auto lets directories decide)",
        "off": "off, in this shell  (vxenv auto lets directories decide)",
        "default": "default",
    }
    return words.get(reason) or shown(reason)


def _count_findings(findings: list[Finding]) -> str:
    """Return how many errors, warnings and notes lint has, each in its colour, and the command that shows them."""
    from vxenv.cli.output.findings import SEVERITY_COLOURS

    counts = {severity: sum(one.severity == severity for one in findings) for severity in SEVERITIES}
    parts = [
        style(f"{count} {severity}{'' if count == 1 else 's'}", sys.stdout, fg=SEVERITY_COLOURS[severity])
        for severity, count in counts.items()
        if count
    ]
    return f"{', '.join(parts)}  (vxenv lint)" if parts else "nothing found"
