"""The command `which`."""

import click

from vxenv.activation.current import Current
from vxenv.cli.output.terminal import print_data
from vxenv.profiles.names import parse_stack
from vxenv.profiles.patterns import select_profiles
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import find_last_path


@click.command(short_help="Print the paths of profiles.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
def which(names: tuple[str, ...]) -> None:
    """Print the paths of profiles.

    Without NAME, prints the paths of the active profile and its directory file.

    \b
    vxenv which prod-global
    cat "$(vxenv which prod-global)"
    """
    if names:
        print_data(*(find_last_path(name) for name in select_profiles(parse_stack(names))))
    else:
        current = Current()
        resolved = current.require()
        asked = {*current.names, *_list_directory_names(resolved, current.reason)}
        print_data(*(one.path for one in resolved.documents if one.name in asked))


def _list_directory_names(resolved: Resolved, reason: str) -> set[str]:
    """Return the directory file of `resolved`, if it is the `reason`, and the profiles it selects."""
    top = resolved.documents[-1]
    return {top.name, *top.names} if top.path == reason else set()
