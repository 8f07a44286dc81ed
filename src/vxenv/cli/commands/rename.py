"""The command `rename`."""

import os

import click

from vxenv.activation.current import Current
from vxenv.activation.search import logical_directory, nearest
from vxenv.activation.trust import allow_file, list_questions, record_bytes
from vxenv.activation.trusted_profiles import Asking, asking
from vxenv.cli.options import FORCE_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import changing, check_new_name, claim_path
from vxenv.cli.shell_answer import rename_pinned
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
        lines = [*_rename_in_children(change, old, new), *_rename_in_config(change, old, new)]
        lines += [_rename_in_directory(change, file, old, new, keep=keep_directories) for file in asking([old])]
        change.remove(path)
        change.commit()
    report(f"{new}: was {old}", *lines, *_report_unrecorded(old))
    names = Current().pinned_names
    if not rename_pinned({old: new}) and old in names:
        stack = stack_text(new if name == old else name for name in names)
        say(f"it is pinned in this shell; go on with: vxenv use {stack}")


def _rename_in_children(change: Change, old: str, new: str) -> list[str]:
    """Have the profiles that extend `old` extend `new`; return a line for each."""
    lines = []
    for child in extending([old]):
        if child.name in (old, new):
            continue  # the one is about to move, the other to be replaced
        change.write(child.path, with_new_name(change.read(child.path), child.path, "extends", old, new))
        lines.append(f"  {child.name} extends it, and is changed")
    return lines


def _rename_in_config(change: Change, old: str, new: str) -> list[str]:
    if old not in read_settings().default:
        return []
    path = settings_path()
    change.write(path, with_new_name(change.read(path), path, "default", old, new))
    return ["  it is the default, and stays so"]


def _rename_in_directory(change: Change, file: Asking, old: str, new: str, *, keep: bool) -> str:
    """Have a directory file ask for `new`, allowed all the while, if it may be changed; return a line on it."""
    path = file.reference.path
    if keep or not file.record or not (os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)):
        why = "" if keep else ", and cannot be written" if file.record else ", and is not allowed as it is"
        return f"  {shown(path)} still asks for {old}{why}"
    change.confine(path)
    after = with_new_name(change.read(path), path, "profile", old, new)
    # Nothing but the name of a profile changes: what the user said yes to stays.
    reviewed = bool(list_questions(path, after))
    change.place(allow_file(path, after, reviewed=reviewed), Content(record_bytes(path, after, reviewed=reviewed)))
    change.write(path, after)
    change.remove(file.record)
    return f"  {shown(path)} asks for it, and is changed"


def _report_unrecorded(name: str) -> list[str]:
    """Return a line on the directory file here if it asks for `name` and is allowed without a record."""
    path = nearest(logical_directory())
    try:
        names = parse(read_bytes(path, follow=False), DIRECTORY_FILE, path, directory=True).names if path else ()
    except (OSError, VxenvError):
        return []
    if name not in names or any(file.reference.path == os.path.realpath(path) for file in asking([name])):
        return []
    return [f"  {shown(path)} still asks for {name}"]
