"""The command `guard`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Warn in Claude Code of a project or location that is not the profile's.")
def guard() -> None:
    """Print what Claude Code shows at the start of a session whose project or location is not the profile's.

    It names both, who decided, and a command that helps. Says nothing where all is well; never stops a session.

    \b
    vxenv guard </dev/null           what it says here
    """
    session_output.print_guard()
