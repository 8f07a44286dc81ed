"""A dialect per shell: quoting and rendering, nothing else."""

from collections.abc import Iterable, Mapping
from importlib import import_module
from typing import Protocol, cast

from vxenv.env_diff import Delta
from vxenv.shells.plan_inputs import Inputs, Told
from vxenv.shells.traits import TRAITS, Traits


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

    def heading(self, seal: str, who: str) -> str:
        """Return the line in front of a plan, which the hook compares before it looks at the rest."""

    def plan(self, who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
        """Return the body of a plan's function."""


__all__ = [
    "EXPORTED",
    "HOOKED",
    "SHELLS",
    "TRAITS",
    "Dialect",
    "HookDialect",
    "Inputs",
    "Told",
    "Traits",
    "dialect",
    "extension",
    "hook_dialect",
]

SHELLS = (*TRAITS,)
HOOKED = (*SHELLS, "bash3")
EXPORTED = (*SHELLS, "sh")


def extension(shell: str) -> str:
    """Return how the files of `shell` end: some load no others."""
    return (shell in TRAITS and TRAITS[shell].extension) or shell


def completions_file(shell: str) -> str:
    """Return the name of the file of completions for `shell`, one of EXPORTED; "" where there are none."""
    traits = TRAITS.get(shell)
    if traits is None or not traits.completes:
        return ""
    return traits.completions or f"vxenv.{extension(shell)}"


def dialect(shell: str) -> Dialect:
    """Return the dialect of `shell`, one of EXPORTED."""
    return cast("Dialect", import_module("vxenv.shells." + shell))


def hook_dialect(shell: str) -> HookDialect:
    """Return the dialect of `shell`, one of HOOKED."""
    return cast("HookDialect", import_module("vxenv.shells." + shell))
