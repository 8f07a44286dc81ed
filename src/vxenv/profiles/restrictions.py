"""Restrict the variables of directory files and sources by class. A refused variable makes the whole file invalid.

Trust covers the bytes of the directory file. A variable that names another file (credentials, certificates, a
settings directory) depends on that file's content, which the next `git pull` may change if it is in the same
repository. Checking its bytes as well would leave a gap between check and use, so such a file must be outside the
directory's tree, where only the user can put it. A source cannot name its own files in vxenv's directories.
"""

import os
from collections.abc import Callable
from typing import NamedTuple

from vxenv.catalogue.classes import ASK, IDENTITY, NETWORK, REFUSE, STEERING, classify
from vxenv.catalogue.variables import load_variables
from vxenv.files.links import find_working_tree, is_leading_into, is_process_path
from vxenv.paths import escape_text, shorten_path

_PATH_TYPES = ("path", "directory")
_PATH_WORDS = frozenset({"FILE", "DIR", "DIRECTORY", "PATH", "KEYFILE"})
_PATH_ENDINGS = frozenset(
    {"BUNDLE", "CACERT", "CAINFO", "CERT", "CERTS", "CERTIFICATE", "CONFIG", "CREDENTIALS", "HOME"}
)
_RELATIVE = ("./", "../", "~", "file:")
_MOST_PATHS = 50  # paths in a list, since each is resolved step by step
_LONGEST = 200  # characters of a value in a message


class Refusal(NamedTuple):
    """Reason why an untrusted file cannot set a variable."""

    what: str  # the message, after "cannot set"
    movable: bool  # whether a profile of the user's own can set it


def is_consent_needed(name: str) -> bool:
    """Tell whether the variable `name` requires confirmation in a directory file."""
    return classify(name).policy.directory == ASK


def list_directory_trees(base: str) -> tuple[str, ...]:
    """Return the directories that belong to a directory file in the real directory `base`, the outermost first."""
    return find_working_tree(base) or base, base


def find_refusal(name: str, value: str | None, list_trees: Callable[[], tuple[str, ...]]) -> Refusal | None:
    """Return the reason why an untrusted file cannot set `name` to `value`, or None.

    `list_trees` returns the directories whose content is not trusted either. The hint never contains the value.
    """
    kind = classify(name)
    if kind.policy.directory == REFUSE:
        return Refusal(f"{name}: it {kind.describe(value) or kind.policy.doc}", kind.name == STEERING)
    if kind.name not in (IDENTITY, NETWORK) or not value:
        return None
    what = _find_stray_path(name, value, list_trees)
    return Refusal(f"{name} to {what}", movable=True) if what else None


def _find_stray_path(name: str, value: str, list_trees: Callable[[], tuple[str, ...]]) -> str:
    """Return `value` with the reason why it is refused, "" if all its paths are acceptable."""
    paths = _list_absolute_paths(value)
    if len(paths) > _MOST_PATHS:
        return f"a list of {len(paths):,} paths"
    if any(map(is_process_path, paths)):
        return f"{_shorten(value)}: the path is different for each process"
    if not paths and (value.lower().startswith(_RELATIVE) or is_path_name(name)):
        return f"{_shorten(value)}: the path is relative to each program's working directory"
    trees = list_trees() if paths else ()
    if not any(is_leading_into(path, trees) for path in paths):
        return ""
    # Following the links again to find the directory would take long.
    tree = next((tree for tree in trees if any(path.startswith(tree + os.sep) for path in paths)), trees[0])
    return f"{_shorten(value)}: it is in {shorten_path(tree)} and can change without confirmation"


def is_path_name(name: str) -> bool:
    """Tell whether the variable `name` contains a path."""
    known = load_variables().by_name.get(name)
    words = name.upper().split("_")
    return (
        (known is not None and known.type in _PATH_TYPES)
        or not _PATH_WORDS.isdisjoint(words)
        or words[-1] in _PATH_ENDINGS
        or words[-2:] == ["CLIENT", "KEY"]
    )


def _list_absolute_paths(value: str) -> list[str]:
    """Return the absolute paths in `value`, which may be a path, a list of paths or a file URL."""
    if value.lower().startswith("file:"):
        from urllib.parse import unquote, urlsplit  # noqa: PLC0415 - only needed for URLs

        try:
            path = unquote(urlsplit(value).path)
        except ValueError:
            path = ""
        return [path] if os.path.isabs(path) else []
    parts = dict.fromkeys([value, *value.split(os.pathsep)])
    return [part for part in parts if os.path.isabs(part)]


def _shorten(value: str) -> str:
    text = escape_text(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}… ({len(value):,} characters)"
