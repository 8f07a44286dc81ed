"""The command `setup --remove`: show the changes, ask, and remove."""

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
    """Remove the changes of setup for `shell` after confirmation. Raises RefusedError.

    Profiles are turned off in the calling shell: a new shell would inherit variables that it could not restore.

    Args:
        shell: The name of the shell.
        yes: Whether to skip the question.
        dry_run: Whether to only show the changes.
        purge: Whether to delete vxenv's other files, too.
    """
    command = f"vxenv setup --remove{' --purge' if purge else ''} --shell {shell}"
    record = find_record(shell, needed=not purge)
    if purge:
        check_other_shells(shell)
    hook = None if dry_run else _find_hook(command)
    preview = Transaction("")
    kept = add_removal(preview, record) if record else []
    report(*(f"{'restore' if file.after else 'remove'} {shorten_path(file.path)}" for file in preview.list_changes()))
    report(*(f"keep {shorten_path(path)}: {why}" for path, why in kept))
    if purge:
        report(*(f"delete {places} ({what})" for places, what in _list_leftovers()))
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
        report("profiles off in this shell")
    if purge:
        remove_leftovers(keep=(ANSWERS,) if hook and hook.shell == TCSH else ())
        report("done (running shells keep vxenv until they exit)")
        return
    report("done (undo: vxenv undo; running shells keep vxenv until they exit)")
    report(*(f"kept {places} ({what})" for places, what in _list_leftovers()))
    report(f"to delete these: vxenv setup --remove --purge --shell {shell}")


def _find_hook(command: str) -> Caller | None:
    """Return the calling hook, to turn profiles off. Raises RefusedError if it cannot, and a profile is active."""
    hook = find_calling_hook()
    if hook and hook.version == vxenv.__version__:
        return hook
    if os.environ.get("VXENV_PROFILE") or os.environ.get("__VXENV_STATE"):
        name = escape_text(os.environ.get("VXENV_PROFILE", ""))
        what = f'profile "{name}"' if name else "a profile"
        raise RefusedError(
            f"{what} is active in this shell, and new shells could not undo it",
            hint=f"vxenv off; {command}",
        )
    return None


def _list_leftovers() -> Iterator[tuple[str, str]]:
    """Yield paths and description of each kind of remaining file, for users."""
    for leftover in find_leftovers():
        yield ", ".join(shorten_path(os.path.join(leftover.folder, name)) for name in leftover.names), leftover.what


def _ask(instead: str, *, purge: bool) -> None:
    """Ask for confirmation. Raises RefusedError if declined; `instead` is the command that does not ask."""
    confirm(
        "Delete all of these permanently?" if purge else "Continue?",
        absent=RefusedError("not a terminal; use --yes to confirm", hint=instead),
        declined=RefusedError("nothing changed", hint="vxenv setup --remove --dry-run"),
        default=not purge,
    )
