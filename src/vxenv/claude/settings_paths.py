"""Where Claude Code keeps its settings.

Sources: https://code.claude.com/docs/en/settings, and what Claude Code 2.1.197 and 2.1.330 were seen to read. Below
managed settings, those of ``--settings`` come second; they have no place of their own.
"""

import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import Version, load_clients
from vxenv.claude.version import find_started_version

# What ``--setting-sources`` can name.
SOURCES = ("user", "project", "local")
MANAGED, FLAG, LOCAL, PROJECT, USER = "managed", "--settings", "local", "project", "user"


class Place(NamedTuple):
    """A settings file that Claude Code looks for."""

    # Whose it is: MANAGED, FLAG, LOCAL, PROJECT or USER.
    scope: str
    # Where it is.
    path: str


def find_user_settings(environment: Mapping[str, str], directory: str = "") -> str:
    """Return the user's settings file: in CLAUDE_CONFIG_DIR, else in ``~/.claude``.

    An empty CLAUDE_CONFIG_DIR, or a relative one, is taken from `directory`, as the client does.
    """
    folder = environment.get("CLAUDE_CONFIG_DIR")
    if folder is None:
        folder = os.path.join(os.path.expanduser("~"), ".claude")
    return os.path.join(directory, folder, "settings.json")


def is_own(path: str, environment: Mapping[str, str]) -> bool:
    """Tell whether the settings file at `path` lies in the user's own directory of Claude Code, not in a project.

    A CLAUDE_CONFIG_DIR that is relative is in whatever project Claude Code is started in.
    """
    own = os.path.dirname(find_user_settings(environment))
    return os.path.isabs(own) and os.path.dirname(os.path.abspath(path)) == os.path.normpath(own)


def find_managed_folder() -> str:
    """Return the directory in which an administrator puts settings."""
    if sys.platform == "darwin":
        return "/Library/Application Support/ClaudeCode"
    if sys.platform == "win32":
        return "C:\\Program Files\\ClaudeCode"
    return "/etc/claude-code"


def list_managed_settings(folder: str) -> list[str]:
    """Return the administrator's files, the strongest first: drop-ins in the reverse of their order, then the main."""
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
    """Return what Claude Code looks for when it is started in `directory`, the strongest first.

    `managed` is another directory for the administrator's files, `sources` what ``--setting-sources`` leaves, `flag`
    the file that ``--settings`` names. Newer clients take local settings at the root of the repository too, behind
    those of `directory`: `client` is the one that is started, if it is not the one on PATH. No client looks for
    project settings in a directory above.
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
        # Which client it is takes a look at its files, and matters only where there is something to read.
        if os.path.exists(local[-1].path) and not _is_reading_roots(client):
            del local[1:]
        looked += local
    if PROJECT in sources:
        looked.append(Place(PROJECT, os.path.join(directory, ".claude", "settings.json")))
    if USER in sources:
        user = find_user_settings(environment, directory)
        # At home, the project's settings are the user's.
        looked = [place for place in looked if not (place.scope == PROJECT and place.path == user)]
        looked.append(Place(USER, user))
    return tuple(looked)


def _is_reading_roots(client: Version | None) -> bool:
    """Tell whether `client`, else the one on PATH, else the newest that is known, takes local settings from roots."""
    return load_clients().find_client(client or find_started_version()).root_settings


def _is_same_path(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)


def _find_checkout(directory: str) -> str:
    """Return the root of the repository that `directory` is in, of a linked worktree the main one's, or nothing."""
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
    """Return the main worktree's root for the ``.git`` file of a linked one, or nothing."""
    try:
        with open(git, "rb") as file:
            line = os.fsdecode(file.readline(8192)).strip()
    except OSError:
        return ""
    own = os.path.join(os.path.dirname(git), line.removeprefix("gitdir:").strip())
    shared = os.path.dirname(os.path.dirname(own))  # …/.git/worktrees/NAME; a submodule's is …/.git/modules/NAME
    is_linked = os.path.basename(os.path.dirname(own)) == "worktrees" and os.path.basename(shared) == ".git"
    return os.path.dirname(shared) if is_linked else ""
