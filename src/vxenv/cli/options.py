"""Options that several commands take, worded alike."""

import click

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
DRY_RUN_OPTION = click.option(
    "-n", "--dry-run", is_flag=True, help="Print the difference it would make, and change nothing."
)
FORCE_OPTION = click.option("-f", "--force", is_flag=True, help="Replace NEW, keeping a backup of it.")
