"""The command `diff`."""

import sys
from typing import Any

import click

from vxenv.catalogue.variables import catalogue
from vxenv.cli.operands import Side, active_side, side, side_text
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import say, style
from vxenv.profiles.secret_reference import reference_text

_DIFFER = 1
_CHANGES = {"add": "green", "unset": "red", "change": "yellow", "same": "reset"}


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
        described = [_json_row(left, right, name) for name in rows]
        print_json({"a": left.title, "b": right.title, "rows": described})
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
    old, new = side_text(left, name), side_text(right, name)
    if change in ("unset", "change"):
        old = style(old, sys.stdout, fg="red")
    if change in ("add", "change"):
        new = style(new, sys.stdout, fg="green")
    origin = right.origin(name) or left.origin(name)
    return [name if change == "same" else style(name, sys.stdout, fg=_CHANGES[change]), old, new, origin]


def _json_row(left: Side, right: Side, name: str) -> dict[str, Any]:
    values = [reference_text(one.secret(name)) if one.secret(name) else one.value(name) for one in (left, right)]
    texts = [None if value is None else side_text(one, name) for one, value in zip((left, right), values, strict=True)]
    return {
        "name": name,
        "change": _change(left, right, name),
        "a": texts[0],
        "b": texts[1],
        "origin_a": left.origin(name),
        "origin_b": right.origin(name),
    }
