"""The environment that determines the paths of a shell's rc files."""

import os
import re

from vxenv.errors import VxenvError
from vxenv.exchange.rc import read_rc

_ASSIGNS = re.compile(r"^[ \t]*(?:(?:export|typeset|declare)[ \t]+(?:-\w+[ \t]+)*)?(?=ZDOTDIR=)", re.MULTILINE)


def read_rc_environment(shell: str) -> dict[str, str]:
    """Return this process's environment; for zsh with the ZDOTDIR of .zshenv, even if it is not exported."""
    environment = dict(os.environ)
    if shell != "zsh" or environment.get("ZDOTDIR"):
        return environment
    home = environment.get("HOME") or os.path.expanduser("~")
    path = os.path.join(home, ".zshenv")
    try:
        with open(path, encoding="utf-8", errors="surrogateescape") as file:
            text = _ASSIGNS.sub("export ", file.read())
        values = {assignment.name: assignment.value for assignment in read_rc(text, path, home=home).assignments}
    except (OSError, VxenvError):
        return environment
    folder = values.get("ZDOTDIR") or ""
    return environment | {"ZDOTDIR": folder} if os.path.isabs(folder) else environment
