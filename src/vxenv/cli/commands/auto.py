"""The command `auto`."""

import click

from vxenv.cli.calling_shell import require_hook
from vxenv.cli.shell_answer import print_word
from vxenv.plans.tcsh_answer import AUTO


@click.command(short_help="Let directories and the default decide again.")
def auto() -> None:
    """Undo `use` and `off`: the nearest allowed directory file decides again, else the default.

    \b
    vxenv auto
    """
    print_word(require_hook("auto"), AUTO)
