"""Completions: whether the shell finds any of vxenv's, in the places where it looks for a command's.

Sources: https://github.com/scop/bash-completion, fish's "Where to put completions"; zsh's own are in its ``$fpath``,
of which a program sees nothing, so that the usual directories stand for it.
"""

import os
import re
from collections.abc import Mapping

from vxenv.checks.finding import NOTE, OK, Check
from vxenv.paths import shorten_path
from vxenv.shells import SHELLS

_LOADED = re.compile(rb"^[^#\n]*\bvxenv['\"]?\s+completions\b", re.MULTILINE)
_LARGEST = 1024 * 1024  # bytes of an rc file; a longer one says nothing


def check_completion(shell: str, own: str, environment: Mapping[str, str]) -> Check:
    """Return what is to be said of completions in `shell`; `own` is where `vxenv setup` puts them."""
    known = SHELLS[shell]
    file = next((place for place in (own, *known.find_completion_places(environment)) if os.path.isfile(place)), "")
    file = file or next(
        (place for place in known.find_rc_files(environment) if _LOADED.search(_read_bytes(place))), ""
    )
    if file:
        return Check("completions", OK, f"completions from {shorten_path(file)}")
    return Check("completions", NOTE, f"no completions of vxenv are seen for {shell}", f"vxenv setup --shell {shell}")


def _read_bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST) if os.path.isfile(path) else b""
    except OSError:
        return b""
