"""undo: back through the last changes to profiles and settings."""

import os
import time

import click

from vxenv.catalogue.secrets import redact_text
from vxenv.cli.calling_shell import pinned_names
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.pager import page
from vxenv.cli.output.questions import confirm_loss
from vxenv.cli.output.table import table
from vxenv.cli.output.terminal import own_text, report, say
from vxenv.cli.profile_changes import changing
from vxenv.cli.shell_answer import carried
from vxenv.errors import UsageError, render_hints
from vxenv.files import journal, transaction
from vxenv.paths import shown, state_dir
from vxenv.profiles.store import profile_names


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
        _list(as_json=as_json)
    elif forget:
        _forget(yes=yes)
    else:
        _step(steps, redo=redo, dry_run=dry_run, force=force)


def _forget(*, yes: bool) -> None:
    if not yes:
        what = "all changes would be forgotten, and none could be taken back any more"
        confirm_loss(what, "Forget them?", hint="vxenv undo --forget --yes")
    with changing("undo --forget"):
        count = journal.forget()
        say(f"forgot {count} change{'' if count == 1 else 's'}")


def _step(steps: int, *, redo: bool, dry_run: bool, force: bool) -> None:
    names = profile_names()
    with changing("undo"):
        entries = journal.undone() if redo else journal.done()
        if len(entries) < steps:
            kept = {0: "is no change", 1: "is one change"}.get(len(entries), f"are {len(entries)} changes")
            raise UsageError(f"there {kept} to {'bring again' if redo else 'take back'}", hint="vxenv undo --list")
        records = os.path.join(state_dir(), "")
        wanted = entries[:steps]
        if dry_run:
            files = [file for entry in wanted for file in entry.files if not file.path.startswith(records)]
            print_diff(files if redo else [one._replace(before=one.after, after=one.before) for one in files])
            return
        for entry, paths in zip(wanted, transaction.undo(wanted, again=redo, force=force), strict=True):
            report(f"{'done again' if redo else 'taken back'}: {own_text(entry.what)}  ({_when(entry.when)})")
            report(*(f"  {shown(path)}" for path in paths if not path.startswith(records)))
    _go_along(names)


def _go_along(names: list[str]) -> None:
    """Have this shell go on where what is pinned in it went: back to the name it had before a rename, say."""
    pinned, now = pinned_names(), profile_names()
    gone = [name for name in pinned if name in names and name not in now]
    if not gone:
        return  # where a directory or the default decides, the hook sees to it
    back = [name for name in now if name not in names]
    if len(gone) == len(back) == 1 and carried({gone[0]: back[0]}):
        return
    hints = f"vxenv use {back[0]}\nvxenv auto" if len(back) == 1 else "vxenv auto"
    say(f"{', '.join(gone)} is pinned in this shell, and gone now", *render_hints(hints))


def _list(*, as_json: bool) -> None:
    done, undone = journal.done(), journal.undone()
    if as_json:
        both = [(one, True) for one in reversed(undone)] + [(one, False) for one in done]
        rows = [
            {
                "what": redact_text(one.what),
                "when": one.when,
                "undone": back,
                "files": [file.path for file in one.files],
            }
            for one, back in both
        ]
        print_json({"changes": rows})
    elif not done and not undone:
        say("no command has changed a profile yet")
    else:
        taken = [["-", _when(one.when), own_text(one.what), "taken back"] for one in reversed(undone)]
        page(
            *table(
                [
                    *taken,
                    *([str(at + 1), _when(one.when), own_text(one.what), ""] for at, one in enumerate(done)),
                ]
            )
        )


def _when(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))
