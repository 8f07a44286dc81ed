"""The file that the line of the rc file sources: whose it is, and whether it is to be made anew.

Its first line is a comment that says so, of all that it was made from: `vxenv` reads it whenever it is run.
"""

import json
import os
from typing import NamedTuple

_HEAD = "# written by vxenv setup: "
_LONGEST = 16 * 1024


class Maker(NamedTuple):
    """The vxenv that wrote the file."""

    version: str
    python: str  # the interpreter that runs it
    main: str  # the program that the hook runs


def render_init_file(maker: Maker, hook: str) -> bytes:
    """Return the bytes of the file for the text of a hook."""
    return f"{_HEAD}{json.dumps(list(maker))}\n{hook}".encode(errors="surrogateescape")


def read_maker(path: str) -> Maker | None:
    """Return who wrote the file at `path`, None if it is not there or is none."""
    try:
        with open(path, "rb") as file:
            line = file.readline(_LONGEST).decode()
        version, python, main = json.loads(line.removeprefix(_HEAD))
    except (OSError, ValueError, TypeError):
        return None
    return Maker(str(version), str(python), str(main)) if line.startswith(_HEAD) else None


def is_stale(maker: Maker | None, now: Maker) -> bool:
    """Tell whether the vxenv `now` is to write what `maker` wrote anew.

    Another vxenv that still is where it was stays the shell's: two of them in one home do not take turns.
    """
    if maker is None:
        return True
    if not (os.access(maker.python, os.X_OK) and os.path.isfile(maker.main)):
        return True
    return maker.main == now.main and maker.version != now.version
