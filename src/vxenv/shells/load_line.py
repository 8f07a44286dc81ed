"""The line of an rc file that loads the hook: its text, and recognizing it. Files are bytes here."""

import os
import re

from vxenv.errors import RefusedError
from vxenv.paths import escape_text
from vxenv.shells import SHELLS

# What the line is known by, whatever the user made of the rest of it.
MARK = "# vxenv setup"
_MARKED = re.compile(rb"^[^\n]*# vxenv setup[ \t]*\r?$", re.MULTILINE)
_INIT = r"""vxenv['"]?[ \t]+init[ \t]+"""


def render_load_line(shell: str, path: str, home: str, *, shared: bool = False) -> str:
    """Return the line that sources the file at `path` if it exists, also after the home directory moved.

    With `shared` other shells read the rc file, too, and skip it. Raises RefusedError.
    """
    if "\n" in path:
        raise RefusedError(f"{escape_text(path)} cannot stand in one line of an rc file", hint="vxenv init bash")
    below = os.path.relpath(path, home) if home and path.startswith(home.rstrip("/") + "/") else ""
    return f"{SHELLS[shell].render_load(path, below, shared=shared)} {MARK}"


def find_marked_line(data: bytes) -> bytes:
    """Return the line of `data` that `setup` put in, without its end; nothing if there is none."""
    match = _MARKED.search(data)
    return match[0].rstrip(b"\r") if match else b""


def find_init_line(data: bytes, shell: str) -> bytes:
    """Return the line of `data` that evaluates `vxenv init` and does nothing else; nothing if there is none."""
    pattern = SHELLS[shell].init_pattern.replace("{init}", _INIT + shell)
    match = re.search(rf"^[ \t]*(?:{pattern})[ \t]*\r?$".encode(), data, re.MULTILINE)
    return match[0].rstrip(b"\r") if match else b""


def has_init_call(data: bytes, shell: str) -> bool:
    """Tell whether a line of `data` has `vxenv init` load the hook, in whatever way."""
    call = rf"^[^#\n]*\b{_INIT}{shell}\b(?![ \t]*>)"
    return bool(find_init_line(data, shell) or re.search(call.encode(), data, re.MULTILINE))
