"""The text formats in which variables come in and go out.

Nothing that is read is executed, and nothing in it is expanded.
"""

from importlib import import_module
from typing import Protocol, cast

from vxenv.delta import Delta
from vxenv.exchange.reading import Assignment, CannotSayError, Passed, Reading


class Format(Protocol):
    """What every format's module has."""

    def written(self, delta: Delta) -> str:
        """Return the text that says `delta`, as far as the format can; raise CannotSayError for a value it cannot."""

    def read(self, text: str, path: str) -> Reading:
        """Return what `text` says; `path` is for messages. Raise DocumentError where it is no such file at all."""


__all__ = ["FORMATS", "Assignment", "CannotSayError", "Format", "Passed", "Reading", "text_format"]

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


def text_format(name: str) -> Format:
    """Return the format `name`, one of FORMATS."""
    return cast("Format", import_module("vxenv.exchange." + _MODULES[name]))
