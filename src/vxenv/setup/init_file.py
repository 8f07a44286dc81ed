"""The file that the line in the rc file sources, and the check whether it must be rewritten.

Its first line is a comment that names the vxenv that wrote it; every command reads it.
"""

import os
import sys
from typing import NamedTuple

import vxenv
from vxenv.paths import find_main_file

_HEAD = "# written by vxenv setup: "
_LONGEST = 16 * 1024


class Maker(NamedTuple):
    """The vxenv that wrote the file."""

    version: str
    python: str  # the interpreter
    main: str  # the program that the hook runs


def describe_maker() -> Maker:
    """Return the description of this vxenv for the files that it writes."""
    return Maker(vxenv.__version__, sys.executable, find_main_file())


def render_init_file(maker: Maker, hook: str) -> bytes:
    """Return the bytes of the file with the text of a hook."""
    import json  # noqa: PLC0415 - most commands only find their own line

    return f"{_HEAD}{json.dumps(list(maker))}\n{hook}".encode(errors="surrogateescape")


def read_maker(path: str) -> Maker | None:
    """Return the vxenv that wrote the file at `path`, None if the file is missing or invalid."""
    try:
        with open(path, "rb") as file:
            line = file.readline(_LONGEST).decode()
        own = describe_maker()
        if line == f'{_HEAD}["{own.version}", "{own.python}", "{own.main}"]\n':
            return own
        import json  # noqa: PLC0415 - as above

        version, python, main = json.loads(line.removeprefix(_HEAD))
    except (OSError, ValueError, TypeError):
        return None
    return Maker(str(version), str(python), str(main)) if line.startswith(_HEAD) else None


def is_stale(maker: Maker | None, now: Maker) -> bool:
    """Return whether the vxenv `now` must rewrite the file of `maker`.

    The file of another vxenv that still exists is kept, so that two installations do not alternate.
    """
    if maker is None:
        return True
    if not (os.access(maker.python, os.X_OK) and os.path.isfile(maker.main)):
        return True
    return maker.main == now.main and maker.version != now.version
