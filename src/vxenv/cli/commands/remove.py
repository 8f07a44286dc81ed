"""The command `remove`."""

import shlex

import click

from vxenv.activation.profile_uses import list_uses
from vxenv.cli.output.questions import confirm_loss
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import begin_change
from vxenv.errors import RefusedError
from vxenv.profiles.patterns import select_own_profiles
from vxenv.profiles.store import find_profile_path


@click.command(short_help="Remove profiles.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("-f", "--force", is_flag=True, help="Remove profiles that are in use.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before removing several profiles.")
def remove(names: tuple[str, ...], force: bool, yes: bool) -> None:
    """Remove the profiles NAME... (or globs).

    Fails if a profile is in use: extended, the default, selected by an allowed directory file, or active.

    \b
    vxenv remove staging
    vxenv remove 'old-*'
    """
    with begin_change(f"remove {' '.join(names)}") as change:
        removed = select_own_profiles(names)
        uses = list_uses(removed)
        if uses and not force:
            also = " --yes" if yes else ""
            raise RefusedError(
                f"still in use: {'; '.join(uses)}", hint=f"vxenv remove --force{also} {shlex.join(names)}"
            )
        if len(removed) > 1 and not yes:
            also = " --force" if force else ""
            hint = f"vxenv remove{also} --yes {shlex.join(names)}"
            confirm_loss(f"this removes {len(removed)} profiles: {', '.join(removed)}", "Remove them?", hint=hint)
        for name in removed:
            change.remove(find_profile_path(name))
        change.commit()
    report(*(f"warning: {use}" for use in uses), f"removed: {', '.join(removed)}  (undo: vxenv undo)")
