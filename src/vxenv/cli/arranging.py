"""copy, rename, remove: profiles as a whole, and whatever names them."""

import os
import shlex

import click

from vxenv.activation.consent import allow_file, list_questions, record_bytes
from vxenv.activation.references import Asking, asking
from vxenv.activation.settings import read_settings, settings_path
from vxenv.activation.walking import logical_directory, nearest
from vxenv.cli.changing import agree, changing, chosen, new_place, one_name
from vxenv.cli.hooked import active_names, pinned_names
from vxenv.cli.switch import carried
from vxenv.cli.text import report, say
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.paths import DIRECTORY_FILE, shown
from vxenv.profiles.bounded import read_bytes
from vxenv.profiles.changes import Change
from vxenv.profiles.document import parse
from vxenv.profiles.history import Content
from vxenv.profiles.names import stack_text
from vxenv.profiles.references import extending, with_new_name
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store, profile_path

_FORCE = click.option("-f", "--force", is_flag=True, help="Replace NEW, keeping a backup of it.")


@click.command(short_help="Copy a profile.")
@click.argument("old")
@click.argument("new")
@_FORCE
def copy(old: str, new: str, force: bool) -> None:
    """Make the profile NEW, byte for byte what OLD is.

    \b
    vxenv copy prod-global staging
    """
    with changing(f"copy {one_name(old)} {_other(old, new)}") as change:
        (old,) = chosen([old])
        data = change.read(profile_path(old))
        _check_new(new, data)
        change.write(new_place(change, new, force=force), data)
        change.commit()
    report(f"{new}: a copy of {old}  (change it: vxenv edit {new})")


@click.command(short_help="Rename a profile, wherever it is named.")
@click.argument("old")
@click.argument("new")
@click.option("--keep-directories", is_flag=True, help="List the directory files that ask for OLD, and leave them.")
@_FORCE
def rename(old: str, new: str, keep_directories: bool, force: bool) -> None:
    """Call the profile OLD NEW from now on.

    Profiles that extend it, the default, and the directory files that you allowed are changed with it.

    \b
    vxenv rename prod prod-global
    """
    with changing(f"rename {one_name(old)} {_other(old, new)}") as change:
        (old,) = chosen([old])
        path, place = profile_path(old), new_place(change, new, force=force)
        _check_new(new, change.read(path))
        change.place(place, change.find(path))
        told = [*_children(change, old, new), *_default(change, old, new)]
        told += [_directory(change, one, old, new, keep=keep_directories) for one in asking([old])]
        change.remove(path)
        change.commit()
    report(f"{new}: was {old}", *told, *_unrecorded(old))
    names = pinned_names()
    if not carried({old: new}) and old in names:
        word = stack_text(new if name == old else name for name in names)
        say(f"it is pinned in this shell; go on with: vxenv use {word}")


def _check_new(name: str, data: bytes) -> None:
    """Raise DocumentError if the profile would extend itself by its new name; what else is wrong with it may stay."""
    try:
        resolve([name], Store({profile_path(name): data}))
    except VxenvError as error:
        if "circle" in error.what:
            raise


def _other(old: str, new: str) -> str:
    if one_name(new) == old:
        raise UsageError(f"{old} is called so already", hint="vxenv list")
    return new


def _children(change: Change, old: str, new: str) -> list[str]:
    told = []
    for child in extending([old]):
        if child.name in (old, new):
            continue  # the one is about to move, the other to be replaced
        change.write(child.path, with_new_name(change.read(child.path), child.path, "extends", old, new))
        told.append(f"  {child.name} extends it, and is changed")
    return told


def _default(change: Change, old: str, new: str) -> list[str]:
    if old not in read_settings().default:
        return []
    path = settings_path()
    change.write(path, with_new_name(change.read(path), path, "default", old, new))
    return ["  it is the default, and stays so"]


def _directory(change: Change, one: Asking, old: str, new: str, *, keep: bool) -> str:
    """Have a directory file ask for `new`, allowed all the while, if it may be changed; return what is said of it."""
    path = one.reference.path
    if keep or not one.record or not (os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)):
        why = "" if keep else ", and cannot be written" if one.record else ", and is not allowed as it is"
        return f"  {shown(path)} still asks for {old}{why}"
    change.confine(path)
    after = with_new_name(change.read(path), path, "profile", old, new)
    # Nothing but the name of a profile changes: what the user said yes to stays.
    reviewed = bool(list_questions(path, after))
    change.place(allow_file(path, after, reviewed=reviewed), Content(record_bytes(path, after, reviewed=reviewed)))
    change.write(path, after)
    change.remove(one.record)
    return f"  {shown(path)} asks for it, and is changed"


def _unrecorded(name: str) -> list[str]:
    """Return what is said of the directory file here, which may be allowed without a record."""
    path = nearest(logical_directory())
    try:
        names = parse(read_bytes(path, follow=False), DIRECTORY_FILE, path, directory=True).names if path else ()
    except (OSError, VxenvError):
        return []
    told = name not in names or any(one.reference.path == os.path.realpath(path) for one in asking([name]))
    return [] if told else [f"  {shown(path)} still asks for {name}"]


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
        gone = chosen(names)
        uses = _uses(gone)
        if uses and not force:
            also = " --yes" if yes else ""
            raise RefusedError(
                f"still in use: {'; '.join(uses)}", hint=f"vxenv remove --force{also} {shlex.join(names)}"
            )
        if len(gone) > 1 and not yes:
            also = " --force" if force else ""
            instead = f"vxenv remove{also} --yes {shlex.join(names)}"
            agree(f"{len(gone)} profiles would be removed: {', '.join(gone)}", "Remove them?", instead=instead)
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
