"""The command `statusline`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Profile, project and location for Claude Code's status line.")
def statusline() -> None:
    """Print the profile, the project and the location of the Claude Code that runs this, as one short line.

    A mark tells what is not as the profile has it that is wanted where Claude Code works: the one that `use` pinned
    in the shell that it was started from, else the directory's, else the default.

    `vxenv claude install` has Claude Code run it. A status line of your own can, too: pass stdin on.

    \b
    vxenv statusline </dev/null      what it says here
    """
    session_output.print_statusline()
