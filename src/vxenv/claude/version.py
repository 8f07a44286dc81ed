"""Find the version of the installed Claude Code from its files, without starting it."""

import os
import re
import sys

from vxenv.catalogue.clients import Version, load_clients
from vxenv.catalogue.value_types import ShapeError

INSTALL = "npm install -g @anthropic-ai/claude-code"  # the command that installs it
_LEVELS = 3  # directories above the program in which its package.json may be
_IN_PATH = re.compile(r"/versions/([0-9]+\.[0-9]+\.[0-9]+)(?:/|$)")


def find_installed_version(path: str | None = None) -> Version | None:
    """Return the version of the ``claude`` on PATH or at `path`, None if it is missing or of unknown version.

    The native installer uses the path ``versions/NUMBER``; the npm package has a package.json above the program.
    """
    program = path or find_program()
    found = _find_version(program) if program else None
    sys.audit("vxenv.decided", "Claude Code: {}, version {}", program or "not found", found or "unknown")
    return found


def _find_version(program: str) -> Version | None:
    real = os.path.realpath(program)
    found = _IN_PATH.search(real)
    if found:
        return Version.parse(found[1])
    return next(filter(None, map(_read_package_version, _list_package_files(real))), None)


def list_package_files() -> list[str]:
    """Return the files that may contain the version of the ``claude`` on PATH; none if its path does."""
    program = find_program()
    real = os.path.realpath(program) if program else ""
    return _list_package_files(real) if real and not _IN_PATH.search(real) else []


def _list_package_files(real: str) -> list[str]:
    """Return the possible paths of the package.json of the program at `real`: in the three directories above it."""
    folders = [os.path.dirname(real)]
    while len(folders) < _LEVELS:
        folders.append(os.path.dirname(folders[-1]))
    return [os.path.join(folder, "package.json") for folder in dict.fromkeys(folders)]


def find_program() -> str:
    """Return the path of the ``claude`` on PATH, "" if there is none."""
    # Importing shutil takes 4 ms, which would delay the hook.
    found = (os.path.join(folder, "claude") for folder in os.environ.get("PATH", os.defpath).split(os.pathsep))
    return next((file for file in found if os.path.isfile(file) and os.access(file, os.X_OK)), "")


def find_started_version() -> Version:
    """Return the version that ``claude`` starts, if unknown the newest known one."""
    return find_installed_version() or load_clients().newest


def _read_package_version(path: str) -> Version | None:
    try:
        with open(path, encoding="utf-8") as file:
            from json import load  # noqa: PLC0415 - only needed with a file, and slow for the hook

            package = load(file)
        if not str(package.get("name", "")).startswith("@anthropic-ai/claude-code"):
            return None
        return Version.parse(package["version"])
    except (OSError, ValueError, LookupError, AttributeError, TypeError, ShapeError):
        return None
