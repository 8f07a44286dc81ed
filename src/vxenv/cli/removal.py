"""setup --remove: what setup put in is taken out, and nothing else."""

import contextlib
import os
from collections.abc import Iterable, Iterator

import vxenv
from vxenv.activation.caller import Asker, asking_hook
from vxenv.activation.plan_keys import UNLOAD
from vxenv.activation.trusted_profiles import asking
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import changing
from vxenv.cli.rc_environment import rc_environment
from vxenv.cli.refresh import remove_files
from vxenv.cli.replacement import restore_lines
from vxenv.cli.shell_answer import answer_word
from vxenv.errors import RefusedError
from vxenv.files.transaction import Change
from vxenv.paths import printable, profiles_dir, shown
from vxenv.plans.hook import TCSH
from vxenv.profiles.references import extending
from vxenv.setup.init_file import maker_of
from vxenv.setup.leftovers import ANSWERS, Leftover, find_leftovers, remove_leftovers
from vxenv.setup.paths_of_setup import init_place
from vxenv.setup.rc_lines import without
from vxenv.setup.record import Record, read_record, record_place
from vxenv.shells import SHELLS


def uninstall(shell: str, *, yes: bool, dry_run: bool, purge: bool = False) -> None:
    """Take out what setup put in for `shell`, after a yes; with `purge` all else of vxenv's own. Raises RefusedError.

    The shell that calls is switched off: a new one would inherit variables that nothing there could undo.
    """
    command = f"vxenv setup --remove{' --purge' if purge else ''} --shell {shell}"
    record = _find_record(shell, needed=not purge)
    if purge:
        _check_other_shells(shell)
    hook = None if dry_run else _find_hook(command)
    preview = Change("")
    kept = _take_out(preview, record) if record else []
    report(*(f"{shown(one.path)}: {'as it was' if one.after else 'removed'}" for one in preview.files()), *kept)
    if purge:
        report(*(f"{place}: deleted, {what}" for place, what in _name(find_leftovers())))
    if dry_run:
        print_diff(preview.files())
        return
    if not yes:
        _ask(f"{command} --yes", purge=purge)
    if record:
        _remove(shell, record)
    if hook:
        answer_word(hook, UNLOAD)
        report("no profile in this shell")
    if purge:
        remove_leftovers(keep=(ANSWERS,) if hook and hook.shell == TCSH else ())
        report("done  (other shells that run keep vxenv until they end)")
        return
    report("done  (back: vxenv undo; shells that run keep vxenv until they end)")
    report(*(f"{place}: stays, {what}" for place, what in _name(find_leftovers())))
    report(f"to delete that too: vxenv setup --remove --purge --shell {shell}")


def _find_record(shell: str, *, needed: bool) -> Record | None:
    """Return the record of `shell`. Raises RefusedError if there is none and it is `needed`."""
    record = read_record(shell)
    if record is None and maker_of(init_place(shell)):
        remove_files(shell)
    if record is None and needed:
        raise RefusedError(f"setup put nothing in for {shell}", hint=f"vxenv setup --shell {shell}")
    return record


def _find_hook(command: str) -> Asker | None:
    """Return the hook that called and obeys. Raises RefusedError where a profile is active that it could not undo."""
    hook = asking_hook()
    if hook and hook.version == vxenv.__version__:
        return hook
    if os.environ.get("VXENV_PROFILE") or os.environ.get("__VXENV_STATE"):
        name = os.environ.get("VXENV_PROFILE", "")
        raise RefusedError(
            f"{printable(name) or 'a profile'} is active in this shell, and new shells could not undo it",
            hint=f"vxenv off; {command}",
        )
    return None


def _check_other_shells(shell: str) -> None:
    """Raise RefusedError where another shell's rc file loads what a purge would delete."""
    others = [name for name in SHELLS if name != shell and read_record(name)]
    if others:
        raise RefusedError(
            f"vxenv is set up for {', '.join(others)} too", hint=f"vxenv setup --remove --shell {others[0]}"
        )


def _name(leftovers: Iterable[Leftover]) -> Iterator[tuple[str, str]]:
    """Yield for each path that is left what it is, for people."""
    for one in leftovers:
        yield ", ".join(shown(os.path.join(one.folder, name)) for name in one.names), one.what


def _ask(instead: str, *, purge: bool) -> None:
    """Ask whether to go on. Raises RefusedError if not; `instead` is the command that does not ask."""
    confirm(
        "Delete all of it? No undo brings it back" if purge else "Take it out?",
        absent=RefusedError("nothing changed: there is nobody to ask", hint=instead),
        declined=RefusedError("nothing changed", hint="vxenv setup --remove --dry-run"),
        default=not purge,
    )


def _remove(shell: str, record: Record) -> None:
    with changing(f"setup --remove --shell {shell}") as change:
        _take_out(change, record)
        change.remove(record_place(shell))
        change.commit()
    remove_files(shell)
    for folder in (os.path.dirname(record_place(shell)), *reversed(record.folders)):
        with contextlib.suppress(OSError):  # something else is in it by now
            os.rmdir(folder)


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
    _restore(change, record.shell)
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


def _restore(change: Change, shell: str) -> None:
    """Have `change` bring back the lines of rc files that setup commented out."""
    for path in filter(os.path.isfile, SHELLS[shell].find_rc_files(rc_environment(shell))):
        wanted = change.wanted(path)
        if restore_lines(wanted) != wanted:
            change.write(path, restore_lines(wanted))


def _uses(path: str, record: Record) -> str:
    """Return what names the profile at `path` and was not made by setup, "" for nothing."""
    if os.path.dirname(path) != profiles_dir():
        return ""
    name = os.path.basename(path).removesuffix(".toml")
    places = [one.path for one in extending([name])] + [one.reference.path for one in asking([name]) if one.record]
    others = [place for place in places if place not in {one.path for one in record.files}]
    return shown(others[0]) if others else ""
