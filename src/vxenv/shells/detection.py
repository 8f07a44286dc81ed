"""Which shell called: the one place that knows shellingham."""

import os
from collections.abc import Iterator

import shellingham

from vxenv.shells import SHELLS


def find_shell(default: str = "bash") -> str:
    """Return the shell with a hook that called: by its process, else by SHELL, else `default`."""
    programs = (detect_shell(), os.path.basename(os.environ.get("SHELL", "")))
    return next((name for name in map(_name_shell, programs) if name in SHELLS), default)


def _name_shell(program: str) -> str:
    """Return the name of the shell that `program` is."""
    return next((name for name, shell in SHELLS.items() if shell.program == program), program)


def detect_shell() -> str:
    """Return the name of the shell that called, or nothing."""
    # What shellingham passes over, and would take for the shell above it.
    unknown = {process: name for name, shell in SHELLS.items() for process in shell.processes}
    for program in _find_programs_above():
        if program in unknown:
            return unknown[program]
        if program in SHELLS:
            break
    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        # No shell above us, or no way here to look at processes.
        return ""
    return name


def _find_programs_above() -> Iterator[str]:
    """Yield the names of the programs above this one, as far as Linux tells."""
    process = str(os.getppid())
    try:
        while process not in ("0", "1"):
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                name, _, rest = file.read().partition("(")[2].rpartition(")")
            yield name
            process = rest.split()[1]
    except OSError:
        return
