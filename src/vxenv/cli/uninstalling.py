"""setup --remove: what setup put in is taken out, and nothing else."""

import contextlib
import os
import sys

import click

from vxenv.activation.references import asking
from vxenv.cli.changing import changing
from vxenv.cli.differences import print_diff
from vxenv.cli.refreshing import remove_files
from vxenv.cli.text import report
from vxenv.errors import RefusedError
from vxenv.installing.init_file import maker_of
from vxenv.installing.lines import without
from vxenv.installing.places import init_place
from vxenv.installing.record import Record, read_record, record_place
from vxenv.paths import profiles_dir, shown
from vxenv.profiles.changes import Change
from vxenv.profiles.references import extending


def uninstall(shell: str, *, yes: bool, dry_run: bool) -> None:
    """Take out what setup put in for `shell`, after a yes. Raises RefusedError."""
    record = read_record(shell)
    if record is None:
        if maker_of(init_place(shell)):
            remove_files(shell)
        raise RefusedError(f"setup put nothing in for {shell}", hint=f"vxenv setup --shell {shell}")
    preview = Change("")
    kept = _take_out(preview, record)
    for one in preview.files():
        report(f"{shown(one.path)}: {'as it was' if one.after else 'removed'}")
    report(*kept)
    if not yes and not dry_run:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise RefusedError(
                "nothing changed: there is nobody to ask", hint=f"vxenv setup --remove --shell {shell} --yes"
            )
        if not click.confirm("Take it out?", default=True, err=True):
            raise RefusedError("nothing changed", hint="vxenv setup --remove --dry-run")
    if dry_run:
        for one in preview.files():
            print_diff(one.path, one.before.data if one.before else b"", one.after.data if one.after else b"")
        return
    with changing(f"setup --remove --shell {shell}") as change:
        _take_out(change, record)
        change.remove(record_place(shell))
        change.commit()
    remove_files(shell)
    for folder in (os.path.dirname(record_place(shell)), *reversed(record.folders)):
        with contextlib.suppress(OSError):  # something else is in it by now
            os.rmdir(folder)
    report("done  (back: vxenv undo; shells that run keep vxenv until they end)")


def _take_out(change: Change, record: Record) -> list[str]:
    """Have `change` take out what `record` says; return what is to be said of what stays."""
    kept = []
    for put in record.puts:
        data = change.read(put.path)
        rest = without(data, put.added, put.line, put.replaced)
        if rest is None:
            kept.append(f"{shown(put.path)}: the line is not there any more")
        elif not rest and put.made:
            change.remove(os.path.realpath(put.path))
        else:
            change.write(put.path, rest)
    for one in record.files:
        if change.find(os.path.realpath(one.path)) is None:
            continue
        uses = _uses(one.path, record)
        if change.read(one.path) != one.after:
            kept.append(f"{shown(one.path)}: stays, since it was changed")
        elif uses:
            kept.append(f"{shown(one.path)}: stays, since {uses} names it")
        elif one.before is None:
            change.remove(os.path.realpath(one.path))
        else:
            change.write(one.path, one.before)
    return kept


def _uses(path: str, record: Record) -> str:
    """Return what names the profile at `path` and was not made by setup, "" for nothing."""
    if os.path.dirname(path) != profiles_dir():
        return ""
    name = os.path.basename(path).removesuffix(".toml")
    places = [one.path for one in extending([name])] + [one.reference.path for one in asking([name]) if one.record]
    others = [place for place in places if place not in {one.path for one in record.files}]
    return shown(others[0]) if others else ""
