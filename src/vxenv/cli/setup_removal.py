"""`setup --remove`: show what goes, ask, and remove it."""

import os
from collections.abc import Iterator

import vxenv
from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.activation.plan_keys import UNLOAD
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report
from vxenv.cli.profile_changes import begin_change
from vxenv.cli.shell_answer import print_word
from vxenv.errors import RefusedError
from vxenv.files.transaction import Transaction
from vxenv.paths import escape_text, shorten_path
from vxenv.plans.hook import TCSH
from vxenv.setup.leftovers import ANSWERS, find_leftovers, remove_leftovers
from vxenv.setup.removal import add_removal, check_other_shells, find_record, remove_installation


def remove_setup(shell: str, *, yes: bool, dry_run: bool, purge: bool = False) -> None:
    """Remove what setup put in for `shell`, after a yes; with `purge` all else of vxenv's own. Raises RefusedError.

    The shell that calls is switched off: a new one would inherit variables that nothing there could undo.
    """
    command = f"vxenv setup --remove{' --purge' if purge else ''} --shell {shell}"
    record = find_record(shell, needed=not purge)
    if purge:
        check_other_shells(shell)
    hook = None if dry_run else _find_hook(command)
    preview = Transaction("")
    kept = add_removal(preview, record) if record else []
    report(
        *(f"{shorten_path(file.path)}: {'as it was' if file.after else 'removed'}" for file in preview.list_changes())
    )
    report(*(f"{shorten_path(path)}: {why}" for path, why in kept))
    if purge:
        report(*(f"{places}: deleted, {what}" for places, what in _list_leftovers()))
    if dry_run:
        print_diff(preview.list_changes())
        return
    if not yes:
        _ask(f"{command} --yes", purge=purge)
    if record:
        with begin_change(f"setup --remove --shell {shell}") as change:
            remove_installation(change, record)
    if hook:
        print_word(hook, UNLOAD)
        report("no profile in this shell")
    if purge:
        remove_leftovers(keep=(ANSWERS,) if hook and hook.shell == TCSH else ())
        report("done  (other shells that run keep vxenv until they end)")
        return
    report("done  (back: vxenv undo; shells that run keep vxenv until they end)")
    report(*(f"{places}: stays, {what}" for places, what in _list_leftovers()))
    report(f"to delete that too: vxenv setup --remove --purge --shell {shell}")


def _find_hook(command: str) -> Caller | None:
    """Return the hook that called and obeys. Raises RefusedError where a profile is active that it could not undo."""
    hook = find_calling_hook()
    if hook and hook.version == vxenv.__version__:
        return hook
    if os.environ.get("VXENV_PROFILE") or os.environ.get("__VXENV_STATE"):
        name = os.environ.get("VXENV_PROFILE", "")
        raise RefusedError(
            f"{escape_text(name) or 'a profile'} is active in this shell, and new shells could not undo it",
            hint=f"vxenv off; {command}",
        )
    return None


def _list_leftovers() -> Iterator[tuple[str, str]]:
    """Yield the paths of each kind of thing that is left, with what it is, for people."""
    for leftover in find_leftovers():
        yield ", ".join(shorten_path(os.path.join(leftover.folder, name)) for name in leftover.names), leftover.what


def _ask(instead: str, *, purge: bool) -> None:
    """Ask whether to go on. Raises RefusedError if not; `instead` is the command that does not ask."""
    confirm(
        "Delete all of it? No undo brings it back" if purge else "Take it out?",
        absent=RefusedError("nothing changed: there is nobody to ask", hint=instead),
        declined=RefusedError("nothing changed", hint="vxenv setup --remove --dry-run"),
        default=not purge,
    )
