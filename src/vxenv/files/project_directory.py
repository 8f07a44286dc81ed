"""Find the project directory of a file; writes for the project must stay inside it."""

import os

from vxenv.files.atomic import resolve_inside
from vxenv.files.directories import is_below
from vxenv.paths import find_working_directory


def confine(path: str) -> str:
    """Return the real path of the absolute `path`. Raises RefusedError if a symlink leads outside its project."""
    inner = _find_folder(path)
    real = resolve_inside(path, inner)
    outer = _find_root(inner)
    return real if outer == inner else resolve_inside(path, outer)


def _find_folder(path: str) -> str:
    """Return the directory that `path` belongs to: for ``x/.claude/settings.json`` it is ``x``."""
    parent = os.path.dirname(path)
    return os.path.dirname(parent) if os.path.basename(parent).startswith(".") else parent


def _find_root(inner: str) -> str:
    """Return the project directory of `inner`: the working directory if it contains `inner`, else the checkout.

    If the working directory is the home, return the directory in it that contains `inner`.
    """
    home, working = os.path.expanduser("~"), find_working_directory()
    if working not in (home, os.sep) and (inner == working or is_below(inner, working)):
        return working
    if working == home and is_below(inner, home):
        return os.path.join(home, os.path.relpath(inner, home).split(os.sep)[0])
    outermost, above = inner, inner
    while above not in (home, os.path.dirname(above)):
        if os.path.lexists(os.path.join(above, ".git")):
            outermost = above
        above = os.path.dirname(above)
    return outermost
