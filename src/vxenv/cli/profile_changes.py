"""Shared parts of commands that change profiles: transaction, confirmation and backup."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from typing import Any

from vxenv.checks.advice import cut_lines, list_advice
from vxenv.claude.settings_paths import is_own
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.cli.schema_files import PROFILE, add_schema_line
from vxenv.config import find_config_path
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.files.transaction import Transaction, lock_store, read_content
from vxenv.paths import find_state_directory, shorten_path
from vxenv.profiles.patterns import check_own_name
from vxenv.profiles.references import find_extending
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store, find_profile_path
from vxenv.text.toml_edit import edit_toml

_MOST_CHECKED = 20
_MOST_HINTS = 3
BACKUP = ".bak"


@contextlib.contextmanager
def begin_change(what: str) -> Iterator[Transaction]:
    """Yield a transaction under the lock of the store; `what` is the command, for the history."""
    with lock_store() as cut_short:
        if cut_short:
            say(f"note: undid an interrupted command: {cut_short}")
        yield Transaction(what)


def change_config(what: str, key: str, value: Any) -> None:  # noqa: ANN401 - whatever TOML holds
    """Set `key` of config.toml to `value`, or remove it for None; `what` is the command. Raises DocumentError."""
    path = find_config_path()
    with begin_change(what) as change:
        change.write(path, edit_toml(change.read(path), path, {(key,): value}))
        change.commit()


def confine_settings(change: Transaction, path: str) -> None:
    """Confine `change` to the project of the settings file at `path`, unless the file is the user's own.

    Raises RefusedError if a symlink leads out of the project.
    """
    if not is_own(path, os.environ):
        change.confine(path)


def print_difference(change: Transaction) -> None:
    """Print the changes, except to vxenv's own records."""
    records = os.path.join(find_state_directory(), "")
    print_diff(file for file in change.list_changes() if not file.path.startswith(records))


def confirm_change(change: Transaction, *, yes: bool, dry_run: bool = False) -> None:
    """Show the diff of `change`, and commit it after confirmation. Raises RefusedError."""
    print_diff(change.list_changes())
    if dry_run:
        return
    if not yes:
        confirm(
            "Write these changes?",
            absent=RefusedError("not a terminal; use --yes to confirm", hint=repeat_command("--yes")),
            declined=RefusedError("nothing changed", hint="vxenv undo --list"),
            default=True,
        )
    change.commit()
    report("written  (undo: vxenv undo)")


def finish_profile(data: bytes) -> bytes:
    """Return `data`, a new profile, after the address of its schema if config.toml enables `schema_line`."""
    return add_schema_line(data, PROFILE)


def warn_about(names: Sequence[str]) -> None:
    """Print findings on profiles that were just written: at most three lines, and their hints."""
    store = Store()
    lines: dict[str, None] = {}
    for name in names[:_MOST_CHECKED]:
        with contextlib.suppress(VxenvError):
            lines |= dict.fromkeys(
                list_advice(name, resolve_stack([name], store), written=True, base=bool(find_extending([name])))
            )
    hints = [line for line in lines if line.startswith("hint: ")]
    findings = [line for line in lines if line not in hints]
    report(*cut_lines(findings, f"vxenv lint {' '.join(names)}"), *hints[:_MOST_HINTS])


def check_new_name(old: str, new: str) -> str:
    """Return `new` if it is a name other than `old`. Raises UsageError."""
    if check_own_name(new) == old:
        raise UsageError(f'the profile is already named "{old}"', hint="vxenv list")
    return new


def claim_path(change: Transaction, name: str, *, force: bool) -> str:
    """Return the path of the new profile `name`. With `force`, back up an existing one, else raise RefusedError."""
    path = find_profile_path(name)
    if read_content(path) is None:
        return path
    if not force:
        raise make_exists_error(name)
    backup = _find_free_path(path + BACKUP)
    change.write(backup, change.read(path))
    say(f'replaced "{name}"; backup: {shorten_path(backup)}')
    return path


def make_exists_error(name: str) -> RefusedError:
    """Return the error for an existing profile."""
    return RefusedError(f'"{name}" already exists; --force replaces it and keeps a backup', hint=f"vxenv show {name}")


def _find_free_path(path: str) -> str:
    """Return `path` if it is free, else `path` with the first free number appended."""
    free, number = path, 1
    while os.path.lexists(free):
        number += 1
        free = f"{path}.{number}"
    return free
