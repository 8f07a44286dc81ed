"""Find and delete the files that remain in vxenv's directories after setup is removed."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from vxenv.files.atomic import build_error
from vxenv.paths import find_cache_directory, find_config_directory, find_state_directory

# The directory of answers to tcsh, which still has to read the one that turns profiles off.
ANSWERS = "answers"


class Leftover(NamedTuple):
    """Existing entries of one of vxenv's directories."""

    what: str  # the description for users
    folder: str  # the directory
    names: tuple[str, ...]  # the names of the entries


def find_leftovers() -> Iterator[Leftover]:
    """Yield the remaining entries, by directory.

    Only names that vxenv uses are included, since VXENV_CONFIG_DIR and the like may name shared directories. Records
    of patches to Claude Code's settings files are omitted, since they are needed to remove the patches.
    """
    for what, folder, names in _list_places():
        there = tuple(name for name in names if _has_content(os.path.join(folder, name)))
        if there:
            yield Leftover(what, folder, there)


def _list_places() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return description, directory and names of each kind of entry."""
    return (
        ("profiles", find_config_directory(), ("profiles",)),
        ("configuration", find_config_directory(), ("config.toml", "catalogue.toml")),
        ("allowed and denied directory files", find_state_directory(), ("allow", "deny")),
        ("change history", find_state_directory(), ("history",)),
        ("ledger of sessions", find_state_directory(), ("ledger",)),
        ("drafts and answers", find_state_directory(), ("drafts", ANSWERS)),
        ("setup files", find_state_directory(), ("setup", "shell", "completions")),
        ("caches", find_cache_directory(), ("plans", "seen", "settings", "published.toml")),
    )


def _has_content(path: str) -> bool:
    if os.path.islink(path) or not os.path.isdir(path):
        return os.path.lexists(path)
    try:
        return bool(os.listdir(path))
    except OSError:
        return True


def remove_leftovers(*, keep: tuple[str, ...] = ()) -> None:
    """Delete everything that `find_leftovers` yields except the names in `keep`. Raises StoreError."""
    for leftover in find_leftovers():
        for name in leftover.names:
            if name not in keep:
                _remove(os.path.join(leftover.folder, name))
    for _, folder, names in _list_places():
        for path in (*(os.path.join(folder, name) for name in names), folder):
            with contextlib.suppress(OSError):  # not empty
                os.rmdir(path)


def _remove(path: str) -> None:
    """Delete a file, a directory, or a symlink without its target. Raises StoreError."""
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    except OSError as error:
        raise build_error(path, error, "remove") from error
