"""The text formats in which variables come in and go out.

Nothing that is read is executed, and nothing in it is expanded.
"""

from importlib import import_module
from typing import Protocol, cast

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Assignment, CannotSayError, Reading, Skipped


class Reader(Protocol):
    """The shape of a module that reads a format."""

    def read(self, text: str, path: str) -> Reading:
        """Return what `text` says; `path` is for messages. Raise DocumentError where it is no such file at all."""


class Format(Reader, Protocol):
    """The shape of a module whose format goes both ways."""

    def render(self, delta: EnvDiff) -> str:
        """Return the text that says `delta`, as far as the format can; raise CannotSayError for a value it cannot."""


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
# Only read: they are about a directory, and say more than variables.
SCRIPTS = ("envrc", "mise")


def find_format(name: str) -> Format:
    """Return the format `name`, one of FORMATS."""
    return cast("Format", import_module("vxenv.exchange." + _MODULES[name]))


def find_reader(name: str) -> Reader:
    """Return who reads the format `name`, one of FORMATS or SCRIPTS."""
    return cast("Reader", import_module("vxenv.exchange." + _MODULES.get(name, name)))
