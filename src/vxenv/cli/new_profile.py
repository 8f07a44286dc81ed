"""The name that `copy` and `rename` give a profile."""

import click

from vxenv.cli.profile_changes import one_name
from vxenv.errors import UsageError, VxenvError
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store, profile_path

FORCE_OPTION = click.option("-f", "--force", is_flag=True, help="Replace NEW, keeping a backup of it.")


def check_new(name: str, data: bytes) -> None:
    """Raise DocumentError if the profile would extend itself by its new name; what else is wrong with it may stay."""
    try:
        resolve([name], Store({profile_path(name): data}))
    except VxenvError as error:
        if "circle" in error.what:
            raise


def check_other(old: str, new: str) -> str:
    """Return `new`, the name of another profile than `old`. Raises UsageError."""
    if one_name(new) == old:
        raise UsageError(f"{old} is called so already", hint="vxenv list")
    return new
