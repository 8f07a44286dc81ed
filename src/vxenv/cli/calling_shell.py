"""The hook of the shell that a command was called from."""

from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.errors import HookMissingError
from vxenv.shells import SHELLS


def require_hook(command: str) -> Caller:
    """Return the hook that called. Raises HookMissingError if there is none."""
    hook = find_calling_hook()
    if hook is None:
        from vxenv.shells.detection import find_shell

        shell = find_shell()
        raise HookMissingError(
            f"vxenv {command} changes this shell, and vxenv's hook is not loaded in it",
            hint=f"vxenv setup; exec {SHELLS[shell].program}",
        )
    return hook
