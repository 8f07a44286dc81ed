"""The command `off`."""

import click

from vxenv.cli.calling_shell import require_hook
from vxenv.cli.switch import switch_off


@click.command(short_help="Turn profiles off in this shell.")
def off() -> None:
    """Restore the environment and turn profiles off in this shell.

    `vxenv auto` resumes automatic switching.

    \b
    vxenv off
    """
    switch_off(require_hook("off"))
