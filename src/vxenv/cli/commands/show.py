"""The command `show`."""

import sys
from typing import Any

import click

from vxenv.activation.current import Current
from vxenv.catalogue.roles import PLAN_MODE, is_plan_mode_split
from vxenv.checks.comparison import Side
from vxenv.cli.invocation import repeat_command
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.sides import render_variable
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import render_own_text, render_value, say, style
from vxenv.errors import UsageError
from vxenv.profiles.budget import MONTHLY, render_cents
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.source_files import describe_removed
from vxenv.profiles.store import Store


@click.command(short_help="Show the variables of a profile and where they are set.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@JSON_OPTION
@click.option("--all", "everything", is_flag=True, help="Include closed variables, which the profile only unsets.")
@click.option("--resolved", "by_role", is_flag=True, help="Show the model, location and status of each role.")
@click.option(
    "--client",
    metavar="VERSION",
    default="",
    help="With --resolved: use this Claude Code version. [default: installed]",
)
def show(names: tuple[str, ...], *, as_json: bool, everything: bool, by_role: bool, client: str) -> None:
    """Show the variables of a profile or stack and where they are set.

    Without NAME, shows the active profile.

    \b
    vxenv show
    vxenv show prod-global
    vxenv show prod-global opus --all     include closed variables
    vxenv show prod-global --resolved     model and location of each role
    """
    current = Current()
    if names:
        stack = parse_stack(names)
        title, resolved = render_stack(stack), resolve_stack(stack, Store())
    else:
        title, resolved, stack = current.stack, current.require(), current.names
    if client and not by_role:
        raise UsageError("--client requires --resolved", hint=repeat_command("--resolved"))
    if by_role:
        from vxenv.cli.resolved_roles import show_roles

        show_roles(title, resolved, client, as_json=as_json)
        return
    values = resolved.list_values(current.base)
    side = Side(title, values, resolved)
    if as_json:
        rows = [_describe(side, name) for name in values]
        budgets = [{"profile": document.name, "monthly": document.budget / 100} for document in resolved.budgets]
        print_json({"stack": list(stack), "protected": resolved.protected, "budgets": budgets, "variables": rows})
        return
    description = resolved.documents[-1].description
    if description:
        say(render_own_text(description))
    if resolved.protected:
        say(style("protected", sys.stderr, fg="red", bold=True))
    for document in resolved.budgets:
        say(f"budget: ${render_cents(document.budget)} a month  ({document.find_line(*MONTHLY)})")
    removed = (document.name for document in resolved.documents if document.removed)
    say(*(f"warning: {name}: {describe_removed(name)}" for name in removed))
    listed = [name for name in values if everything or name not in resolved.clears]
    page(*render_table(([name, render_variable(side, name), side.find_origin(name)] for name in listed), places=(2,)))
    if is_plan_mode_split(values):
        say(f"note: {PLAN_MODE}")
    hidden = len(values) - len(listed)
    if hidden:
        others = f"{hidden} other variable{'' if hidden == 1 else 's'}"
        say(f"also unsets {others}  (show: vxenv show --all{f' {title}' if names else ''})")


def _describe(side: Side, name: str) -> dict[str, Any]:
    """Return a variable as a row of JSON, with its reference to a secret, if any."""
    value = side.find_value(name)
    row = {
        "name": name,
        "value": None if value is None else render_value(name, value),
        "origin": side.find_origin(name),
    }
    return row | ({"secret": side.find_secret(name)} if side.find_secret(name) else {})
