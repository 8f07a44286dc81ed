"""The directories in which a shell looks for its own files."""

import os
from collections.abc import Mapping


def find_home(environment: Mapping[str, str]) -> str:
    """Return the home directory of a shell."""
    return environment.get("HOME") or os.path.expanduser("~")


def find_config_home(environment: Mapping[str, str]) -> str:
    """Return the directory of a shell's user for the configuration of programs."""
    return environment.get("XDG_CONFIG_HOME") or os.path.join(find_home(environment), ".config")
