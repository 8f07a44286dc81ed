"""The command `why`."""

import os
import sys
from typing import NamedTuple

import click

from vxenv.activation.current import Current
from vxenv.catalogue.environment import EXTRA_BODY, MAIN_MODEL, RESOURCE_ATTRIBUTES
from vxenv.catalogue.variables import load_variables
from vxenv.claude.model_overrides import find_overrides
from vxenv.claude.precedence import find_main_model_id, find_restriction, render_ignored
from vxenv.claude.settings import ClaudeSettings, read_for_shell
from vxenv.claude.settings_paths import FLAG
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import render_own_text, render_value, say, style
from vxenv.errors import UsageError
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.additions import LABELS, is_addition_name, read_additions
from vxenv.profiles.keys import find_key, find_variable
from vxenv.profiles.secret_reference import describe_reference
from vxenv.similarity import guess

_SCOPES = {FLAG: "claude_wrapper"}


class Reason(NamedTuple):
    """A source of a variable."""

    # The name of the source: "project settings", "this shell", a profile.
    who: str
    # The value; None for unset.
    value: str | None
    # ``file:line`` or a remark; "" for nothing.
    where: str
    # The reference to a secret in place of a value; "" for none.
    secret: str = ""


@click.command(short_help="Show every source of a variable's value.")
@click.argument("variable", required=False)
@click.option("--json", "as_json", is_flag=True, help="Output JSON.")
def why(variable: str | None, as_json: bool) -> None:
    """Show every source of VARIABLE, the effective one first.

    VARIABLE may be a key of profiles. Without it, show the effective source of each variable in the active profile.

    Claude Code's settings files override the shell. A profile overrides the profiles that it extends.

    \b
    vxenv why CLOUD_ML_REGION
    vxenv why models.opus
    vxenv why
    """
    settings, current = read_for_shell(), Current()
    if variable is None:
        _show_winners(settings, current, as_json=as_json)
        return
    name = _find_variable(variable)
    chain = _list_reasons(name, settings, current)
    if name not in load_variables().by_name and not any(reason.value or reason.where for reason in chain):
        close = guess(variable.upper(), load_variables().by_name, cutoff=0.5)
        close = guess(variable, load_variables().by_key) or close if variable.islower() else close
        hint = f"vxenv why {close}" if close else "vxenv diff @shell @claude --all"
        what = f'unknown variable "{escape_text(name)}"; nothing sets it'
        raise UsageError(what, hint=hint, typed=variable, meant=close)
    selection = current.selection
    refused = [f"not applied: {selection.describe()}: {selection.explain()}"] if selection.trouble else []
    notes = [*refused, *_list_notes(name, settings), *render_ignored(settings)]
    if as_json:
        rows = [
            {"who": each.who, "value": _redact(name, each.value), "where": each.where, **_describe_secret(each)}
            for each in chain
        ]
        value = _redact(name, settings.find_value(name, os.environ))
        print_json({"name": name, "value": value, "chain": rows, "notes": notes})
        return
    lines = render_table(([each.who, _render_value(name, each), each.where] for each in chain), places=(2,))
    page(style(lines[0], sys.stdout, bold=True), *lines[1:])
    say(*notes)


def _find_variable(text: str) -> str:
    """Return the variable `text`, or the one that the key `text` sets."""
    key = find_key(text)
    return find_variable(key) if key and len(key) > 1 else text


def _list_reasons(name: str, settings: ClaudeSettings, current: Current) -> list[Reason]:
    """Return the sources of the variable `name`, the effective one first."""
    if is_addition_name(name):
        return _list_addition_reasons(name, settings, current)
    files = [
        Reason(_SCOPES.get(each.scope, f"{each.scope} settings"), each.value, f"{shorten_path(each.path)}:{each.line}")
        for each in settings.list_values(name, os.environ)
    ]
    return [*files, *_read_shell(name, current), *_read_profiles(name, current)]


def _list_addition_reasons(name: str, settings: ClaudeSettings, current: Current) -> list[Reason]:
    """Return the sources of the label or key of telemetry `name`, the effective one first."""
    variable = EXTRA_BODY if name.startswith(LABELS) else RESOURCE_ATTRIBUTES
    rows = [
        row._replace(value=read_additions({variable: row.value}).get(name))
        for row in _list_reasons(variable, settings, current)
    ]
    documents = reversed(current.resolved.documents if current.resolved else ())
    own = ((document.name, document.additions[name]) for document in documents if name in document.additions)
    profiles = [Reason(who, each.value, each.find_origin()) for who, each in own]
    return [*(row for row in rows if row.value is not None and row.who not in _list_names(current)), *profiles]


def _list_names(current: Current) -> set[str]:
    return {document.name for document in current.resolved.documents} if current.resolved else set()


def _show_winners(settings: ClaudeSettings, current: Current, *, as_json: bool) -> None:
    """Show the effective source of each variable that the active profile sets. Raises UsageError."""
    resolved = current.require()
    names = [name for name in resolved.list_values(current.base) if name not in resolved.clears]
    winners = {name: _list_reasons(name, settings, current)[0] for name in names}
    if as_json:
        rows = [
            {
                "name": name,
                "who": winner.who,
                "value": _redact(name, winner.value),
                "where": winner.where,
                **_describe_secret(winner),
            }
            for name, winner in winners.items()
        ]
        print_json({"profile": current.stack, "variables": rows})
    else:
        page(*render_table([name, _render_value(name, each), each.who, each.where] for name, each in winners.items()))


def _render_value(name: str, reason: Reason) -> str:
    return describe_reference(reason.secret) if reason.secret else render_value(name, reason.value)


def _describe_secret(reason: Reason) -> dict[str, str]:
    return {"secret": reason.secret} if reason.secret else {}


def _redact(name: str, value: str | None) -> str | None:
    return None if value is None else render_value(name, value)


def _read_shell(name: str, current: Current) -> list[Reason]:
    """Return the value in this shell with its origin, and the value before the profile."""
    value = os.environ.get(name)
    change = next((change for change in current.state.changes if change.name == name), None)
    if change is None:
        return [Reason("this shell", value, "")]
    is_new = change.before is None
    before = [] if is_new else [Reason("before", change.before, "restored when the profile is deactivated")]
    if change.is_by_hand(os.environ):
        return [Reason("this shell", value, "changed manually"), *before]
    return [Reason("this shell", value, f"set by {escape_text(current.stack)}"), *before]


def _read_profiles(name: str, current: Current) -> list[Reason]:
    """Return the values in the documents of the active stack, the effective one first."""
    resolved = current.resolved
    if resolved is None:
        return []
    settings = ((document.name, document.settings.get(name)) for document in reversed(resolved.documents))
    rows = [Reason(who, each.value, each.find_origin(), each.secret) for who, each in settings if each]
    values = resolved.list_values(current.base)
    merged = resolved.find_setting(name)
    if not rows and merged and name in values:
        owner = next(document.name for document in resolved.documents if document.path == merged.path)
        return [Reason(owner, values[name], merged.find_origin())]
    if not rows and name in values:
        origin = "(every profile)" if values[name] else "(closed: not set by the active profile)"
        rows.append(Reason("the profile", values[name], origin))
    return rows


def _list_notes(name: str, settings: ClaudeSettings) -> list[str]:
    """Return notes on settings that replace the model in `name`."""
    notes = [
        f"{shorten_path(each.said.path)}:{each.said.line} replaces {each.name} "
        f"with {render_own_text(each.said.value)} (modelOverrides)"
        for each in find_overrides(settings, os.environ)
        if each.slot.origin == name or (name == MAIN_MODEL and each.slot.name == "main")
    ]
    if name != MAIN_MODEL:
        return list(dict.fromkeys(notes))
    model = settings.find_model(os.environ)
    if model:
        instead = find_main_model_id(settings.apply_env(os.environ))
        is_other = instead and instead != find_main_model_id(settings.list_decisive(os.environ))
        notes.append(
            f"{shorten_path(model.path)}:{model.line} selects model {render_own_text(model.value)}"
            f"{f', not {instead}' if is_other else ''}"
        )
    limits = find_restriction(settings, os.environ)
    if limits:
        place, instead = shorten_path(limits.said.path), render_own_text(limits.said.value)
        notes.append(
            f"{place}:{limits.said.line} does not allow this model (availableModels): Claude Code will use {instead}"
        )
    return notes
