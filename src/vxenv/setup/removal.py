"""What setup put in, taken out again, and nothing else."""

import contextlib
import os

from vxenv.activation.directory_references import find_directory_references
from vxenv.errors import RefusedError
from vxenv.files.transaction import Transaction
from vxenv.paths import find_profiles_directory, shorten_path
from vxenv.profiles.references import find_extending
from vxenv.setup.init_file import read_maker
from vxenv.setup.rc_environment import read_rc_environment
from vxenv.setup.rc_lines import remove_line
from vxenv.setup.record import Record, locate_record, read_record
from vxenv.setup.refresh import remove_files
from vxenv.setup.replacement import restore_lines
from vxenv.setup.setup_paths import find_init_file
from vxenv.shells import SHELLS


def find_record(shell: str, *, needed: bool) -> Record | None:
    """Return the record of `shell`. Raises RefusedError if there is none and it is `needed`."""
    record = read_record(shell)
    if record is None and read_maker(find_init_file(shell)):
        remove_files(shell)
    if record is None and needed:
        raise RefusedError(f"setup put nothing in for {shell}", hint=f"vxenv setup --shell {shell}")
    return record


def check_other_shells(shell: str) -> None:
    """Raise RefusedError where another shell's rc file loads what a purge would delete."""
    others = [name for name in SHELLS if name != shell and read_record(name)]
    if others:
        raise RefusedError(
            f"vxenv is set up for {', '.join(others)} too", hint=f"vxenv setup --remove --shell {others[0]}"
        )


def remove_installation(change: Transaction, record: Record) -> None:
    """Remove what `record` lists, by `change`, and the record itself. Raises StoreError."""
    add_removal(change, record)
    change.remove(locate_record(record.shell))
    change.commit()
    remove_files(record.shell)
    for folder in (os.path.dirname(locate_record(record.shell)), *reversed(record.folders)):
        with contextlib.suppress(OSError):  # something else is in it by now
            os.rmdir(folder)


def add_removal(change: Transaction, record: Record) -> list[tuple[str, str]]:
    """Have `change` remove what `record` lists.

    Returns:
        For each file that keeps something its path and why, for people.
    """
    kept = []
    for put in record.puts:
        data = change.read(put.path)
        rest = remove_line(data, put.added, put.line, put.replaced)
        if rest is None:
            kept.append((put.path, "the line is not there any more"))
        elif not rest and put.made:
            change.remove(os.path.realpath(put.path))
        else:
            change.write(put.path, rest)
    _restore_lines(change, record.shell)
    for file in record.files:
        if change.find(os.path.realpath(file.path)) is None:
            continue
        user = _find_user(file.path, record)
        if change.read(file.path) != file.after:
            kept.append((file.path, "stays, since it was changed"))
        elif user:
            kept.append((file.path, f"stays, since {user} names it"))
        elif file.before is None:
            change.remove(os.path.realpath(file.path))
        else:
            change.write(file.path, file.before)
    return kept


def _restore_lines(change: Transaction, shell: str) -> None:
    """Have `change` bring back the lines of rc files that setup commented out."""
    for path in filter(os.path.isfile, SHELLS[shell].find_rc_files(read_rc_environment(shell))):
        wanted = change.read_wanted(path)
        if restore_lines(wanted) != wanted:
            change.write(path, restore_lines(wanted))


def _find_user(path: str, record: Record) -> str:
    """Return what names the profile at `path` and was not made by setup, "" for nothing."""
    if os.path.dirname(path) != find_profiles_directory():
        return ""
    name = os.path.basename(path).removesuffix(".toml")
    places = [link.path for link in find_extending([name])] + [
        one.reference.path for one in find_directory_references([name]) if one.record
    ]
    made = {file.path for file in record.files}
    return next((shorten_path(place) for place in places if place not in made), "")
