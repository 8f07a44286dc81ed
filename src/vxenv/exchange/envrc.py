"""direnv's .envrc: a bash script, read as data like an rc file.

Calls of direnv's functions (https://direnv.net/man/direnv-stdlib.1.html) are reported as skipped.
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
    """Return the variables that the .envrc at `path` itself exports."""
    reading = read_script(text, path, home=os.path.expanduser("~"))
    calls = []
    line, last = 1, 0
    for call in _CALL.finditer(text):
        line += text.count("\n", last, call.start(1))
        last = call.start(1)
        calls.append(Skipped("", line, f"variables set by direnv's {call[1]} are unknown"))
    return reading._replace(skipped=tuple(sorted((*reading.skipped, *calls), key=lambda passed: passed.line)))
