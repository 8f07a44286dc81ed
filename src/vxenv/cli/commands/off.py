"""The command `off`."""

import click

from vxenv.activation.current import Current
from vxenv.activation.plan_keys import OFF
from vxenv.cli.calling_shell import require_hook
from vxenv.cli.shell_answer import print_switch, print_word


@click.command(short_help="No profile in this shell, whatever the directory asks for.")
def off() -> None:
    """Take the active profile's variables back, and let no directory activate one until `vxenv auto`.

    \b
    vxenv off
    """
    hook = require_hook("off")
    print_switch("no profile in this shell  (back: vxenv auto)", Current().base)
    print_word(hook, OFF)
