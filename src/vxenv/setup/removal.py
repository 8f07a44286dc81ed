"""Remove the changes that setup made, and nothing else."""

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
from vxenv.setup.record import Record, read_record
from vxenv.setup.refresh import remove_files
from vxenv.setup.replacement import restore_lines
from vxenv.setup.setup_paths import find_init_file, locate_record
from vxenv.shells import SHELLS


def find_record(shell: str, *, needed: bool) -> Record | None:
    """Return the record of `shell`, None for none. Raises RefusedError if it is missing but `needed`."""
    record = read_record(shell)
    if record is None and read_maker(find_init_file(shell)):
        remove_files(shell)
    if record is None and needed:
        raise RefusedError(f"vxenv is not set up for {shell}", hint=f"vxenv setup --shell {shell}")
    return record


def check_other_shells(shell: str) -> None:
    """Raise RefusedError if another shell's rc file loads files that a purge would delete."""
    others = [name for name in SHELLS if name != shell and read_record(name)]
    if others:
        raise RefusedError(
            f"vxenv is also set up for {', '.join(others)}", hint=f"vxenv setup --remove --shell {others[0]}"
        )


def remove_installation(change: Transaction, record: Record) -> None:
    """Remove everything in `record` with `change`, and the record itself. Raises StoreError."""
    add_removal(change, record)
    change.remove(locate_record(record.shell))
    change.commit()
    remove_files(record.shell)
    for folder in (os.path.dirname(locate_record(record.shell)), *reversed(record.folders)):
        with contextlib.suppress(OSError):  # not empty
            os.rmdir(folder)


def add_removal(change: Transaction, record: Record) -> list[tuple[str, str]]:
    """Add the removal of everything in `record` to `change`.

    Returns:
        The path of each file that is kept, with the reason as text for users.
    """
    kept = []
    for put in record.puts:
        data = change.read(put.path)
        rest = remove_line(data, put.added, put.line, put.replaced)
        if rest is None:
            kept.append((put.path, "the line no longer exists"))
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
            kept.append((file.path, "changed since setup"))
        elif user:
            kept.append((file.path, f"used by {user}"))
        elif file.before is None:
            change.remove(os.path.realpath(file.path))
        else:
            change.write(file.path, file.before)
    return kept


def _restore_lines(change: Transaction, shell: str) -> None:
    """Add the restoring of lines that setup commented out to `change`."""
    for path in filter(os.path.isfile, SHELLS[shell].find_rc_files(read_rc_environment(shell))):
        wanted = change.read_wanted(path)
        if restore_lines(wanted) != wanted:
            change.write(path, restore_lines(wanted))


def _find_user(path: str, record: Record) -> str:
    """Return a file that uses the profile at `path` and was not written by setup, "" for none."""
    if os.path.dirname(path) != find_profiles_directory():
        return ""
    name = os.path.basename(path).removesuffix(".toml")
    places = [link.path for link in find_extending([name])] + [
        one.reference.path for one in find_directory_references([name]) if one.record
    ]
    made = {file.path for file in record.files}
    return next((shorten_path(place) for place in places if place not in made), "")
