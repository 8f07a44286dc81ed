"""Locate the completion file that `vxenv setup` writes."""

import os

from vxenv.paths import find_state_directory
from vxenv.shells import SHELLS


def find_completion_directory() -> str:
    """Return the directory of completion files, and of nothing else, since shells search it for all commands."""
    return os.path.join(find_state_directory(), "completions")


def find_completion_file(shell: str) -> str:
    """Return the completion file for `shell`, or "" if it has none or the hook contains the completions."""
    name = "" if SHELLS[shell].hook_completes else SHELLS[shell].completions_file
    return os.path.join(find_completion_directory(), name) if name else ""
