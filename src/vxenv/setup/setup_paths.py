"""The paths of the files that setup writes for itself and for the hook."""

import os

from vxenv.paths import find_state_directory
from vxenv.shells import SHELLS


def find_init_file(shell: str) -> str:
    """Return the file that the line in the rc file sources."""
    return os.path.join(find_state_directory(), "shell", f"init.{SHELLS[shell].extension}")


def find_cold_file(shell: str, digest: str) -> str:
    """Return the file with the hook's part that a shell reads at its first need; `digest` is that of its contents."""
    return os.path.join(find_state_directory(), "shell", f"cold-{digest}.{SHELLS[shell].extension}")


def find_seal_file() -> str:
    """Return the file that holds the secret of this home."""
    return os.path.join(find_state_directory(), "shell", "seal")


def locate_record(shell: str) -> str:
    """Return the path of the record of the changes that setup made for `shell`."""
    return os.path.join(find_state_directory(), "setup", f"{shell}.json")
