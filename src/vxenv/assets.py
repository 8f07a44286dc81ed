"""Find and read the files installed with the code: shell hooks, completions and schemas."""

import os

from vxenv.distribution import upgrade_command
from vxenv.errors import StoreError


def read_asset(folder: str, name: str) -> str:
    """Return the text of the file `name` in the folder ``shell``, ``completions`` or ``schemas``."""
    with open(find_asset(folder, name), encoding="utf-8", newline="") as file:
        return file.read()


def find_asset(folder: str, name: str) -> str:
    """Return the path of the file `name` in the folder ``shell``, ``completions`` or ``schemas``.

    The folder is in the package, or next to ``src`` in a checkout. Raises StoreError if the file is missing.
    """
    package = os.path.dirname(os.path.abspath(__file__))
    for place in (package, os.path.dirname(os.path.dirname(package))):
        path = os.path.join(place, folder, name)
        if os.path.isfile(path):
            return path
    raise StoreError(f"incomplete installation: {folder}/{name} is missing", hint=upgrade_command(again=True))
