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

# What becomes of a variable where a profile is active.
_CLEARED = {
    "always": "unset by every active profile that does not set it",
    "skip_auth": "unset by profiles with vertex.skip_auth, since it would be sent to the gateway",
    "never": "left alone by profiles that do not name it",
}
# What a profile or a directory file may do with a variable, in a word.
_MAY = {SET: "yes", ASK: "after a question", WARN: "with a warning", REFUSE: "no"}


@click.command("vars", short_help="List the variables: what each does, which key sets it, what wins over it.")
@click.argument("name", required=False)
@JSON_OPTION
def vars_(name: str | None, as_json: bool) -> None:
    """List the variables that vxenv knows; of NAME, a variable or a key, all that is known.

    Other variables have a class too, which says what may set them: docs/reference/variable-classes.md.

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
    """Return the variable that `name`, or that the key `name` sets; also one that merely has a class."""
    known = load_variables()
    variable = known.by_name.get(name) or known.by_key.get(name) or known.by_name.get(name.removeprefix("env."))
    if variable:
        return variable
    if ENVIRONMENT_NAME.fullmatch(name) and classify(name).name != UNCLASSED:
        return Variable(name, "", "text", "env", "never", classify(name).effect.replace("{value}", "its value"), "")
    close = guess(name, [*known.by_name, *known.by_key], cutoff=0.5)
    raise UsageError(f"no variable {escape_text(name)}", hint=f"vxenv vars {close}".rstrip())


def _describe(variable: Variable) -> dict[str, Any]:
    """Return `variable` as a row of JSON."""
    return {
        **variable._asdict(),
        "class": classify(variable.name).name,
        "wins_over_it": _list_winners(variable),
        "closed": variable.cleared == "always",
    }


def _render(variable: Variable) -> list[str]:
    """Return lines with all that is known of `variable`."""
    classified = classify(variable.name)
    policy = classified.policy
    rows = [
        ["does", variable.doc],
        ["class", f"{classified.name}: {policy.doc}"],
        ["from", f"profiles: {_MAY[policy.own]}; directory files: {_MAY[policy.directory]}"],
    ]
    if policy.own != REFUSE:
        rows += [
            ["set by", variable.key or f"env.{variable.name}"],
            ["value", describe_type(variable.type)],
            ["else", _CLEARED[variable.cleared]],
        ]
        rows += [["wins", text] for text in _list_winners(variable)]
    if variable.source:
        rows.append(["source", variable.source])
    return [variable.name, *render_table(["  " + label, text] for label, text in rows)]


def _list_winners(variable: Variable) -> list[str]:
    """Return what Claude Code heeds more than `variable` in the shell, the strongest first."""
    files = "managed, --settings, .claude/settings.local.json, .claude/settings.json, user"
    return [f"env in the settings of Claude Code: {files}", *filter(None, [variable.wins])]
