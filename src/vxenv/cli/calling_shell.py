"""The hook of the shell that a command was called from."""

from vxenv.activation.caller import Asker, asking_hook
from vxenv.errors import HookMissingError
from vxenv.shells import SHELLS


def require_hook(command: str) -> Asker:
    """Return the hook that called. Raises HookMissingError if there is none."""
    hook = asking_hook()
    if hook is None:
        from vxenv.shells.detection import find_shell

        shell = find_shell()
        raise HookMissingError(
            f"vxenv {command} changes this shell, and vxenv's hook is not loaded in it",
            hint=f"vxenv setup; exec {SHELLS[shell].program}",
        )
    return hook
