"""Detect the calling shell. Only this module imports shellingham."""

import os
from collections.abc import Iterator

import shellingham

from vxenv.shells import SHELLS


def find_shell(default: str = "bash") -> str:
    """Return the calling shell by its process, else by SHELL, else `default`."""
    programs = (detect_shell(), os.path.basename(os.environ.get("SHELL", "")))
    return next((name for name in map(_name_shell, programs) if name in SHELLS), default)


def _name_shell(program: str) -> str:
    """Return the shell's name for `program`."""
    return next((name for name, shell in SHELLS.items() if shell.program == program), program)


def detect_shell() -> str:
    """Return the name of the calling shell, or ""."""
    # shellingham skips these processes and would return the shell that started them.
    unknown = {process: name for name, shell in SHELLS.items() for process in shell.processes}
    for program in _find_programs_above():
        if program in unknown:
            return unknown[program]
        if program in SHELLS:
            break
    try:
        name: str = shellingham.detect_shell()[0]
    except (shellingham.ShellDetectionFailure, OSError, RuntimeError):
        # No parent shell, or no access to the process list.
        return ""
    return name


def _find_programs_above() -> Iterator[str]:
    """Yield the names of the parent processes; only Linux provides them in /proc."""
    process = str(os.getppid())
    try:
        while process not in ("0", "1"):
            with open(f"/proc/{process}/stat", encoding="utf-8", errors="replace") as file:
                name, _, rest = file.read().partition("(")[2].rpartition(")")
            yield name
            process = rest.split()[1]
    except OSError:
        return
