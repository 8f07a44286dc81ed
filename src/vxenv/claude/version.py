"""Find the version of the installed Claude Code from its files, without starting it."""

import os
import re
import sys

from vxenv.catalogue.clients import Version, load_clients
from vxenv.catalogue.value_types import ShapeError

INSTALL = "npm install -g @anthropic-ai/claude-code"  # the command that installs it
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
    folder = os.path.dirname(real)
    for _ in range(3):
        version = _read_package_version(os.path.join(folder, "package.json"))
        if version:
            return version
        folder = os.path.dirname(folder)
    return None


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
