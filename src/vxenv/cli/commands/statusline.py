"""The command `statusline`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Print a status line for Claude Code.")
def statusline() -> None:
    """Print the profile, project and location of Claude Code.

    Marks in the line show differences from the expected profile: the one pinned in the shell that started Claude
    Code, else the one that the directory file selects, else the default.

    `vxenv claude install` adds it to Claude Code. Your own status line can call it; pass stdin on.

    \b
    vxenv statusline </dev/null      show this shell's line
    """
    session_output.print_statusline()
