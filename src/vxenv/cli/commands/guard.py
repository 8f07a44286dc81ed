"""The command `guard`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Warn in Claude Code about a wrong project or location.")
@click.option("--record", is_flag=True, help="Only record the session, without the warning.")
def guard(record: bool) -> None:
    """Print a warning for the start of a Claude Code session, and record the session.

    Warns if the project or location of the session differs from the profile, or if a policy does not allow the
    session, with the cause and a command that helps. Otherwise prints nothing. Never stops a session. `vxenv claude
    install` has Claude Code run this command.

    Records in the state directory, for `vxenv usage`: the session's ID, time, transcript path, directory and git
    branch; profile, project, locations, models and provider; the version of Claude Code. Nothing of a prompt or an
    answer is read.

    \b
    vxenv guard </dev/null           for this directory
    """
    session_output.print_guard(record=record)
