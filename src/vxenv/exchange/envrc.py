"""An .envrc of direnv: a script for bash, read as data as an rc file is.

What its own functions set (https://direnv.net/man/direnv-stdlib.1.html) is in other files, and named.
"""

import os
import re

from vxenv.exchange.assignment import Reading, Skipped
from vxenv.exchange.rc.posix import read as read_script

_CALL = re.compile(
    r"^[ \t]*((?:dotenv|source_env|source_up)(?:_if_exists)?|source_url|use|layout|direnv_load)(?![\w=(-]|[ \t]*\()",
    re.MULTILINE,
)


def read(text: str, path: str) -> Reading:
    """Return what the .envrc at `path` exports by itself."""
    reading = read_script(text, path, home=os.path.expanduser("~"))
    calls = []
    line, last = 1, 0
    for call in _CALL.finditer(text):
        line += text.count("\n", last, call.start(1))
        last = call.start(1)
        calls.append(Skipped("", line, f"what direnv's {call[1]} sets is not known"))
    return reading._replace(skipped=tuple(sorted((*reading.skipped, *calls), key=lambda passed: passed.line)))
