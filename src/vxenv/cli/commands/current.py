"""The command `current`."""

import sys

import click

from vxenv.activation.current import Current
from vxenv.cli.output.terminal import print_data, say
from vxenv.paths import escape_text


@click.command(short_help="Print the active profile or stack.")
def current() -> None:
    """Print the active profile or stack.

    Exits with 1 if no profile is active.

    \b
    vxenv current
    vxenv exec "$(vxenv current)" -- claude
    """
    stack = Current().stack
    if not stack:
        say("no active profile")
        sys.exit(1)
    print_data(escape_text(stack))
