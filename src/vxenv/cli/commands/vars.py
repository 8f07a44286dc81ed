"""The command `vars`."""

from collections.abc import Iterable

import click

from vxenv.catalogue.classes import ASK, REFUSE, SET, WARN, classify
from vxenv.catalogue.classes import UNKNOWN as UNCLASSED
from vxenv.catalogue.type_docs import describe_type
from vxenv.catalogue.value_types import ENVIRONMENT_NAME
from vxenv.catalogue.variables import Variable, catalogue
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.errors import UsageError
from vxenv.paths import printable
from vxenv.similarity import guess

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
    found = list(catalogue().variables) if name is None else [_named(name)]
    if as_json:
        rows = [
            {
                **one._asdict(),
                "class": classify(one.name).name,
                "wins_over_it": list(_wins(one)),
                "closed": one.cleared == "always",
            }
            for one in found
        ]
        print_json({"date": catalogue().date, "variables": rows})
    elif name is None:
        page(*table([one.name, one.key or f"env.{one.name}", one.doc] for one in found))
    else:
        page(*_told(found[0]))


def _named(name: str) -> Variable:
    known = catalogue()
    found = known.by_name.get(name) or known.by_key.get(name) or known.by_name.get(name.removeprefix("env."))
    if found is None and ENVIRONMENT_NAME.fullmatch(name) and classify(name).name != UNCLASSED:
        return Variable(name, "", "text", "env", "never", classify(name).effect.replace("{value}", "its value"), "")
    if found is None:
        close = guess(name, [*known.by_name, *known.by_key], cutoff=0.5)
        raise UsageError(f"no variable {printable(name)}", hint=f"vxenv vars {close}".rstrip())
    return found


def _told(one: Variable) -> list[str]:
    closed = {
        "always": "unset by every active profile that does not set it",
        "skip_auth": "unset by profiles with vertex.skip_auth, since it would be sent to the gateway",
        "never": "left alone by profiles that do not name it",
    }
    found = classify(one.name)
    rows = [
        ["does", one.doc],
        ["class", f"{found.name}: {found.policy.doc}"],
        ["from", f"profiles: {_MAY[found.policy.own]}; directory files: {_MAY[found.policy.directory]}"],
    ]
    if found.policy.own != REFUSE:
        rows += [
            ["set by", one.key or f"env.{one.name}"],
            ["value", describe_type(one.type)],
            ["else", closed[one.cleared]],
        ]
        rows += [["wins", text] for text in _wins(one)]
    if one.source:
        rows.append(["source", one.source])
    return [one.name, *table(["  " + label, text] for label, text in rows)]


def _wins(one: Variable) -> Iterable[str]:
    """Return what Claude Code heeds more than `one` in the shell, the strongest first."""
    files = "managed, --settings, .claude/settings.local.json, .claude/settings.json, user"
    yield f"env in the settings of Claude Code: {files}"
    if one.wins:
        yield one.wins
