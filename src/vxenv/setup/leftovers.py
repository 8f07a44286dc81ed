"""What stays in vxenv's own directories when setup is taken out, and how to remove that too."""

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import NamedTuple

from vxenv.files.atomic import build_error
from vxenv.paths import find_cache_directory, find_config_directory, find_state_directory

# Where tcsh reads its answers: it still has to read the one that switches it off.
ANSWERS = "answers"


class Leftover(NamedTuple):
    """Entries of one of vxenv's directories that are there."""

    what: str  # for people
    folder: str  # the directory
    names: tuple[str, ...]  # the entries in it


def find_leftovers() -> Iterator[Leftover]:
    """Yield what vxenv keeps, by directory.

    Only names that vxenv gives are in it: the directories may be anybody's, by way of VXENV_CONFIG_DIR and the like.
    Records of what was put into Claude Code's settings files are not, since nothing else can take that out again.
    """
    for what, folder, names in _list_places():
        there = tuple(name for name in names if _has_content(os.path.join(folder, name)))
        if there:
            yield Leftover(what, folder, there)


def _list_places() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return for each kind of thing what it is, the directory that it is in, and the names that vxenv gives it."""
    return (
        ("profiles", find_config_directory(), ("profiles",)),
        ("configuration", find_config_directory(), ("config.toml", "catalogue.toml")),
        ("allowed and denied directory files", find_state_directory(), ("allow", "deny")),
        ("history of changes", find_state_directory(), ("history",)),
        ("drafts and answers", find_state_directory(), ("drafts", ANSWERS)),
        ("files of setup", find_state_directory(), ("setup", "shell", "completions")),
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
    """Remove all that `find_leftovers` yields but entries named in `keep`. Raises StoreError."""
    for leftover in find_leftovers():
        for name in leftover.names:
            if name not in keep:
                _remove(os.path.join(leftover.folder, name))
    for _, folder, names in _list_places():
        for path in (*(os.path.join(folder, name) for name in names), folder):
            with contextlib.suppress(OSError):  # something else is in it
                os.rmdir(path)


def _remove(path: str) -> None:
    """Remove a file, a directory, or a symlink but not what it leads to. Raises StoreError."""
    try:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path)
        else:
            os.unlink(path)
    except OSError as error:
        raise build_error(path, error, "remove") from error
