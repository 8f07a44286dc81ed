"""The command `undo`."""

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
from vxenv.files.directories import is_below
from vxenv.paths import find_sources_directory, find_state_directory, shorten_path
from vxenv.profiles.source_files import CHECKED, RECORD
from vxenv.profiles.store import list_all_names


@click.command(short_help="Undo the last changes to profiles and settings.")
@click.argument("steps", type=click.IntRange(min=1), default=1)
@click.option("--list", "listed", is_flag=True, help="List changes, the latest first.")
@click.option("--redo", is_flag=True, help="Redo undone changes.")
@DRY_RUN_OPTION
@click.option("-f", "--force", is_flag=True, help="Undo even if a file was changed since.")
@click.option("--forget", is_flag=True, help="Delete the history; nothing can be undone after that.")
@click.option("-y", "--yes", is_flag=True, help="With --forget: do not ask.")
@click.option("--json", "as_json", is_flag=True, help="With --list: output JSON.")
def undo(steps: int, *, listed: bool, redo: bool, dry_run: bool, force: bool, forget: bool, yes: bool,
         as_json: bool) -> None:  # fmt: skip
    """Undo the last change, or the last STEPS changes.

    Only changes made by vxenv commands are recorded; the last 50 are kept.

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
        what = "this deletes the history: no earlier change can be undone"
        confirm_loss(what, "Delete the history?", hint="vxenv undo --forget --yes")
    with begin_change("undo --forget"):
        count = journal.forget()
        say(f"forgot {count} change{'' if count == 1 else 's'}")


def _undo_changes(steps: int, *, redo: bool, dry_run: bool, force: bool) -> None:
    names = list_all_names()
    with begin_change("undo"):
        entries = journal.list_undone() if redo else journal.list_done()
        if len(entries) < steps:
            count = {0: "no changes", 1: "only 1 change"}.get(len(entries), f"only {len(entries)} changes")
            raise UsageError(f"{count} to {'redo' if redo else 'undo'}", hint="vxenv undo --list")
        wanted = entries[:steps]
        if dry_run:
            files = [file for entry in wanted for file in entry.files if _is_shown(file.path)]
            print_diff(files if redo else [file._replace(before=file.after, after=file.before) for file in files])
            return
        for entry, paths in zip(wanted, transaction.undo(wanted, again=redo, force=force), strict=True):
            verb = "redone" if redo else "undone"
            report(f"{verb}: {render_own_text(entry.what)}  ({_format_time(entry.when)})")
            report(*(f"  {shorten_path(path)}" for path in paths if not is_below(path, find_state_directory())))
    _follow_pin(names)


def _is_shown(path: str) -> bool:
    """Tell whether the change of a file is shown: not that of vxenv's own records, except the files of sources."""
    if is_below(path, find_sources_directory()):
        return os.path.basename(path) not in (RECORD, CHECKED)
    return not is_below(path, find_state_directory())


def _follow_pin(names: list[str]) -> None:
    """Update the pinned stack of this shell if the undo renamed one of its profiles; warn if it removed one."""
    pinned, now = Current().pinned_names, list_all_names()
    lost = [name for name in pinned if name in names and name not in now]
    if not lost:
        return  # the hook handles directory files and the default
    new = [name for name in now if name not in names]
    if len(lost) == len(new) == 1 and rename_pinned({lost[0]: new[0]}):
        return
    hints = f"vxenv use {new[0]}\nvxenv auto" if len(new) == 1 else "vxenv auto"
    say(f"warning: pinned in this shell, but missing: {', '.join(lost)}", *render_hints(hints))


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
        say("no changes to undo")
    else:
        cells = [["-", _format_time(entry.when), render_own_text(entry.what), "undone"] for entry in undone]
        cells += [
            [str(number), _format_time(entry.when), render_own_text(entry.what), ""]
            for number, entry in enumerate(done, 1)
        ]
        page(*render_table(cells))


def _format_time(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
