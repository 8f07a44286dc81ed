"""The command `allowed`."""

import click

from vxenv.activation import trust
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.paths import shorten_path


@click.command(short_help="List allowed and denied directory files.")
@click.option("--prune", is_flag=True, help="Forget missing and changed files.")
@JSON_OPTION
def allowed(prune: bool, as_json: bool) -> None:
    """List allowed and denied directory files.

    Marks files that are missing or have changed since.

    \b
    vxenv allowed
    vxenv allowed --prune
    """
    kept = []
    for record in trust.list_records():
        stale = trust.is_stale(record)
        if prune and stale:
            trust.remove_record(record)
        else:
            kept.append((record, stale))
    if as_json:
        rows = [{"path": record.path, "verdict": record.verdict, "stale": stale} for record, stale in kept]
        print_json({"records": rows})
        return
    words = {"allow": "allowed", "deny": "denied"}
    page(
        *render_table(
            [shorten_path(record.path), words[record.verdict], "missing or changed" if stale else ""]
            for record, stale in kept
        )
    )
