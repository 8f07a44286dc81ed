"""Find vxenv's directories, and format paths for display.

``VXENV_CONFIG_DIR``, ``VXENV_STATE_DIR`` and ``VXENV_CACHE_DIR`` override the default directories; a shell's hook sets
them when it starts Python.
"""

import os
import sys

DIRECTORY_FILE = ".vxenv.toml"
# Names of files that an untrusted repository or archive may contain, with the files of a linked git worktree. Symlinks
# with these names are not followed.
UNTRUSTED_NAMES = frozenset({DIRECTORY_FILE, ".git", "commondir", "gitdir"})

# Variable of the XDG base directory specification, and its default below the home directory, by kind.
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def _find_directory(kind: str) -> str:
    """Return vxenv's directory of a kind: ``VXENV_KIND_DIR``, else the directory that platformdirs gives.

    On Unix, including macOS, the XDG rule is implemented here, since the fast paths run without site-packages. A test
    compares the result with platformdirs.
    """
    given = os.environ.get(f"VXENV_{kind.upper()}_DIR")
    if given:
        return os.path.abspath(given)
    if sys.platform == "win32":
        import platformdirs  # noqa: PLC0415 - only needed on Windows

        directory: str = getattr(platformdirs.PlatformDirs("vxenv", appauthor=False), f"user_{kind}_dir")
        return directory
    variable, default = _XDG[kind]
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):  # the specification says to ignore relative paths
        base = os.path.join(_find_home(), default)
    return os.path.join(base, "vxenv")


def _find_home() -> str:
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        return home
    import pwd  # noqa: PLC0415 - only needed for a relative HOME, which depends on the working directory

    return pwd.getpwuid(os.getuid()).pw_dir


def find_working_directory() -> str:
    """Return the working directory, or ``/`` if it was removed, so that nothing is written there."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep


def find_main_file() -> str:
    """Return the program that hooks run with Python."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), "__main__.py")


def find_config_directory() -> str:
    """Return the directory of ``config.toml`` and ``profiles/``."""
    return _find_directory("config")


def find_state_directory() -> str:
    """Return the directory of trust records and of the history."""
    return _find_directory("state")


def find_cache_directory() -> str:
    """Return the directory of plans; it can be deleted at any time."""
    return _find_directory("cache")


def find_profiles_directory() -> str:
    """Return the directory of profiles."""
    return os.path.join(find_config_directory(), "profiles")


def find_values_directory() -> str:
    """Return the directory of the user's values for the keys that sources require."""
    return os.path.join(find_config_directory(), "sources")


def find_logins_directory() -> str:
    """Return the directory of gcloud's directories, one for each profile with credentials of its own."""
    return os.path.join(find_config_directory(), "gcloud")


def find_isolated_directory(name: str) -> str:
    """Return the directory of Claude Code for the profile `name` if it is isolated."""
    return os.path.join(find_state_directory(), "claude", name)


def find_sources_directory() -> str:
    """Return the directory of the sources' accepted versions."""
    return os.path.join(find_state_directory(), "sources")


def shorten_path(path: str) -> str:
    """Return `path` for display: ``~`` for the home directory, control characters escaped."""
    home = os.environ.get("HOME", "").rstrip("/")
    if home and (path == home or path.startswith(home + "/")):
        path = "~" + path[len(home) :]
    return escape_text(path)


def escape_text(text: str) -> str:
    """Return `text` with invisible and control characters escaped: names and values may be untrusted."""
    # All printable characters of Latin-1 are visible, and so is the arrow of messages.
    if text.isprintable() and (text.isascii() or max(text.replace("→", "·")) <= "ÿ"):
        return text
    from vxenv.code_points import escape  # noqa: PLC0415 - a table that few texts need

    return escape(text)
