"""The command `allowed`."""

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import list_inheriting
from vxenv.cli.options import JSON_OPTION
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.config import read_config
from vxenv.paths import shorten_path


@click.command(short_help="List allowed and denied directory files.")
@click.option("--prune", is_flag=True, help="Forget missing and changed files.")
@JSON_OPTION
def allowed(prune: bool, as_json: bool) -> None:
    """List allowed and denied directory files.

    Marks files that are missing or have changed since. Includes the files in linked git worktrees that are allowed
    through the main checkout.

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
    settings = read_config()
    inherited = {
        record.path: list_inheriting(record.path, settings)
        for record, stale in kept
        if record.verdict == "allow" and not stale
    }
    if as_json:
        rows = [{"path": record.path, "verdict": record.verdict, "stale": stale} for record, stale in kept]
        worktrees = [{"path": path, "allowed_through": main} for main, paths in inherited.items() for path in paths]
        print_json({"records": rows, "worktrees": worktrees})
        return
    words = {"allow": "allowed", "deny": "denied"}
    table = []
    for record, stale in kept:
        table.append([shorten_path(record.path), words[record.verdict], "missing or changed" if stale else ""])
        table += [
            [shorten_path(path), "allowed", f"through {shorten_path(record.path)}"]
            for path in inherited.get(record.path, ())
        ]
    page(*render_table(table))
