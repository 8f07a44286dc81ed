"""The command `statusline`."""

import click

from vxenv.cli import session_output


@click.command(short_help="Print a status line for Claude Code.")
@click.option("--format", "form", metavar="TEXT", default="", help="Output format, with fields in braces.")
def statusline(form: str) -> None:
    """Print the profile, project and location of Claude Code.

    Marks in the line show differences from the expected profile: the one pinned in the shell that started Claude
    Code, else the one that the directory file selects, else the default.

    `vxenv claude install` adds it to Claude Code. Your own status line can call it; pass stdin on.

    Fields of --format: {profile} {project} {location} {problems} {cost_today} {cost_month} {budget}. Costs are those
    of the active stack, estimated from this machine's transcripts at list prices. {budget} is this month's cost of the
    profile with the budget, and the budget. Problems follow at the end of a format without {problems}.

    \b
    vxenv statusline </dev/null      show this shell's line
    vxenv statusline --format '{profile} {cost_today} {budget}' </dev/null
    """
    session_output.print_statusline(form)
