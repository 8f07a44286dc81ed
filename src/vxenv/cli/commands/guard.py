"""The command `guard`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Warn in Claude Code about a wrong project or location.")
def guard() -> None:
    """Print a warning for the start of a Claude Code session.

    Warns if the project or location of the session differs from the profile, or if a policy does not allow the
    session, with the cause and a command that helps. Otherwise prints nothing. Never stops a session. `vxenv claude
    install` has Claude Code run this command.

    \b
    vxenv guard </dev/null           for this directory
    """
    session_output.print_guard()
