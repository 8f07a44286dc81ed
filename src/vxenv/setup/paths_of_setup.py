"""Where setup puts the hook: files of vxenv's own."""

import os

from vxenv.paths import state_dir
from vxenv.shells import SHELLS


def init_place(shell: str) -> str:
    """Return the file that the line of the rc file sources."""
    return os.path.join(state_dir(), "shell", f"init.{SHELLS[shell].extension}")


def seal_place() -> str:
    """Return the file that holds the secret of this home."""
    return os.path.join(state_dir(), "shell", "seal")
