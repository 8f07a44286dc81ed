"""Exports of an rc file of bash, zsh, ksh or sh, read as data: nothing of it is run.

Taken is what is certain. Where the value, or whether a line runs at all, depends on something that is not in the text
(a command, a condition, another variable), the name is passed, with the reason.

Three steps, none of which recurses into the text, since a file from a stranger may nest anything by the thousand: the
lexer finds words, the parser finds commands and how certain they are, the evaluator applies them to variables. bash,
zsh, ksh and sh are read alike; where bash and zsh differ, the name of the file decides. Text that is not understood
ends the reading there, as it does in the shell.

The rules are those of POSIX.1-2024, "Shell Command Language", and of the manuals of bash 5.2 and zsh 5.9; the tests
compare with the shells themselves. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
"""

import os
import re

from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc.posix.builtins import PosixShell
from vxenv.exchange.rc.posix.parser import PosixParser
from vxenv.exchange.rc.reader import list_exporting, normalize_text, read_program
from vxenv.exchange.rc.syntax import Program


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the rc file `path` of bash, zsh, ksh or sh exports.

    Args:
        text: Its content, decoded from UTF-8 with surrogateescape.
        path: Its path, which tells zsh from the others.
        home: The directory that ``~`` and ``$HOME`` stand for.
        function: The name of a function; then only what that exports, called after the file.

    Returns:
        The exports; an entry of `passed` without a name is about the text itself: what is not understood, and other
        files that it reads.

    Raises:
        UsageError: there is no function of that name.
    """
    zsh = _is_zsh(path)
    return read_program(_parse(text, zsh=zsh), PosixShell(home, zsh=zsh), path, function)


def list_functions(text: str, path: str) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    return list_exporting(_parse(text, zsh=_is_zsh(path)), PosixShell.is_export)


def _is_zsh(path: str) -> bool:
    name = os.path.basename(path)
    return name.endswith(".zsh") or bool(re.match(r"[._]?z(sh|profile|log)", name))


def _parse(text: str, *, zsh: bool) -> Program:
    return PosixParser(normalize_text(text), zsh=zsh).parse()
