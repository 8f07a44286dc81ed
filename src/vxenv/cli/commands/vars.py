"""The command `vars`."""

from typing import Any

import click

from vxenv.catalogue.classes import ASK, REFUSE, SET, WARN, classify
from vxenv.catalogue.classes import UNKNOWN as UNCLASSED
from vxenv.catalogue.type_docs import describe_type
from vxenv.catalogue.value_types import ENVIRONMENT_NAME
from vxenv.catalogue.variables import Variable, load_variables
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.errors import UsageError
from vxenv.paths import escape_text
from vxenv.similarity import guess

# Effects of an active profile on a variable that it does not set.
_CLEARED = {
    "always": "unset by every active profile that does not set it",
    "skip_auth": "unset by profiles with vertex.skip_auth, since it would be sent to the gateway",
    "never": "unchanged by profiles that do not set it",
}
# Permissions of a profile or a directory file to set a variable, in a word.
_MAY = {SET: "yes", ASK: "after confirmation", WARN: "with a warning", REFUSE: "no"}


@click.command("vars", short_help="List known variables, their keys and their effects.")
@click.argument("name", required=False)
@JSON_OPTION
def vars_(name: str | None, as_json: bool) -> None:
    """List known variables, their keys and their effects.

    With NAME, a variable or a key, shows its details. Any other variable has a class, which limits who may set it:
    docs/reference/variable-classes.md.

    \b
    vxenv vars
    vxenv vars CLOUD_ML_REGION
    vxenv vars models.opus
    vxenv vars LD_PRELOAD
    """
    variables = list(load_variables().variables) if name is None else [_find_variable(name)]
    if as_json:
        print_json({"date": load_variables().date, "variables": [_describe(variable) for variable in variables]})
    elif name is None:
        page(
            *render_table(
                [variable.name, variable.key or f"env.{variable.name}", variable.doc] for variable in variables
            )
        )
    else:
        page(*_render(variables[0]))


def _find_variable(name: str) -> Variable:
    """Return the variable `name`, or the one that the key `name` sets; it may have only a class."""
    known = load_variables()
    variable = known.by_name.get(name) or known.by_key.get(name) or known.by_name.get(name.removeprefix("env."))
    if variable:
        return variable
    if ENVIRONMENT_NAME.fullmatch(name) and classify(name).name != UNCLASSED:
        return Variable(name, "", "text", "env", "never", classify(name).effect.replace("{value}", "its value"), "")
    close = guess(name, [*known.by_name, *known.by_key], cutoff=0.5)
    raise UsageError(f'unknown variable or key "{escape_text(name)}"', hint=f"vxenv vars {close}".rstrip())


def _describe(variable: Variable) -> dict[str, Any]:
    """Return `variable` as a row of JSON."""
    return {
        **variable._asdict(),
        "class": classify(variable.name).name,
        "wins_over_it": _list_winners(variable),
        "closed": variable.cleared == "always",
    }


def _render(variable: Variable) -> list[str]:
    """Return lines with the details of `variable`."""
    classified = classify(variable.name)
    policy = classified.policy
    rows = [
        ["does", variable.doc],
        ["class", f"{classified.name}: {policy.doc}"],
        ["allowed", f"in profiles: {_MAY[policy.own]}; in directory files: {_MAY[policy.directory]}"],
    ]
    if policy.own != REFUSE:
        rows += [
            ["key", variable.key or f"env.{variable.name}"],
            ["value", describe_type(variable.type)],
            ["otherwise", _CLEARED[variable.cleared]],
        ]
        rows += [["overridden by", text] for text in _list_winners(variable)]
    if variable.source:
        rows.append(["source", variable.source])
    return [variable.name, *render_table(["  " + label, text] for label, text in rows)]


def _list_winners(variable: Variable) -> list[str]:
    """Return the settings that override `variable` in the shell, the strongest first."""
    files = "managed, --settings, .claude/settings.local.json, .claude/settings.json, user"
    return [f"env in Claude Code's settings: {files}", *filter(None, [variable.wins])]
