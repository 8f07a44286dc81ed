"""undo: back through the last changes to profiles and settings."""

import os
import time

import click

from vxenv.activation.current import Current
from vxenv.catalogue.secrets import redact_text
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.questions import confirm_loss
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import render_own_text, report, say
from vxenv.cli.profile_changes import begin_change
from vxenv.cli.shell_answer import rename_pinned
from vxenv.errors import UsageError, render_hints
from vxenv.files import journal, transaction
from vxenv.paths import find_state_directory, shorten_path
from vxenv.profiles.store import list_profile_names


@click.command(short_help="Take back the last change to profiles, or the last few.")
@click.argument("steps", type=click.IntRange(min=1), default=1)
@click.option("--list", "listed", is_flag=True, help="Show what can be taken back, the last change first.")
@click.option("--redo", is_flag=True, help="Bring again what was taken back.")
@DRY_RUN_OPTION
@click.option("-f", "--force", is_flag=True, help="Even where a file was changed since by something else.")
@click.option("--forget", is_flag=True, help="Forget all changes: nothing can be taken back then.")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before --forget.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, with --list.")
def undo(steps: int, *, listed: bool, redo: bool, dry_run: bool, force: bool, forget: bool, yes: bool,
         as_json: bool) -> None:  # fmt: skip
    """Take back the last change that a command made to profiles or to the default; STEPS of them.

    The last 50 are kept.

    \b
    vxenv undo
    vxenv undo --list
    vxenv undo 3 --dry-run
    vxenv undo --redo
    """
    if listed:
        _list_changes(as_json=as_json)
    elif forget:
        _forget_all(yes=yes)
    else:
        _undo_changes(steps, redo=redo, dry_run=dry_run, force=force)


def _forget_all(*, yes: bool) -> None:
    if not yes:
        what = "all changes would be forgotten, and none could be taken back any more"
        confirm_loss(what, "Forget them?", hint="vxenv undo --forget --yes")
    with begin_change("undo --forget"):
        count = journal.forget()
        say(f"forgot {count} change{'' if count == 1 else 's'}")


def _undo_changes(steps: int, *, redo: bool, dry_run: bool, force: bool) -> None:
    names = list_profile_names()
    with begin_change("undo"):
        entries = journal.list_undone() if redo else journal.list_done()
        if len(entries) < steps:
            kept = {0: "is no change", 1: "is one change"}.get(len(entries), f"are {len(entries)} changes")
            raise UsageError(f"there {kept} to {'bring again' if redo else 'take back'}", hint="vxenv undo --list")
        records = os.path.join(find_state_directory(), "")
        wanted = entries[:steps]
        if dry_run:
            files = [file for entry in wanted for file in entry.files if not file.path.startswith(records)]
            print_diff(files if redo else [file._replace(before=file.after, after=file.before) for file in files])
            return
        for entry, paths in zip(wanted, transaction.undo(wanted, again=redo, force=force), strict=True):
            verb = "done again" if redo else "taken back"
            report(f"{verb}: {render_own_text(entry.what)}  ({_format_time(entry.when)})")
            report(*(f"  {shorten_path(path)}" for path in paths if not path.startswith(records)))
    _follow_pin(names)


def _follow_pin(names: list[str]) -> None:
    """Have this shell go on where what is pinned in it went: back to the name it had before a rename, say."""
    pinned, now = Current().pinned_names, list_profile_names()
    lost = [name for name in pinned if name in names and name not in now]
    if not lost:
        return  # where a directory or the default decides, the hook sees to it
    new = [name for name in now if name not in names]
    if len(lost) == len(new) == 1 and rename_pinned({lost[0]: new[0]}):
        return
    hints = f"vxenv use {new[0]}\nvxenv auto" if len(new) == 1 else "vxenv auto"
    say(f"{', '.join(lost)} is pinned in this shell, and gone now", *render_hints(hints))


def _list_changes(*, as_json: bool) -> None:
    done, undone = journal.list_done(), journal.list_undone()[::-1]
    if as_json:
        entries = [*((entry, True) for entry in undone), *((entry, False) for entry in done)]
        rows = [
            {
                "what": redact_text(entry.what),
                "when": entry.when,
                "undone": is_undone,
                "files": [file.path for file in entry.files],
            }
            for entry, is_undone in entries
        ]
        print_json({"changes": rows})
    elif not done and not undone:
        say("no command has changed a profile yet")
    else:
        cells = [["-", _format_time(entry.when), render_own_text(entry.what), "taken back"] for entry in undone]
        cells += [
            [str(number), _format_time(entry.when), render_own_text(entry.what), ""]
            for number, entry in enumerate(done, 1)
        ]
        page(*render_table(cells))


def _format_time(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
