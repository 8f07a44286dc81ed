"""The command `deny`."""

import click

from vxenv.activation import trust
from vxenv.activation.directory_file import find_link, make_link_error
from vxenv.cli.directory_review import find_operand
from vxenv.cli.output.terminal import say
from vxenv.paths import shorten_path


@click.command(short_help="Deny a directory file, and stop asking about it.")
@click.argument("path", required=False)
def deny(path: str | None) -> None:
    """Deny a directory file, and stop asking about it.

    PATH defaults to the nearest directory file. It stays denied after a change.

    \b
    vxenv deny
    """
    file = find_operand(path)
    link = find_link(file)
    if link not in ("", file):
        # The target belongs to another directory, which the user did not name.
        raise make_link_error(file, link)
    trust.deny(file)
    say(f"{shorten_path(file)}: denied  (revert: vxenv allow)")
