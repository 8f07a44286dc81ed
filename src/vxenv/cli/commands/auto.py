"""The command `auto`."""

import click

from vxenv.cli.calling_shell import calling_hook
from vxenv.cli.shell_answer import answer_word
from vxenv.plans.tcsh_answer import AUTO


@click.command(short_help="Let directories and the default decide again.")
def auto() -> None:
    """Undo `use` and `off`: the nearest allowed directory file decides again, else the default.

    \b
    vxenv auto
    """
    answer_word(calling_hook("auto"), AUTO)
