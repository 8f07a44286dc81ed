"""Where setup puts the completions of a shell."""

import os

from vxenv.paths import find_state_directory
from vxenv.shells import SHELLS


def find_completion_file(shell: str) -> str:
    """Return the file of completions for `shell`, "" where it takes none or the hook holds them.

    Its directory holds nothing else: shells look for any command in it.
    """
    name = "" if SHELLS[shell].hook_completes else SHELLS[shell].completions_file
    return os.path.join(find_state_directory(), "completions", name) if name else ""
