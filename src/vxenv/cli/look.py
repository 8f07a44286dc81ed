"""list, show, diff, status: what there is, and what is in force."""

import json
import os
import sys
from typing import Any

import click

from vxenv.activation.keys import DEFAULT, USE
from vxenv.activation.plan import governing, main_model
from vxenv.activation.settings import read_settings
from vxenv.activation.state import read_pin
from vxenv.activation.walking import logical_directory
from vxenv.activation.wanted import Wanted, wanted
from vxenv.checks import typed
from vxenv.checks.findings import NOTE, SEVERITIES, Finding
from vxenv.claude.winning import Defeat, in_shell
from vxenv.cli.active import find_active, resolve_active
from vxenv.cli.advising import find_main_location, summarize
from vxenv.cli.columns import table
from vxenv.cli.hooked import calling_shell, environment
from vxenv.cli.invocation import repeat_command
from vxenv.cli.obeying import help_against, ignored_lines, obeyed_here, refusal_lines
from vxenv.cli.operands import Side, active_side, side
from vxenv.cli.pager import page
from vxenv.cli.text import data, describe_error, highlight, own_text, report, say, style, value_text
from vxenv.domain.secrets import redact_text
from vxenv.domain.slots import PLAN_MODE, is_plan_mode_split
from vxenv.domain.variables import catalogue
from vxenv.errors import UsageError, VxenvError, render_hints
from vxenv.paths import printable, shown
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import LOCATION, PROJECT, resolve
from vxenv.profiles.secret_reference import reference_text
from vxenv.profiles.store import Store, profile_names

_DIFFER = 1
_TITLES = ("", "PROJECT", "LOCATION", "MODEL", "DESCRIPTION")
_MARKS = (("*", "active"), ("=", "directory"), ("d", "default"))
_CHANGES = {"add": "green", "unset": "red", "change": "yellow", "same": "reset"}


@click.command("list", short_help="List the profiles.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(as_json: bool) -> None:
    """List the profiles: name, project, location, main model, description.

    Marks: * active here, on a terminal before the name; = asked for by this directory; d the default; ! protected.

    \b
    vxenv list
    vxenv list --json | jq -r '.profiles[].name'
    """
    store = Store()
    rows = []
    active = _names(os.environ.get("VXENV_PROFILE", ""))
    directory = _directory_names()
    default = read_settings().default
    for name in profile_names():
        asked = {"active": name in active, "directory": name in directory, "default": name in default}
        rows.append(_row(name, asked, store))
    if as_json:
        page(json.dumps({"version": 1, "profiles": rows}, indent=2))
    elif not rows:
        say("no profiles yet", "hint: vxenv try")
    elif sys.stdout.isatty():
        head, *lines = table(map(_cells_on_terminal, rows), ["  NAME", *_TITLES])
        page(style(head, sys.stdout, bold=True), *lines)
    else:
        page(*table([row["name"], row["marks"] + _guard(row), *_facts(row)] for row in rows))


def _facts(row: dict[str, Any]) -> list[str]:
    return [printable(row[key] or "-") for key in ("project", "location", "model", "description")]


def _guard(row: dict[str, Any]) -> str:
    return "!" if row["protected"] else ""


def _cells_on_terminal(row: dict[str, Any]) -> list[str]:
    """Return the cells of a profile, the active one marked in front as git marks a branch."""
    name = f"* {row['name']}" if row["active"] else f"  {row['name']}"
    *facts, description = _facts(row)
    return [
        style(name, sys.stdout, fg="green", bold=True) if row["active"] else name,
        row["marks"].replace("*", "") + style(_guard(row), sys.stdout, fg="red", bold=True),
        *facts,
        style(description, sys.stdout, fg="red") if row["error"] else description,
    ]


def _names(stack: str) -> tuple[str, ...]:
    try:
        return stack_names([stack]) if stack else ()
    except VxenvError:
        return ()


def _directory_names() -> tuple[str, ...]:
    file = governing(logical_directory(), read_settings()).file
    try:
        return file.document().names if file else ()
    except VxenvError:
        return ()


def _row(name: str, asked: dict[str, bool], store: Store) -> dict[str, Any]:
    """Return a profile as a row of JSON; `asked` says whether it is active, the directory's or the default."""
    row: dict[str, Any] = {"name": name, "marks": "".join(mark for mark, key in _MARKS if asked[key]), **asked}
    try:
        resolved = resolve([name], store)
    except VxenvError as error:
        return row | {
            "project": None,
            "location": None,
            "model": None,
            "description": describe_error(error),
            "protected": False,
            "error": redact_text(str(error)),
        }
    values = resolved.values()
    return row | {
        "project": _plain(values.get(PROJECT)),
        "location": _plain(values.get(LOCATION)),
        "model": _plain(main_model(values)),
        "description": redact_text(resolved.documents[-1].description),
        "protected": resolved.protected,
        "error": None,
    }


@click.command(short_help="Show what a profile sets and unsets, and where that is written.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.option("--all", "everything", is_flag=True, help="Also the closed variables that it merely unsets.")
@click.option("--resolved", "by_slot", is_flag=True, help="Which model Claude Code asks for in each role, and where.")
@click.option("--client", metavar="VERSION", default="", help="With --resolved: for this Claude Code.")
def show(names: tuple[str, ...], *, as_json: bool, everything: bool, by_slot: bool, client: str) -> None:
    """Show the variables of the profiles NAME..., laid on each other, each with its origin.

    Without NAME, show those of what is active here.

    \b
    vxenv show
    vxenv show prod-global
    vxenv show prod-global opus --all     also what is merely unset
    vxenv show prod-global --resolved     which model each slot gets, and where
    """
    if names:
        stack = stack_names(names)
        word, resolved = stack_text(stack), resolve(stack, Store())
    else:
        word, resolved = resolve_active()
        stack = _names(word)
    if client and not by_slot:
        raise UsageError("--client is for --resolved", hint=repeat_command("--resolved"))
    if by_slot:
        from vxenv.cli.roles import show_roles

        show_roles(word, resolved, client, as_json=as_json)
        return
    one = Side(word, resolved.values(), resolved)
    shown_names = [name for name in resolved.values() if everything or name not in resolved.clears]
    if as_json:
        rows = [_json_value(one, name) for name in resolved.values()]
        page(
            json.dumps(
                {"version": 1, "stack": list(stack), "protected": resolved.protected, "variables": rows}, indent=2
            )
        )
        return
    description = resolved.documents[-1].description
    if description:
        say(own_text(description))
    if resolved.protected:
        say(style("protected", sys.stderr, fg="red", bold=True))
    page(*table(([name, _text(one, name), one.origin(name)] for name in shown_names), places=(2,)))
    if is_plan_mode_split(resolved.values()):
        say(f"note: {PLAN_MODE}")
    hidden = len(resolved.values()) - len(shown_names)
    if hidden:
        say(f"and unsets {hidden} others if they are set  (vxenv show --all{f' {word}' if names else ''})")


def _plain(value: str | None) -> str | None:
    return None if value is None else redact_text(value)


def _json_value(one: Side, name: str) -> dict[str, Any]:
    value = one.value(name)
    row = {"name": name, "value": None if value is None else value_text(name, value), "origin": one.origin(name)}
    return row | ({"secret": one.secret(name)} if one.secret(name) else {})


def _text(one: Side, name: str) -> str:
    reference = one.secret(name)
    return reference_text(reference) if reference else one.text(name)


@click.command(short_help="Compare two profiles, or one with this shell or directory.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--all", "everything", is_flag=True, help="Also what is the same on both sides.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if they differ.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def diff(a: str | None, b: str | None, everything: bool, exit_code: bool, as_json: bool) -> None:
    """Compare A with B: each a stack, @shell, @claude, @dir, or the path of a TOML file.

    Without B, compare what is active here with A; without either, with @shell, which shows what was changed by hand.

    @claude is what Claude Code would see if it were started here: its settings files beat the shell.

    \b
    vxenv diff prod-global eu-client
    vxenv diff eu-client             what is active, and eu-client
    vxenv diff @shell @dir           what the directory here would change
    """
    if a is None or b is None:
        left, right = active_side(), side(a or "@shell")
    else:
        left, right = side(a), side(b)
    names = sorted((left.values or {}).keys() | (right.values or {}).keys())
    if left.values is None and right.values is None:
        files = [file for one in (left, right) if one.obeyed for file in one.obeyed.files]
        names = sorted({*catalogue().by_name, *(name for file in files for name in file.env)})
    differing = [name for name in names if _differs(left, right, name)]
    rows = names if everything else differing
    if as_json:
        page(
            json.dumps(
                {
                    "version": 1,
                    "a": left.title,
                    "b": right.title,
                    "rows": [_json_row(left, right, name) for name in rows],
                },
                indent=2,
            )
        )
    elif rows:
        cells = [_compare(left, right, name) for name in rows]
        if sys.stdout.isatty():
            head, *lines = table(cells, ["VARIABLE", left.title, right.title, "FROM"], places=(3,))
            page(style(head, sys.stdout, bold=True), *lines)
        else:
            page(*table(cells))
    elif not everything:
        say("no difference")
    if exit_code and differing:
        sys.exit(_DIFFER)


def _differs(left: Side, right: Side, name: str) -> bool:
    return left.value(name) != right.value(name) or left.secret(name) != right.secret(name)


def _change(left: Side, right: Side, name: str) -> str:
    """Return what becomes of variable `name` from one side to the other: same, add, unset or change."""
    old, new = (reference_text(one.secret(name)) if one.secret(name) else one.value(name) for one in (left, right))
    return "same" if old == new else "add" if old is None else "unset" if new is None else "change"


def _compare(left: Side, right: Side, name: str) -> list[str]:
    """Return a row of the table, in the colours of a diff."""
    change = _change(left, right, name)
    old, new = _text(left, name), _text(right, name)
    if change in ("unset", "change"):
        old = style(old, sys.stdout, fg="red")
    if change in ("add", "change"):
        new = style(new, sys.stdout, fg="green")
    origin = right.origin(name) or left.origin(name)
    return [name if change == "same" else style(name, sys.stdout, fg=_CHANGES[change]), old, new, origin]


def _json_row(left: Side, right: Side, name: str) -> dict[str, Any]:
    values = [reference_text(one.secret(name)) if one.secret(name) else one.value(name) for one in (left, right)]
    texts = [None if value is None else _text(one, name) for one, value in zip((left, right), values, strict=True)]
    return {
        "name": name,
        "change": _change(left, right, name),
        "a": texts[0],
        "b": texts[1],
        "origin_a": left.origin(name),
        "origin_b": right.origin(name),
    }


@click.command(short_help="What is active here, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def status(as_json: bool) -> None:
    """Show what is active in this shell and why, where it leads, what lint finds in it, and what was changed by hand.

    \b
    vxenv status
    vxenv status --json | jq -r .profile
    """
    from vxenv.cli.checking import examine_active
    from vxenv.cli.reports import describe_finding

    now, state, _ = environment()
    settings = read_settings()
    met = governing(logical_directory(), settings)
    by_hand = [change for change in state.changes if change.by_hand(now)]
    asks = _directory_names()
    found = obeyed_here()
    beaten = in_shell(found, now, [change.name for change in state.changes])
    resolved = find_active()
    values = resolved.values() if resolved else {}
    findings = examine_active(resolved, state.profile) if resolved else []
    main_location = find_main_location(values) if resolved else ""
    asked = wanted(logical_directory(), now)
    if as_json:
        page(
            json.dumps(
                {
                    "version": 1,
                    "profile": state.profile or None,
                    "reason": state.reason or None,
                    "not_applied": _not_applied(asked),
                    "previous": state.last or None,
                    "project": _plain(values.get(PROJECT)),
                    "location": _plain(values.get(LOCATION)),
                    "model": _plain(main_model(values)),
                    "main_location": _plain(main_location or values.get(LOCATION)),
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
                },
                indent=2,
            )
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
        say("the undo record of this shell is damaged", f"hint: {typed.again(calling_shell())}")


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
    from vxenv.cli.reports import SEVERITY_COLOURS

    counts = {severity: sum(one.severity == severity for one in findings) for severity in SEVERITIES}
    parts = [
        style(f"{count} {severity}{'' if count == 1 else 's'}", sys.stdout, fg=SEVERITY_COLOURS[severity])
        for severity, count in counts.items()
        if count
    ]
    return f"{', '.join(parts)}  (vxenv lint)" if parts else "nothing found"
