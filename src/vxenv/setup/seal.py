"""The secret of a home: the hook accepts only plans that contain it, which other users cannot forge.

It is part of the hook's text and of plans, both readable only by their owner. It is not in the environment, except in
that of the Python process that the hook starts.
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
    """Return the secret, created on first use. If it cannot be stored, return one for this hook only."""
    path = find_seal_file()
    new = os.urandom(16).hex()
    try:
        make_private_directory(os.path.dirname(path))
        data = f"{new}\n".encode()
        found = _read(path)
        if found:
            return found
        if os.path.lexists(path):  # damaged, or owned by another user
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
