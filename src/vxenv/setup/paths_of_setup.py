"""Where setup puts the hook and completions: files of vxenv's own."""

import os

from vxenv.paths import state_dir
from vxenv.shells import SHELLS


def init_place(shell: str) -> str:
    """Return the file that the line of the rc file sources."""
    return os.path.join(state_dir(), "shell", f"init.{SHELLS[shell].extension}")


def seal_place() -> str:
    """Return the file that holds the secret of this home."""
    return os.path.join(state_dir(), "shell", "seal")


def completions_place(shell: str) -> str:
    """Return the file of completions for `shell`, "" where it takes none or the hook holds them.

    Its directory holds nothing else: shells look for any command in it.
    """
    name = "" if SHELLS[shell].hook_completes else SHELLS[shell].completions_file
    return os.path.join(state_dir(), "completions", name) if name else ""
