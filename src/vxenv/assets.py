"""The files beside the code: what a shell sources, and completions."""

import os

from vxenv.distribution import upgrade_command
from vxenv.errors import StoreError


def read_asset(folder: str, name: str) -> str:
    """Return the text of `name` in ``shell`` or ``completions``."""
    with open(find_asset(folder, name), encoding="utf-8", newline="") as file:
        return file.read()


def find_asset(folder: str, name: str) -> str:
    """Return where `name` in ``shell`` or ``completions`` is: in the package, or beside ``src`` in a checkout."""
    package = os.path.dirname(os.path.abspath(__file__))
    for place in (package, os.path.dirname(os.path.dirname(package))):
        path = os.path.join(place, folder, name)
        if os.path.isfile(path):
            return path
    raise StoreError(f"vxenv is not installed whole: {folder}/{name} is missing", hint=upgrade_command(again=True))
