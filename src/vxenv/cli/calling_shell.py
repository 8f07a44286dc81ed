"""The shell that a command was called from: its hook, and what is active in it."""

import os
import shlex
import sys

from vxenv.activation.caller import Asker, asking_hook
from vxenv.activation.state import State, read_pin, read_state, undone
from vxenv.errors import HookMissingError
from vxenv.profiles.names import SEPARATOR
from vxenv.shells import SHELLS


def calling_hook(command: str) -> Asker:
    """Return the hook that called. Raises HookMissingError if there is none."""
    found = asking_hook()
    if found is None:
        shell = this_shell()
        raise HookMissingError(
            f"vxenv {command} changes this shell, and vxenv's hook is not loaded in it",
            hint=f"vxenv setup; exec {SHELLS[shell].program}",
        )
    return found


def hook_line(shell: str, program: str = "vxenv") -> str:
    """Return the line of the rc file of `shell` that loads the hook, by calling `program`."""
    called = sys.argv[0]
    if os.path.basename(called) == "vxenv" and os.sep in called and not _on_path(called):
        program = shlex.quote(os.path.abspath(called))
    return SHELLS[shell].init.format(program=program, shell=shell)


def _on_path(program: str) -> bool:
    from shutil import which

    found = which("vxenv")
    return found is not None and os.path.realpath(found) == os.path.realpath(program)


def this_shell() -> str:
    """Return the kind of shell that this was called from, by guess if need be; one that has a hook."""
    from vxenv.shells.detection import detected_shell

    found = (detected_shell(), os.path.basename(os.environ.get("SHELL", "")))
    return next((name for name in map(called, found) if name in SHELLS), "bash")


def called(program: str) -> str:
    """Return the name of the shell that `program` is."""
    return next((name for name, shell in SHELLS.items() if shell.program == program), program)


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
