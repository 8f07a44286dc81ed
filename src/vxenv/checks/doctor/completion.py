"""Completions: whether the shell finds any of vxenv's, in the places where it looks for a command's.

Sources: https://github.com/scop/bash-completion, fish's "Where to put completions"; zsh's own are in its ``$fpath``,
of which a program sees nothing, so that the usual directories stand for it.
"""

import os
import re
from collections.abc import Iterable, Mapping

from vxenv.checks.health import NOTE, OK, Check
from vxenv.paths import shown
from vxenv.shells.rc_files import rc_files

_BELOW_DATA = {
    "bash": "bash-completion/completions/vxenv",
    "zsh": "zsh/site-functions/_vxenv",
    "fish": "fish/vendor_completions.d/vxenv.fish",
}
_LOADED = re.compile(rb"^[^#\n]*\bvxenv['\"]?\s+completions\b", re.MULTILINE)
_LARGEST = 1024 * 1024  # bytes of an rc file; a longer one says nothing


def completion_check(shell: str, own: str, environment: Mapping[str, str]) -> Check:
    """Return what is to be said of completions in `shell`; `own` is where `vxenv setup` puts them."""
    found = next((place for place in (own, *_places(shell, environment)) if os.path.isfile(place)), "")
    found = found or next((place for place in rc_files(shell, environment) if _LOADED.search(_bytes(place))), "")
    if found:
        return Check("completions", OK, f"completions from {shown(found)}")
    return Check("completions", NOTE, f"no completions of vxenv are seen for {shell}", f"vxenv setup --shell {shell}")


def _places(shell: str, environment: Mapping[str, str]) -> Iterable[str]:
    home = environment.get("HOME") or os.path.expanduser("~")
    folders = [environment.get("XDG_DATA_HOME") or os.path.join(home, ".local", "share")]
    folders += (environment.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    if shell in _BELOW_DATA:
        yield from (os.path.join(folder, _BELOW_DATA[shell]) for folder in folders if os.path.isabs(folder))
    if shell == "fish":
        config = environment.get("XDG_CONFIG_HOME") or os.path.join(home, ".config")
        yield os.path.join(config, "fish", "completions", "vxenv.fish")


def _bytes(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_LARGEST) if os.path.isfile(path) else b""
    except OSError:
        return b""
