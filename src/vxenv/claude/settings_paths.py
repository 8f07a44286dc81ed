"""Find the settings files of Claude Code.

Sources: https://code.claude.com/docs/en/settings, and measurements on Claude Code 2.1.197 and 2.1.330. ``--settings``
come second, after managed settings; they have no fixed place.
"""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import Version, load_clients
from vxenv.claude.version import find_started_version

# Values of ``--setting-sources``.
SOURCES = ("user", "project", "local")
MANAGED, FLAG, LOCAL, PROJECT, USER = "managed", "--settings", "local", "project", "user"


class Place(NamedTuple):
    """A place of a settings file."""

    # Scope: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # Path.
    path: str


def find_user_settings(environment: Mapping[str, str], directory: str = "") -> str:
    """Return the path of the user's settings file, in CLAUDE_CONFIG_DIR or else in ``~/.claude``.

    Like in Claude Code, an empty or relative CLAUDE_CONFIG_DIR is relative to `directory`.
    """
    folder = environment.get("CLAUDE_CONFIG_DIR")
    if folder is None:
        folder = os.path.join(os.path.expanduser("~"), ".claude")
    return os.path.join(directory, folder, "settings.json")


def is_own(path: str, environment: Mapping[str, str]) -> bool:
    """Tell whether the settings file at `path` is in the user's directory of Claude Code, not in a project.

    A relative CLAUDE_CONFIG_DIR is in the project in which Claude Code is started.
    """
    own = os.path.dirname(find_user_settings(environment))
    return os.path.isabs(own) and os.path.dirname(os.path.abspath(path)) == os.path.normpath(own)


def find_managed_folder() -> str:
    """Return the directory of managed settings."""
    if sys.platform == "darwin":
        return "/Library/Application Support/ClaudeCode"
    if sys.platform == "win32":
        return "C:\\Program Files\\ClaudeCode"
    return "/etc/claude-code"


def list_managed_settings(folder: str) -> list[str]:
    """Return the managed settings files, the strongest first: drop-ins in reverse order, then the main file."""
    drop_ins = os.path.join(folder, "managed-settings.d")
    try:
        names = [name for name in os.listdir(drop_ins) if name.endswith(".json") and not name.startswith(".")]
    except OSError:
        names = []
    paths = [os.path.join(drop_ins, name) for name in sorted(names, reverse=True)]
    return [*paths, os.path.join(folder, "managed-settings.json")]


def list_places(
    directory: str,
    environment: Mapping[str, str],
    *,
    managed: str = "",
    sources: tuple[str, ...] = SOURCES,
    client: Version | None = None,
    flag: str = "",
) -> tuple[Place, ...]:
    """Return the places of settings files for Claude Code started in `directory`, the strongest first.

    Newer versions also read local settings at the root of the repository, after those of `directory`. No version reads
    project settings in a parent directory.

    Args:
        directory: The working directory.
        environment: The environment of Claude Code.
        managed: The directory of managed settings, by default that of the system.
        sources: The scopes in ``--setting-sources``.
        client: The version of Claude Code, by default that of the ``claude`` on PATH.
        flag: The file in ``--settings``, "" for none.

    """
    looked = [Place(MANAGED, path) for path in list_managed_settings(managed or find_managed_folder())]
    if flag:
        looked.append(Place(FLAG, flag))
    if LOCAL in sources:
        roots = [directory]
        root = _find_checkout(directory)
        if root and not _is_same_path(root, directory) and not _is_same_path(root, os.path.expanduser("~")):
            roots.append(root)
        local = [Place(LOCAL, os.path.join(root, ".claude", "settings.local.json")) for root in roots]
        # Finding the version is slow, and only needed if the file exists.
        if os.path.exists(local[-1].path) and not _is_reading_roots(client):
            del local[1:]
        looked += local
    if PROJECT in sources:
        looked.append(Place(PROJECT, os.path.join(directory, ".claude", "settings.json")))
    if USER in sources:
        user = find_user_settings(environment, directory)
        # In the home directory, project settings are the user's settings.
        looked = [place for place in looked if not (place.scope == PROJECT and place.path == user)]
        looked.append(Place(USER, user))
    return tuple(looked)


def _is_reading_roots(client: Version | None) -> bool:
    """Tell whether `client`, by default the one on PATH, reads local settings at the root of the repository."""
    return load_clients().find_client(client or find_started_version()).root_settings


def _is_same_path(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _find_checkout(directory: str) -> str:
    """Return the root of the repository of `directory`, for a linked worktree that of the main one; "" for none."""
    while True:
        git = os.path.join(directory, ".git")
        if os.path.isdir(git):
            return directory
        if os.path.isfile(git):
            return _find_main_worktree(git) or directory
        above = os.path.dirname(directory)
        if above == directory:
            return ""
        directory = above


def _find_main_worktree(git: str) -> str:
    """Return the root of the main worktree for the ``.git`` file of a linked one, "" for another file."""
    try:
        with open(git, "rb") as file:
            line = os.fsdecode(file.readline(8192)).strip()
    except OSError:
        return ""
    own = os.path.join(os.path.dirname(git), line.removeprefix("gitdir:").strip())
    shared = os.path.dirname(os.path.dirname(own))  # …/.git/worktrees/NAME; a submodule's is …/.git/modules/NAME
    is_linked = os.path.basename(os.path.dirname(own)) == "worktrees" and os.path.basename(shared) == ".git"
    return os.path.dirname(shared) if is_linked else ""
