"""The command `copy`."""

import click

from vxenv.cli.options import FORCE_OPTION
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import begin_change, check_new_name, claim_path
from vxenv.profiles.patterns import check_name, select_profiles
from vxenv.profiles.references import read_copy
from vxenv.profiles.store import find_last_path
from vxenv.profiles.validation import check_parents


@click.command(short_help="Copy a profile.")
@click.argument("old")
@click.argument("new")
@FORCE_OPTION
def copy(old: str, new: str, force: bool) -> None:
    """Copy the profile OLD to NEW.

    The copy of a source's profile can be changed, but does not follow the source's updates.

    \b
    vxenv copy prod-global staging
    """
    with begin_change(f"copy {check_name(old)} {check_new_name(old, new)}") as change:
        (old,) = select_profiles([old])
        data = read_copy(old, change.read(find_last_path(old)))
        check_parents(new, data)
        change.write(claim_path(change, new, force=force), data)
        change.commit()
    report(f"copied {old} → {new}  (edit: vxenv edit {new})")
