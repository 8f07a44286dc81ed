"""Text formats for importing and exporting variables.

Files are read as data: nothing in them is executed or expanded.
"""

from importlib import import_module
from typing import Protocol, cast

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Assignment, CannotSayError, Reading, Skipped


class Reader(Protocol):
    """Module that reads a format."""

    def read(self, text: str, path: str) -> Reading:
        """Return the variables of `text`; `path` is for messages. Raise DocumentError if the format is wrong."""


class Format(Reader, Protocol):
    """Module that reads and writes a format."""

    def render(self, delta: EnvDiff) -> str:
        """Return `delta` in the format, without unsets if unsupported. Raise CannotSayError for an invalid value."""


__all__ = [
    "FORMATS",
    "SCRIPTS",
    "Assignment",
    "CannotSayError",
    "Format",
    "Reader",
    "Reading",
    "Skipped",
    "reader",
    "text_format",
]

_MODULES = {
    "dotenv": "dotenv",
    "docker": "docker",
    "systemd": "systemd",
    "github": "github",
    "vscode": "vscode",
    "json": "json_format",
    "claude-settings": "claude_settings",
}
FORMATS = tuple(_MODULES)
# Formats that are only read: they belong to a directory and contain more than variables.
SCRIPTS = ("envrc", "mise")


def find_format(name: str) -> Format:
    """Return the format `name`, one of FORMATS."""
    return cast("Format", import_module("vxenv.exchange." + _MODULES[name]))


def find_reader(name: str) -> Reader:
    """Return the reader of the format `name`, one of FORMATS or SCRIPTS."""
    return cast("Reader", import_module("vxenv.exchange." + _MODULES.get(name, name)))
