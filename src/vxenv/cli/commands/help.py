"""The command `help`, the same as --help."""

import click


@click.command("help", short_help="Show help for a command.")
@click.argument("command", required=False)
@click.argument("inner", required=False)
def help_(command: str | None, inner: str | None) -> None:
    """Show help for COMMAND, or list all commands.

    \b
    vxenv help use
    vxenv help claude install
    """
    from vxenv.cli.main import run

    run([*filter(None, (command, inner)), "--help"])
