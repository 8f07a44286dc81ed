"""Read the exports of an rc file of bash, zsh, ksh or sh as data; nothing in it is run.

Only certain values are returned. A variable is skipped, with the reason, if its value or the execution of its line
depends on something that is not in the text: a command, a condition, another variable.

There are three steps: the lexer finds words, the parser finds commands and their certainty, the evaluator applies them
to variables. None of them recurses, since an untrusted file may nest blocks thousands deep. bash, zsh, ksh and sh are
read alike; where bash and zsh differ, the file name decides. As in a shell, text that cannot be parsed ends the file.

Sources: POSIX.1-2024, "Shell Command Language", and the manuals of bash 5.2 and zsh 5.9; the tests compare with the
shells. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
"""

import os
import re

from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc.posix.builtins import PosixShell
from vxenv.exchange.rc.posix.parser import PosixParser
from vxenv.exchange.rc.reader import list_exporting, normalize_text, read_program
from vxenv.exchange.rc.syntax import Program


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return the variables that an rc file of bash, zsh, ksh or sh exports.

    Args:
        text: The content, decoded from UTF-8 with surrogateescape.
        path: The path, which tells zsh from the other shells.
        home: The value of ``~`` and ``$HOME``.
        function: The name of a function to be called after the file; if given, return only its exports.

    Returns:
        The exports. An entry of `skipped` without a name concerns the file itself: text that cannot be parsed, or
        another file that it reads.

    Raises:
        UsageError: The file has no function of that name.
    """
    zsh = _is_zsh(path)
    return read_program(_parse(text, zsh=zsh), PosixShell(home, zsh=zsh), path, function)


def list_functions(text: str, path: str) -> list[str]:
    """Return the names of the functions that export variables, in the order of the text."""
    return list_exporting(_parse(text, zsh=_is_zsh(path)), PosixShell.is_export)


def _is_zsh(path: str) -> bool:
    name = os.path.basename(path)
    return name.endswith(".zsh") or bool(re.match(r"[._]?z(sh|profile|log)", name))


def _parse(text: str, *, zsh: bool) -> Program:
    return PosixParser(normalize_text(text), zsh=zsh).parse()
