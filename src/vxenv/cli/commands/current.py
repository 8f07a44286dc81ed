"""The command `current`."""

import sys

import click

from vxenv.activation.current import Current
from vxenv.cli.output.terminal import print_data, say
from vxenv.paths import escape_text


@click.command(short_help="Print the name of what is active here.")
def current() -> None:
    """Print the active stack; exit with 1 where nothing is active.

    \b
    vxenv current
    vxenv exec "$(vxenv current)" -- claude
    """
    stack = Current().stack
    if not stack:
        say("no profile is active here")
        sys.exit(1)
    print_data(escape_text(stack))
