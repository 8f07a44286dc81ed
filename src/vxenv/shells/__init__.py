"""The shells: a module and one `Shell` for each. CONTRIBUTING.md lists what a new shell needs."""

from collections.abc import Iterator, Mapping
from importlib import import_module

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent
from vxenv.shells.shell import Shell

__all__ = ["EXPORTED", "HOOKED", "SHELLS", "Inputs", "LineInputs", "PlanContent", "Shell", "load_shell"]

_NAMES = ("bash", "zsh", "fish", "ksh", "mksh", "tcsh", "elvish", "nushell", "xonsh", "pwsh")
# What a hook may call itself: bash before 4.4 needs other plans.
HOOKED = (*_NAMES, "bash3")
# What code can be written for: sh has no hook.
EXPORTED = (*_NAMES, "sh")


def load_shell(name: str) -> Shell:
    """Return a shell, one of HOOKED or EXPORTED; only its own module is imported."""
    shell: Shell = import_module(f"vxenv.shells.{name}").SHELL
    return shell


class _Shells(Mapping[str, Shell]):
    """The shells that have a hook, by name, each imported when it is asked for."""

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
