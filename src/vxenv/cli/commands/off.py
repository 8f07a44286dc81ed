"""The command `off`."""

import click

from vxenv.activation.current import Current
from vxenv.activation.plan_keys import OFF
from vxenv.cli.calling_shell import require_hook
from vxenv.cli.shell_answer import print_switch, print_word


@click.command(short_help="Turn profiles off in this shell.")
def off() -> None:
    """Restore the environment and turn profiles off in this shell.

    `vxenv auto` resumes automatic switching.

    \b
    vxenv off
    """
    hook = require_hook("off")
    print_switch("profiles off in this shell  (resume: vxenv auto)", Current().base)
    print_word(hook, OFF)
