"""Render and recognize the line of an rc file that loads the hook. Files are bytes here."""

import os
import re

from vxenv.errors import RefusedError
from vxenv.paths import escape_text
from vxenv.shells import SHELLS

# Identifies the line even if the user edited the rest of it.
MARK = "# vxenv setup"
_MARKED = re.compile(rb"^[^\n]*# vxenv setup[ \t]*\r?$", re.MULTILINE)
_INIT = r"""vxenv['"]?[ \t]+init[ \t]+"""


def render_load_line(shell: str, path: str, home: str, *, shared: bool = False) -> str:
    """Return the line that sources the file at `path` if it exists; it works after moving the home directory.

    With `shared`, other shells that read the same rc file skip the line. Raises RefusedError.
    """
    if "\n" in path:
        raise RefusedError(
            f"cannot write {escape_text(path)} to an rc file: it contains a newline", hint="vxenv init bash"
        )
    below = os.path.relpath(path, home) if home and path.startswith(home.rstrip("/") + "/") else ""
    return f"{SHELLS[shell].render_load(path, below, shared=shared)} {MARK}"


def find_marked_line(data: bytes) -> bytes:
    """Return the line of `data` that `setup` added, without its newline, or b""."""
    match = _MARKED.search(data)
    return match[0].rstrip(b"\r") if match else b""


def find_init_line(data: bytes, shell: str) -> bytes:
    """Return the line of `data` that only evaluates `vxenv init`, or b""."""
    pattern = SHELLS[shell].init_pattern.replace("{init}", _INIT + shell)
    match = re.search(rf"^[ \t]*(?:{pattern})[ \t]*\r?$".encode(), data, re.MULTILINE)
    return match[0].rstrip(b"\r") if match else b""


def has_init_call(data: bytes, shell: str) -> bool:
    """Return True if a line of `data` calls `vxenv init` for `shell` in any way."""
    call = rf"^[^#\n]*\b{_INIT}{shell}\b(?![ \t]*>)"
    return bool(find_init_line(data, shell) or re.search(call.encode(), data, re.MULTILINE))
