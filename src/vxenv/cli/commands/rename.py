"""The command `rename`."""

import os

import click

from vxenv.activation.current import Current
from vxenv.activation.directory_references import DirectoryReference, find_directory_references
from vxenv.activation.search import find_logical_directory, find_nearest
from vxenv.activation.trust import list_questions, name_allow_record, render_record
from vxenv.cli.options import FORCE_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, check_new_name, claim_path
from vxenv.cli.shell_answer import rename_pinned
from vxenv.config import find_config_path, read_config
from vxenv.errors import VxenvError, quote_word, render_hints
from vxenv.files.journal import Content
from vxenv.files.read_limited import read_bytes
from vxenv.files.transaction import Transaction
from vxenv.paths import DIRECTORY_FILE, find_isolated_directory, shorten_path
from vxenv.profiles.document import parse_document
from vxenv.profiles.names import render_stack
from vxenv.profiles.patterns import check_name, select_own_profiles
from vxenv.profiles.references import find_extending, find_extending_in_sources, rename_reference
from vxenv.profiles.store import find_profile_path
from vxenv.profiles.validation import check_parents


@click.command(short_help="Rename a profile and update references to it.")
@click.argument("old")
@click.argument("new")
@click.option("--keep-directories", is_flag=True, help="List directory files that select OLD; do not change them.")
@FORCE_OPTION
def rename(old: str, new: str, keep_directories: bool, force: bool) -> None:
    """Rename the profile OLD to NEW.

    Profiles that extend it, the default and allowed directory files are updated.

    \b
    vxenv rename prod prod-global
    """
    with begin_change(f"rename {check_name(old)} {check_new_name(old, new)}") as change:
        (old,) = select_own_profiles([old])
        path, place = find_profile_path(old), claim_path(change, new, force=force)
        check_parents(new, change.read(path))
        change.place(place, change.find(path))
        lines = _rename_in_children(change, old, new)
        lines += [f'  {child}: still extends "{old}"' for child in find_extending_in_sources([old])]
        is_default = _rename_in_config(change, old, new)
        lines += [
            _rename_in_directory(change, file, old, new, keep=keep_directories)
            for file in find_directory_references([old])
        ]
        change.remove(path)
        change.commit()
    report(f"renamed {old} → {new}{'; default updated' if is_default else ''}", *lines, *_report_unrecorded(old))
    _report_directory(old, new)
    names = Current().pinned_names
    if not rename_pinned({old: new}) and old in names:
        stack = render_stack(new if name == old else name for name in names)
        say(f'warning: this shell is pinned to "{old}"', f"hint: vxenv use {stack}")


def _report_directory(old: str, new: str) -> None:
    """Report Claude Code's directory of an isolated profile, which is not moved, since sessions may use it."""
    before, after = find_isolated_directory(old), find_isolated_directory(new)
    if os.path.isdir(before) and not os.path.lexists(after):
        places = f"{quote_word(shorten_path(before))} {quote_word(shorten_path(after))}"
        say(f'note: Claude Code\'s directory of "{old}" has not moved', *render_hints(f"mv {places}"))


def _rename_in_children(change: Transaction, old: str, new: str) -> list[str]:
    """Make the profiles that extend `old` extend `new`; return a line for each."""
    lines = []
    for child in find_extending([old]):
        if child.name in (old, new):
            continue  # `old` is moved, `new` is replaced
        change.write(child.path, rename_reference(change.read(child.path), child.path, "extends", old, new))
        lines.append(f"  {child.name}: updated")
    return lines


def _rename_in_config(change: Transaction, old: str, new: str) -> bool:
    """Rename `old` in the default stack, and tell whether it is in it."""
    if old not in read_config().default:
        return False
    path = find_config_path()
    change.write(path, rename_reference(change.read(path), path, "default", old, new))
    return True


def _rename_in_directory(change: Transaction, file: DirectoryReference, old: str, new: str, *, keep: bool) -> str:
    """Make an allowed, writable directory file select `new`, and keep it allowed; return a line on it."""
    path = file.reference.path
    if keep or not file.record or not (os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)):
        why = "" if keep else " (not writable)" if file.record else " (not allowed)"
        return f'  {shorten_path(path)}: still selects "{old}"{why}'
    change.confine(path)
    after = rename_reference(change.read(path), path, "profile", old, new)
    # Only the name of a profile changes, so the review of the other keys is still valid.
    reviewed = bool(list_questions(path, after))
    change.place(
        name_allow_record(path, after, reviewed=reviewed), Content(render_record(path, after, reviewed=reviewed))
    )
    change.write(path, after)
    change.remove(file.record)
    return f"  {shorten_path(path)}: updated"


def _report_unrecorded(name: str) -> list[str]:
    """Return a line on the nearest directory file if it selects `name` and has no record of being allowed."""
    path = find_nearest(find_logical_directory())
    try:
        names = (
            parse_document(read_bytes(path, follow=False), DIRECTORY_FILE, path, directory=True).names if path else ()
        )
    except (OSError, VxenvError):
        return []
    if name not in names or any(
        file.reference.path == os.path.realpath(path) for file in find_directory_references([name])
    ):
        return []
    return [f'  {shorten_path(path)}: still selects "{name}"']
