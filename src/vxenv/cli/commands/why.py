"""why: which of all that says something of a variable wins."""

import os
import sys
from typing import NamedTuple

import click

from vxenv.activation.current import find_active, resolve_active, wanted
from vxenv.activation.search import logical_directory
from vxenv.activation.state import read_state
from vxenv.catalogue.environment import MAIN_MODEL
from vxenv.catalogue.variables import catalogue
from vxenv.claude.model_overrides import overrides
from vxenv.claude.precedence import main_model_id, restricted
from vxenv.claude.settings import Obeyed
from vxenv.claude.settings_paths import FLAG
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import own_text, say, style, value_text
from vxenv.errors import UsageError
from vxenv.paths import printable, shown
from vxenv.plans.conflicts import ignored_lines, obeyed_here
from vxenv.profiles.keys import known_key, variable_of
from vxenv.profiles.secret_reference import reference_text
from vxenv.similarity import guess

_SCOPES = {FLAG: "claude_wrapper"}


class Reason(NamedTuple):
    """One that says something: who, which value (None for unset), and where; `secret` is a reference in its place."""

    who: str
    value: str | None
    where: str
    secret: str = ""


@click.command(short_help="Which of profile, shell and Claude Code's settings decides about a variable.")
@click.argument("variable", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def why(variable: str | None, as_json: bool) -> None:
    """Show all that says something of VARIABLE, the winner first: what Claude Code, started here, goes by.

    VARIABLE may be a key of profiles. Without it, show who wins for each variable that the active profile sets.

    Claude Code's settings files beat the shell; of a profile, what is nearer beats what it extends.

    \b
    vxenv why CLOUD_ML_REGION
    vxenv why models.opus
    vxenv why
    """
    found = obeyed_here()
    if variable is None:
        _show_winners(found, as_json=as_json)
        return
    name = _variable(variable)
    chain = _chain(name, found)
    if name not in catalogue().by_name and not any(one.value or one.where for one in chain):
        close = guess(variable.upper(), catalogue().by_name, cutoff=0.5)
        close = guess(variable, catalogue().by_key) or close if variable.islower() else close
        hint = f"vxenv why {close}" if close else "vxenv diff @shell @claude --all"
        what = f"nothing here sets {printable(name)}, and vxenv does not know it"
        raise UsageError(what, hint=hint, typed=variable, meant=close)
    asked = wanted(logical_directory(), os.environ)
    refused = [f"not applied: {asked.request()}: {asked.explain()}"] if asked.trouble else []
    notes = [*refused, *_notes(name, found), *ignored_lines(found)]
    if as_json:
        rows = [{"who": one.who, "value": _json(name, one.value), "where": one.where, **_secret(one)} for one in chain]
        value = _json(name, found.value(name, os.environ))
        print_json({"name": name, "value": value, "chain": rows, "notes": notes})
        return
    lines = table(([one.who, _text(name, one), one.where] for one in chain), places=(2,))
    page(style(lines[0], sys.stdout, bold=True), *lines[1:])
    say(*notes)


def _variable(word: str) -> str:
    """Return the variable that `word` names, or the key that sets it."""
    key = known_key(word)
    return variable_of(key) if key and len(key) > 1 else word


def _chain(name: str, found: Obeyed) -> list[Reason]:
    return [*_files(name, found), *_shell(name), *_profiles(name)]


def _show_winners(found: Obeyed, *, as_json: bool) -> None:
    """Show who wins of each variable that the active profile sets. Raises UsageError."""
    stack, resolved = resolve_active()
    names = [name for name in resolved.values() if name not in resolved.clears]
    winners = {name: _chain(name, found)[0] for name in names}
    if as_json:
        rows = [{"name": name, "who": one.who, "value": _json(name, one.value), "where": one.where, **_secret(one)}
                for name, one in winners.items()]  # fmt: skip
        print_json({"profile": stack, "variables": rows})
    else:
        page(*table([name, _text(name, one), one.who, one.where] for name, one in winners.items()))


def _text(name: str, one: Reason) -> str:
    return reference_text(one.secret) if one.secret else value_text(name, one.value)


def _secret(one: Reason) -> dict[str, str]:
    return {"secret": one.secret} if one.secret else {}


def _json(name: str, value: str | None) -> str | None:
    return None if value is None else value_text(name, value)


def _files(name: str, found: Obeyed) -> list[Reason]:
    return [
        Reason(_SCOPES.get(one.scope, f"{one.scope} settings"), one.value, f"{shown(one.path)}:{one.line}")
        for one in found.said(name, os.environ)
    ]


def _shell(name: str) -> list[Reason]:
    """Return what this shell holds, and whose doing that is."""
    state = read_state(os.environ)
    value = os.environ.get(name)
    change = next((change for change in state.changes if change.name == name), None)
    if change is None:
        return [Reason("this shell", value, "")]
    before = [Reason("before", change.before, "comes back when the profile goes")] if change.before is not None else []
    if change.by_hand(os.environ):
        return [Reason("this shell", value, "changed by hand"), *before]
    return [Reason("this shell", value, f"by {printable(state.profile)}"), *before]


def _profiles(name: str) -> list[Reason]:
    """Return what the active stack says, the documents that win first."""
    resolved = find_active()
    if resolved is None:
        return []
    rows = []
    for document in reversed(resolved.documents):
        setting = document.settings.get(name)
        if setting:
            rows.append(Reason(document.name, setting.value, setting.origin(), setting.secret))
    if not rows and name in resolved.values():
        value = resolved.values()[name]
        rows.append(Reason("the profile", value, "(every profile)" if value else "(closed: no profile here sets it)"))
    return rows


def _notes(name: str, found: Obeyed) -> list[str]:
    """Return what else decides about the model that `name` asks for."""
    notes = [
        f"modelOverrides in {shown(one.said.path)}:{one.said.line} sends {own_text(one.said.value)} for {one.name}"
        for one in overrides(found, os.environ)
        if one.slot.origin == name or (name == MAIN_MODEL and one.slot.name == "main")
    ]
    if name != MAIN_MODEL:
        return list(dict.fromkeys(notes))
    model = found.model(os.environ)
    if model:
        instead = main_model_id(found.environment(os.environ))
        beats = f", not {instead}" if instead and instead != main_model_id(found.told(os.environ)) else ""
        notes.append(f"model = {own_text(model.value)} in {shown(model.path)}:{model.line} decides{beats}")
    limits = restricted(found, os.environ)
    if limits:
        place, instead = shown(limits.said.path), own_text(limits.said.value)
        notes.append(f"availableModels in {place}:{limits.said.line} has no room for it: {instead} is taken")
    return notes
