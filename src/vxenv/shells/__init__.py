"""A dialect per shell: quoting and rendering, nothing else."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Protocol, cast

from vxenv.delta import Delta
from vxenv.shells.inputs import Inputs, Told


class Dialect(Protocol):
    """What every dialect's module has."""

    def quote(self, value: str) -> str:
        """Return `value` as one word."""

    def assignments(self, delta: Delta) -> str:
        """Return the code that exports and unsets what `delta` says."""


class HookDialect(Dialect, Protocol):
    """What the module of a shell with a hook has besides."""

    def hook_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook's file."""

    def plan(self, who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
        """Return the body of a plan's function."""


__all__ = [
    "EXPORTED",
    "HOOKED",
    "SHELLS",
    "TEXT_ONLY",
    "Dialect",
    "HookDialect",
    "Inputs",
    "Told",
    "dialect",
    "extension",
    "hook_dialect",
]

SHELLS = ("bash", "zsh", "fish", "ksh", "mksh", "tcsh", "elvish", "nushell", "xonsh", "pwsh")
HOOKED = (*SHELLS, "bash3")
EXPORTED = (*SHELLS, "sh")
# These keep variables as text, so that none of them can hold bytes that are not UTF-8.
TEXT_ONLY = ("nushell", "pwsh")
_EXTENSIONS = {"elvish": "elv", "nushell": "nu", "xonsh": "xsh", "pwsh": "ps1"}


def extension(shell: str) -> str:
    """Return how the files of `shell` end: some load no others."""
    return _EXTENSIONS.get(shell, shell)


def dialect(shell: str) -> Dialect:
    """Return the dialect of `shell`, one of EXPORTED."""
    return cast("Dialect", import_module("vxenv.shells." + shell))


def hook_dialect(shell: str) -> HookDialect:
    """Return the dialect of `shell`, one of HOOKED."""
    return cast("HookDialect", import_module("vxenv.shells." + shell))
