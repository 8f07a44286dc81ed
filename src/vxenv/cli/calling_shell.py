"""The shell that a command was called from: its hook, and what is active in it."""

import os

from vxenv.activation.caller import Asker, asking_hook
from vxenv.activation.state import State, read_pin, read_state, undone
from vxenv.errors import HookMissingError
from vxenv.profiles.names import SEPARATOR
from vxenv.shells import SHELLS


def calling_hook(command: str) -> Asker:
    """Return the hook that called. Raises HookMissingError if there is none."""
    found = asking_hook()
    if found is None:
        from vxenv.shells.detection import find_shell

        shell = find_shell()
        raise HookMissingError(
            f"vxenv {command} changes this shell, and vxenv's hook is not loaded in it",
            hint=f"vxenv setup; exec {SHELLS[shell].program}",
        )
    return found


def environment() -> tuple[dict[str, str], State, dict[str, str]]:
    """Return this shell's environment, the activation it is under, and what it would be without."""
    now = dict(os.environ)
    state = read_state(now)
    return now, state, undone(now, state)


def active_names() -> tuple[str, ...]:
    """Return the profiles that are active in this shell."""
    return _names(os.environ.get("VXENV_PROFILE", ""))


def pinned_names() -> tuple[str, ...]:
    """Return the profiles that `use` pinned in this shell, whether or not they can be applied."""
    return _names(read_pin(os.environ))


def _names(stack: str) -> tuple[str, ...]:
    return tuple(word for word in stack.split(SEPARATOR) if word)
