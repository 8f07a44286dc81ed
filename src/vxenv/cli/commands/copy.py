"""The command `copy`."""

import click

from vxenv.cli.options import FORCE_OPTION
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import begin_change, check_new_name, claim_path
from vxenv.profiles.patterns import check_name, select_profiles
from vxenv.profiles.store import find_profile_path
from vxenv.profiles.validation import check_parents


@click.command(short_help="Copy a profile.")
@click.argument("old")
@click.argument("new")
@FORCE_OPTION
def copy(old: str, new: str, force: bool) -> None:
    """Copy the profile OLD to NEW.

    \b
    vxenv copy prod-global staging
    """
    with begin_change(f"copy {check_name(old)} {check_new_name(old, new)}") as change:
        (old,) = select_profiles([old])
        data = change.read(find_profile_path(old))
        check_parents(new, data)
        change.write(claim_path(change, new, force=force), data)
        change.commit()
    report(f"copied {old} → {new}  (edit: vxenv edit {new})")
