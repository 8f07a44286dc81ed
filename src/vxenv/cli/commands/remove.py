"""The command `remove`."""

import shlex

import click

from vxenv.activation.trusted_profiles import asking
from vxenv.cli.calling_shell import active_names
from vxenv.cli.output.questions import confirm_loss
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import changing
from vxenv.config import read_settings
from vxenv.errors import RefusedError
from vxenv.paths import shown
from vxenv.profiles.patterns import select_profiles
from vxenv.profiles.references import extending
from vxenv.profiles.store import profile_path


@click.command(short_help="Remove profiles.")
@click.argument("names", nargs=-1, required=True, metavar="NAME...")
@click.option("-f", "--force", is_flag=True, help="Even while something names them, or they are active here.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before more than one is removed.")
def remove(names: tuple[str, ...], force: bool, yes: bool) -> None:
    """Remove the profiles NAME..., which may be globs, unless something still names them.

    \b
    vxenv remove staging
    vxenv remove 'old-*'
    """
    with changing(f"remove {' '.join(names)}") as change:
        gone = select_profiles(names)
        uses = _uses(gone)
        if uses and not force:
            also = " --yes" if yes else ""
            raise RefusedError(
                f"still in use: {'; '.join(uses)}", hint=f"vxenv remove --force{also} {shlex.join(names)}"
            )
        if len(gone) > 1 and not yes:
            also = " --force" if force else ""
            instead = f"vxenv remove{also} --yes {shlex.join(names)}"
            confirm_loss(f"{len(gone)} profiles would be removed: {', '.join(gone)}", "Remove them?", hint=instead)
        for name in gone:
            change.remove(profile_path(name))
        change.commit()
    report(*uses, f"removed {', '.join(gone)}  (back: vxenv undo)")


def _uses(gone: list[str]) -> list[str]:
    """Return what names the profiles `gone` and is none of them."""
    found = [f"{child.name} extends {_of(gone, child.names)}" for child in extending(gone) if child.name not in gone]
    default = read_settings().default
    if _of(gone, default):
        found.append(f"{_of(gone, default)} is the default")
    files = (one.reference for one in asking(gone) if one.record)
    found += [f"{shown(file.path)} asks for {_of(gone, file.names)}" for file in files]
    if _of(gone, active_names()):
        found.append(f"{_of(gone, active_names())} is active in this shell")
    return found


def _of(gone: list[str], names: tuple[str, ...]) -> str:
    return ", ".join(name for name in names if name in gone)
