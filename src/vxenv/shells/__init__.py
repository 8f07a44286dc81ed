"""The supported shells, one module with a `Shell` each. CONTRIBUTING.md lists the steps for adding a shell."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent, Preview
from vxenv.shells.shell import Shell

__all__ = ["EXPORTED", "HOOKED", "SHELLS", "Inputs", "LineInputs", "PlanContent", "Preview", "Shell", "load_shell"]

_NAMES = ("bash", "zsh", "fish", "ksh", "mksh", "tcsh", "elvish", "nushell", "xonsh", "pwsh")
# Names that hooks use for themselves; bash before 4.4 needs its own form of plans.
HOOKED = (*_NAMES, "bash3")
# Formats for exported code; sh has no hook.
EXPORTED = (*_NAMES, "sh")


def load_shell(name: str) -> Shell:
    """Return the shell `name` of HOOKED or EXPORTED, importing only its module."""
    shell: Shell = import_module(f"vxenv.shells.{name}").SHELL
    return shell


class _Shells(Mapping[str, Shell]):
    """The shells with a hook by name, imported on access."""

    def __getitem__(self, name: str) -> Shell:
        if name not in _NAMES:
            raise KeyError(name)
        return load_shell(name)

    def __contains__(self, name: object) -> bool:
        return name in _NAMES

    def __iter__(self) -> Iterator[str]:
        return iter(_NAMES)

    def __len__(self) -> int:
        return len(_NAMES)


SHELLS: Mapping[str, Shell] = _Shells()
