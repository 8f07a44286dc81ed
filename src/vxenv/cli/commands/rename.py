"""The command `rename`."""

import os

import click

from vxenv.activation.search import logical_directory, nearest
from vxenv.activation.trust import allow_file, list_questions, record_bytes
from vxenv.activation.trusted_profiles import Asking, asking
from vxenv.cli.calling_shell import pinned_names
from vxenv.cli.options import FORCE_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import changing, check_new_name, claim_path
from vxenv.cli.shell_answer import carried
from vxenv.config import read_settings, settings_path
from vxenv.errors import VxenvError
from vxenv.files.journal import Content
from vxenv.files.read_limited import read_bytes
from vxenv.files.transaction import Change
from vxenv.paths import DIRECTORY_FILE, shown
from vxenv.profiles.document import parse
from vxenv.profiles.names import stack_text
from vxenv.profiles.patterns import check_name, select_profiles
from vxenv.profiles.references import extending, with_new_name
from vxenv.profiles.store import profile_path
from vxenv.profiles.validation import check_parents


@click.command(short_help="Rename a profile, wherever it is named.")
@click.argument("old")
@click.argument("new")
@click.option("--keep-directories", is_flag=True, help="List the directory files that ask for OLD, and leave them.")
@FORCE_OPTION
def rename(old: str, new: str, keep_directories: bool, force: bool) -> None:
    """Call the profile OLD NEW from now on.

    Profiles that extend it, the default, and the directory files that you allowed are changed with it.

    \b
    vxenv rename prod prod-global
    """
    with changing(f"rename {check_name(old)} {check_new_name(old, new)}") as change:
        (old,) = select_profiles([old])
        path, place = profile_path(old), claim_path(change, new, force=force)
        check_parents(new, change.read(path))
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
