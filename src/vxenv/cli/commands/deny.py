"""The command `deny`."""

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import find_link, make_link_error
from vxenv.cli.directory_review import find_operand
from vxenv.cli.output.terminal import say
from vxenv.paths import shorten_path


@click.command(short_help="Let a directory file not act, and do not ask again.")
@click.argument("path", required=False)
def deny(path: str | None) -> None:
    """Let the nearest directory file (or the one at PATH) not act, whatever it says, and keep quiet about it.

    \b
    vxenv deny
    """
    file = find_operand(path)
    link = find_link(file)
    if link not in ("", file):
        # What lies behind it is another directory's file, which was not meant.
        raise make_link_error(file, link)
    trust.deny(file)
    say(f"{shorten_path(file)}: denied  (take it back: vxenv allow)")
