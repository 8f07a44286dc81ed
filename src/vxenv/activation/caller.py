"""Identify the shell hook that started this process."""

import os
from typing import NamedTuple

from vxenv.shells import HOOKED


class Caller(NamedTuple):
    """A shell hook that started this process."""

    # The shell's name.
    shell: str
    # The version of the hook.
    version: str
    # The shell's directories, repeated in the answer.
    home: str
    # The secret that marks plans; "" for hooks of 0.1.0, for which no plan is cached.
    seal: str = ""


def read_seal() -> str:
    """Return the secret that the hook passed to mark plans, or ""."""
    return os.environ.get("__VXENV_SEAL", "")


def find_calling_hook() -> Caller | None:
    """Return the calling hook from ``__VXENV_HOOK``, or None."""
    shell, _, rest = os.environ.get("__VXENV_HOOK", "").partition(" ")
    version, _, home = rest.partition(" ")
    return Caller(shell, version, home, read_seal()) if shell in HOOKED else None


def find_calling_shell() -> str:
    """Return the name of the shell with the calling hook, or ""."""
    hook = find_calling_hook()
    return hook.shell.removesuffix("3") if hook else ""
