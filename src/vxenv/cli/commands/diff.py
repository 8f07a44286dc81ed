"""The command `diff`."""

import sys
from typing import Any

import click

from vxenv.checks.comparison import ADD, CHANGE, SAME, UNSET, Side, classify_change, is_different, list_variables
from vxenv.checks.price_list import describe_prices, list_main_prices, render_prices
from vxenv.cli.operands import find_active_side, find_side
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.sides import render_variable
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import report, say, style

_DIFFER = 1
_COLOURS = {ADD: "green", UNSET: "red", CHANGE: "yellow", SAME: "reset"}


@click.command(short_help="Compare profiles, this shell and directory files.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@click.option("--all", "everything", is_flag=True, help="Show equal variables too.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if there are differences.")
@JSON_OPTION
def diff(a: str | None, b: str | None, everything: bool, exit_code: bool, as_json: bool) -> None:
    """Compare A with B.

    Each is a stack, @shell, @claude, @dir or the path of a TOML file. Without B, compare the active stack with A.
    Without both, compare it with @shell, to find variables that were changed manually.

    Without --exit-code, also shows the price of the main model in the location of each.

    @claude is the environment of a Claude Code started in this directory: its settings files override the shell.

    \b
    vxenv diff prod-global eu-client
    vxenv diff eu-client             the active stack and eu-client
    vxenv diff @shell @dir           the changes by this directory's file
    """
    if a is None or b is None:
        left, right = find_active_side(), find_side(a or "@shell")
    else:
        left, right = find_side(a), find_side(b)
    names = list_variables(left, right)
    differing = [name for name in names if is_different(left, right, name)]
    rows = names if everything else differing
    if as_json:
        described = [_describe(left, right, name) for name in rows]
        prices = {
            f"prices_{name}": describe_prices(list_main_prices(side)) for name, side in (("a", left), ("b", right))
        }
        print_json({"a": left.title, "b": right.title, "rows": described, **prices})
    elif rows:
        cells = [_render_row(left, right, name) for name in rows]
        if sys.stdout.isatty():
            head, *lines = render_table(cells, ["VARIABLE", left.title, right.title, "SET BY"], places=(3,))
            page(style(head, sys.stdout, bold=True), *lines)
        else:
            page(*render_table(cells))
        if not exit_code:
            report(*_render_main_prices(left, right))
    elif not everything:
        say("no differences")
    if exit_code and differing:
        sys.exit(_DIFFER)


def _render_row(left: Side, right: Side, name: str) -> list[str]:
    """Return a row of the table, coloured like a diff."""
    change = classify_change(left, right, name)
    old, new = render_variable(left, name), render_variable(right, name)
    if change in (UNSET, CHANGE):
        old = style(old, sys.stdout, fg="red")
    if change in (ADD, CHANGE):
        new = style(new, sys.stdout, fg="green")
    origin = right.find_origin(name) or left.find_origin(name)
    return [name if change == SAME else style(name, sys.stdout, fg=_COLOURS[change]), old, new, origin]


def _render_main_prices(left: Side, right: Side) -> list[str]:
    """Return lines about the price of the main model on both sides, none if no price is known."""
    old, new = list_main_prices(left), list_main_prices(right)
    if old == new:
        return [f"main costs {render_prices(old)}"] if old else []
    pairs = ((left, old), (right, new))
    return [f"{side.title}: main costs {render_prices(prices)}" for side, prices in pairs if prices]


def _describe(left: Side, right: Side, name: str) -> dict[str, Any]:
    """Return a variable as a row of JSON; null where a side does not set it."""
    texts = [None if side.render_value(name) is None else render_variable(side, name) for side in (left, right)]
    return {
        "name": name,
        "change": classify_change(left, right, name),
        "a": texts[0],
        "b": texts[1],
        "origin_a": left.find_origin(name),
        "origin_b": right.find_origin(name),
    }
