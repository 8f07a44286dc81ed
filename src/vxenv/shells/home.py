"""Locate the directories of a user's rc files."""

import os
from collections.abc import Mapping


def find_home(environment: Mapping[str, str]) -> str:
    """Return the home directory in `environment`."""
    return environment.get("HOME") or os.path.expanduser("~")


def find_config_home(environment: Mapping[str, str]) -> str:
    """Return the XDG configuration directory in `environment`."""
    return environment.get("XDG_CONFIG_HOME") or os.path.join(find_home(environment), ".config")
