"""The hook of the shell that a command was called from."""

from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.errors import HookMissingError
from vxenv.shells import SHELLS


def require_hook(command: str) -> Caller:
    """Return the hook of the calling shell. Raises HookMissingError if it is not loaded."""
    hook = find_calling_hook()
    if hook is None:
        from vxenv.shells.detection import find_shell

        shell = find_shell()
        raise HookMissingError(
            f"vxenv {command} requires the vxenv hook, which is not loaded in this shell",
            hint=f"vxenv setup; exec {SHELLS[shell].program}",
        )
    return hook
