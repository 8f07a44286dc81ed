"""The command `off`."""

import click

from vxenv.activation.plan_keys import OFF
from vxenv.cli.calling_shell import calling_hook, environment
from vxenv.cli.shell_answer import answer_word, tell


@click.command(short_help="No profile in this shell, whatever the directory asks for.")
def off() -> None:
    """Take the active profile's variables back, and let no directory activate one until `vxenv auto`.

    \b
    vxenv off
    """
    hook = calling_hook("off")
    now, _, base = environment()
    tell("no profile in this shell  (back: vxenv auto)", now, base)
    answer_word(hook, OFF)
