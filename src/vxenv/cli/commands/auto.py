"""The command `auto`."""

import click

from vxenv.activation.plan_keys import AUTO
from vxenv.cli.calling_shell import require_hook
from vxenv.cli.shell_answer import print_word


@click.command(short_help="Resume automatic profile selection in this shell.")
def auto() -> None:
    """Resume automatic profile selection in this shell.

    The nearest allowed directory file selects the profile again, else the default. Reverts `use` and `off`.

    \b
    vxenv auto
    """
    print_word(require_hook("auto"), AUTO)
