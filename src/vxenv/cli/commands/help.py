"""help: what --help says, asked for as a command."""

import click


@click.command("help", short_help="Show what a command does.")
@click.argument("command", required=False)
@click.argument("inner", required=False)
def help_(command: str | None, inner: str | None) -> None:
    """Show what COMMAND does, or which commands there are.

    \b
    vxenv help use
    vxenv help claude install
    """
    from vxenv.cli.main import run

    run([*filter(None, (command, inner)), "--help"])
