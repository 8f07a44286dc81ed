"""Where things live.

Directories are `str`. Each can be moved by a variable of its own (``VXENV_CONFIG_DIR``, ``VXENV_STATE_DIR``,
``VXENV_CACHE_DIR``), which the shell's hook always sets, so that platformdirs is not imported on its way.
"""

import os
import sys
from collections.abc import Mapping

DIRECTORY_FILE = ".vxenv.toml"

# The Korn shells, and what each reads where ENV names nothing.
KORN = {"ksh": ".kshrc", "mksh": ".mkshrc"}


def _directory(variable: str, kind: str) -> str:
    given = os.environ.get(variable)
    if given:
        return os.path.abspath(given)
    if sys.platform == "win32":
        from platformdirs import PlatformDirs as Dirs  # noqa: PLC0415 - 15 ms, and the hook never comes here
    else:
        # Command-line users on macOS expect XDG's rules too, and platformdirs has them under this name.
        from platformdirs.unix import Unix as Dirs  # noqa: PLC0415
    found: str = getattr(Dirs("vxenv", appauthor=False), kind)
    return found


def here() -> str:
    """Return the working directory, the root of all where it was removed: it is not to be written to then."""
    try:
        return os.getcwd()
    except OSError:
        return os.sep


def config_dir() -> str:
    """Return the directory of ``config.toml`` and ``profiles/``."""
    return _directory("VXENV_CONFIG_DIR", "user_config_dir")


def state_dir() -> str:
    """Return the directory of consent."""
    return _directory("VXENV_STATE_DIR", "user_state_dir")


def cache_dir() -> str:
    """Return the directory of plans, which may be deleted at any time."""
    return _directory("VXENV_CACHE_DIR", "user_cache_dir")


def profiles_dir() -> str:
    """Return the directory of the profiles."""
    return os.path.join(config_dir(), "profiles")


def shown(path: str) -> str:
    """Return `path` for people: ``~`` for the home directory, control characters escaped."""
    home = os.environ.get("HOME", "").rstrip("/")
    if home and (path == home or path.startswith(home + "/")):
        path = "~" + path[len(home) :]
    return printable(path)


def printable(text: str) -> str:
    """Return `text` without anything that steers a terminal: names and values may come from strangers."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)


def korn_rc(name: str, environment: Mapping[str, str], home: str) -> str:
    """Return the file that an interactive Korn shell reads: $ENV as far as that can be told, else `name` in `home`."""
    given = environment.get("ENV") or ""
    for begin in ("~/", "$HOME/", "${HOME}/"):
        if given.startswith(begin):
            given = os.path.join(home, given.removeprefix(begin))
    return given if os.path.isabs(given) and "$" not in given else os.path.join(home, name)
