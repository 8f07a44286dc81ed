"""The shell whose hook called, as its environment says."""

import os
from typing import NamedTuple

from vxenv.shells import HOOKED


class Asker(NamedTuple):
    """The shell that asks.

    `shell` is its kind, `version` that of its hook, `home` its directories, which it wants to hear again. `seal` is
    the secret that it takes plans by, "" for a hook from before there was one: no plan is kept for that.
    """

    shell: str
    version: str
    home: str
    seal: str = ""


def read_seal() -> str:
    """Return the secret that the hook handed over to have its plans sealed with, "" for none."""
    return os.environ.get("__VXENV_SEAL", "")


def asker(environment_value: str) -> Asker | None:
    """Return who asks, from ``__VXENV_HOOK``, or None where no hook of a known shell set it."""
    shell, _, rest = environment_value.partition(" ")
    version, _, home = rest.partition(" ")
    return Asker(shell, version, home, read_seal()) if shell in HOOKED else None


def asking_hook() -> Asker | None:
    """Return the hook that called, or None."""
    return asker(os.environ.get("__VXENV_HOOK", ""))


def calling_shell() -> str:
    """Return the kind of shell whose hook called, "" where none did."""
    found = asking_hook()
    return found.shell.removesuffix("3") if found else ""
