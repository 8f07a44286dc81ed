"""Check that the shell finds vxenv's completions.

Sources of the places: https://github.com/scop/bash-completion and fish's "Where to put completions". zsh uses
``$fpath``, which is not exported, so the usual directories are checked instead.
"""

import os
import re
from collections.abc import Mapping

from vxenv.checks.finding import NOTE, OK, Check
from vxenv.paths import shorten_path
from vxenv.shells import SHELLS

_LOADED = re.compile(rb"^[^#\n]*\bvxenv['\"]?\s+completions\b", re.MULTILINE)
_LARGEST = 1024 * 1024  # bytes of an rc file that are read


def check_completion(shell: str, own: str, environment: Mapping[str, str]) -> Check:
    """Return the check of completions in `shell`; `own` is the file that `vxenv setup` writes."""
    known = SHELLS[shell]
    file = next((place for place in (own, *known.find_completion_places(environment)) if os.path.isfile(place)), "")
    file = file or next(
        (place for place in known.find_rc_files(environment) if _LOADED.search(_read_bytes(place))), ""
    )
    if file:
        return Check("completions", OK, f"completions from {shorten_path(file)}")
    return Check("completions", NOTE, f"no vxenv completions found for {shell}", f"vxenv setup --shell {shell}")


def _read_bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST) if os.path.isfile(path) else b""
    except OSError:
        return b""
