"""Text formats for importing and exporting variables.

Files are read as data: nothing in them is executed or expanded.
"""

from importlib import import_module
from typing import Protocol, cast

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Assignment, CannotSayError, Reading, Skipped
from vxenv.exchange.container import Container


class Reader(Protocol):
    """Module that reads a format."""

    def read(self, text: str, path: str) -> Reading:
        """Return the variables of `text`; `path` is for messages. Raise DocumentError if the format is wrong."""


class Format(Reader, Protocol):
    """Module that reads and writes a format."""

    def render(self, delta: EnvDiff) -> str:
        """Return `delta` in the format, without unsets if unsupported. Raise CannotSayError for an invalid value."""


class ContainerFormat(Protocol):
    """Module that writes a format for containers."""

    def render(self, container: Container) -> str:
        """Return `container` in the format, without unsets if unsupported. Raise CannotSayError."""


__all__ = [
    "CONTAINERS",
    "FORMATS",
    "SCRIPTS",
    "Assignment",
    "CannotSayError",
    "Container",
    "ContainerFormat",
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
SCRIPTS = ("envrc", "mise", "devcontainer")
# Formats for containers: they contain paths in the container, and mounts.
CONTAINERS = ("devcontainer", "compose", "k8s")


def find_format(name: str) -> Format:
    """Return the format `name`, one of FORMATS."""
    return cast("Format", import_module("vxenv.exchange." + _MODULES[name]))


def find_reader(name: str) -> Reader:
    """Return the reader of the format `name`, one of FORMATS or SCRIPTS."""
    return cast("Reader", import_module("vxenv.exchange." + _MODULES.get(name, name)))


def find_container_format(name: str) -> ContainerFormat:
    """Return the format `name`, one of CONTAINERS."""
    return cast("ContainerFormat", import_module("vxenv.exchange." + name))
