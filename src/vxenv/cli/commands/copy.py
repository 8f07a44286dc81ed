"""The command `copy`."""

import click

from vxenv.cli.new_profile import FORCE_OPTION, check_new, check_other
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import changing, chosen, new_place, one_name
from vxenv.profiles.store import profile_path


@click.command(short_help="Copy a profile.")
@click.argument("old")
@click.argument("new")
@FORCE_OPTION
def copy(old: str, new: str, force: bool) -> None:
    """Make the profile NEW, byte for byte what OLD is.

    \b
    vxenv copy prod-global staging
    """
    with changing(f"copy {one_name(old)} {check_other(old, new)}") as change:
        (old,) = chosen([old])
        data = change.read(profile_path(old))
        check_new(new, data)
        change.write(new_place(change, new, force=force), data)
        change.commit()
    report(f"{new}: a copy of {old}  (change it: vxenv edit {new})")
