"""Where things live.

Directories are `str`. Each can be moved by a variable of its own (``VXENV_CONFIG_DIR``, ``VXENV_STATE_DIR``,
``VXENV_CACHE_DIR``); the shell's hook sets them for the Python that it starts.
"""

import os
import sys

DIRECTORY_FILE = ".vxenv.toml"

# What the XDG base directory specification names for each kind, and the default below the home directory.
_XDG = {
    "config": ("XDG_CONFIG_HOME", ".config"),
    "state": ("XDG_STATE_HOME", ".local/state"),
    "cache": ("XDG_CACHE_HOME", ".cache"),
}


def _find_directory(kind: str) -> str:
    """Return vxenv's directory of a kind: ``VXENV_KIND_DIR``, else where platformdirs says.

    On Unix, macOS included, that is XDG's rule, written out here: the short ways run without site-packages. A test
    compares it with platformdirs.
    """
    given = os.environ.get(f"VXENV_{kind.upper()}_DIR")
    if given:
        return os.path.abspath(given)
    if sys.platform == "win32":
        import platformdirs  # noqa: PLC0415 - only there

        directory: str = getattr(platformdirs.PlatformDirs("vxenv", appauthor=False), f"user_{kind}_dir")
        return directory
    variable, default = _XDG[kind]
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):  # the specification has a relative path ignored
        base = os.path.join(_find_home(), default)
    return os.path.join(base, "vxenv")


def _find_home() -> str:
    home = os.path.expanduser("~")
    if os.path.isabs(home):
        return home
    import pwd  # noqa: PLC0415 - a relative HOME would make the working directory a home

    return pwd.getpwuid(os.getuid()).pw_dir


def find_working_directory() -> str:
    """Return the working directory, the root of all where it was removed: it is not to be written to then."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep


def find_config_directory() -> str:
    """Return the directory of ``config.toml`` and ``profiles/``."""
    return _find_directory("config")


def find_state_directory() -> str:
    """Return the directory of consent."""
    return _find_directory("state")


def find_cache_directory() -> str:
    """Return the directory of plans, which may be deleted at any time."""
    return _find_directory("cache")


def find_profiles_directory() -> str:
    """Return the directory of the profiles."""
    return os.path.join(find_config_directory(), "profiles")


def shorten_path(path: str) -> str:
    """Return `path` for people: ``~`` for the home directory, control characters escaped."""
    home = os.environ.get("HOME", "").rstrip("/")
    if home and (path == home or path.startswith(home + "/")):
        path = "~" + path[len(home) :]
    return escape_text(path)


def escape_text(text: str) -> str:
    """Return `text` with what steers a terminal, or cannot be seen, escaped: names and values may be a stranger's."""
    if text.isascii() and text.isprintable():
        return text
    from vxenv.code_points import escape  # noqa: PLC0415 - a table that nearly no text needs

    return escape(text)
