"""The shell whose hook called, as its environment says."""

import os
from typing import NamedTuple

from vxenv.shells import HOOKED


class Caller(NamedTuple):
    """The shell whose hook called."""

    # Its kind.
    shell: str
    # The version of its hook.
    version: str
    # Its directories, which the answer repeats.
    home: str
    # The secret that it checks plans with; "" for a hook of 0.1.0 without one, for which no plan is kept.
    seal: str = ""


def read_seal() -> str:
    """Return the secret that the hook handed over to have its plans sealed with, "" for none."""
    return os.environ.get("__VXENV_SEAL", "")


def find_calling_hook() -> Caller | None:
    """Return the hook that called, as ``__VXENV_HOOK`` says it; None where no hook of a known shell did."""
    shell, _, rest = os.environ.get("__VXENV_HOOK", "").partition(" ")
    version, _, home = rest.partition(" ")
    return Caller(shell, version, home, read_seal()) if shell in HOOKED else None


def find_calling_shell() -> str:
    """Return the kind of shell whose hook called, "" where none did."""
    hook = find_calling_hook()
    return hook.shell.removesuffix("3") if hook else ""
