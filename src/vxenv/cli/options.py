"""Options that several commands share."""

import click

JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Output JSON.")
DRY_RUN_OPTION = click.option("-n", "--dry-run", is_flag=True, help="Show the changes without making them.")
FORCE_OPTION = click.option("-f", "--force", is_flag=True, help="Replace NEW, and keep a backup.")
