"""The secret of a home: the hook takes only plans that carry it, which nobody else can write.

It stands in the hook's text and in plans, both readable by their owner alone, and in no variable of the environment
but that of the Python which the hook itself asks.
"""

import contextlib
import os
import re

from vxenv.files.atomic import write, write_first
from vxenv.files.directories import make_private_directory
from vxenv.files.read_limited import read_own_bytes
from vxenv.setup.setup_paths import find_seal_file

_FORM = re.compile(r"[0-9a-f]{32}")


def find_seal() -> str:
    """Return the secret, created at first use. Where it cannot be kept, return one for this hook alone."""
    path = find_seal_file()
    new = os.urandom(16).hex()
    try:
        make_private_directory(os.path.dirname(path))
        data = f"{new}\n".encode()
        found = _read(path)
        if found:
            return found
        if os.path.lexists(path):  # damaged, or not the user's own
            write(path, data)
        else:
            write_first(path, data)
        return _read(path) or new
    except OSError:
        return new


def _read(path: str) -> str:
    with contextlib.suppress(OSError, ValueError):
        text = read_own_bytes(path).decode("ascii").removesuffix("\n")
        if _FORM.fullmatch(text) and not os.lstat(path).st_mode & 0o077:
            return text
    return ""
