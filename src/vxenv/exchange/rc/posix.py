"""What an rc file of bash, zsh, ksh or sh exports, read as data: nothing of it is run.

Taken is what is certain. Where the value, or whether a line runs at all, depends on something that is not in the text
(a command, a condition, another variable), the name is passed, with the reason.

Three steps, none of which recurses into the text, since a stranger's file may nest anything by the thousand: `scanner`
finds words and where what is quoted or substituted ends, `parser` finds commands and under what they stand, `shell`
does what they would do to variables. bash, zsh, ksh and sh are read alike; where bash and zsh differ, the name of the
file decides. Text that is not understood ends the reading there, as it does in the shell.

The rules are those of POSIX.1-2024, "Shell Command Language", and of the manuals of bash 5.2 and zsh 5.9; the tests
compare with the shells themselves. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html
"""

import os
import re

from vxenv.exchange.rc.certainty import CERTAIN
from vxenv.exchange.rc.parser import Parser
from vxenv.exchange.rc.result import called, exporting, prepared, reading_of
from vxenv.exchange.rc.shell import Shell
from vxenv.exchange.rc.words import Word
from vxenv.exchange.reading import Passed, Reading


def _parsed(text: str, path: str) -> Parser:
    name = os.path.basename(path)
    is_zsh = name.endswith(".zsh") or bool(re.match(r"[._]?z(sh|profile|log)", name))
    parser = Parser(prepared(text), zsh=is_zsh)
    parser.parse()
    return parser


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the rc file `path` of bash, zsh, ksh or sh exports, whose `text` it is.

    `text` was decoded from UTF-8 with surrogateescape, and `home` is what ``~`` and ``$HOME`` stand for. With the name
    of a `function`, what that exports, called after the file; UsageError if there is none of that name. A `Passed`
    without a name is about the text itself: what is not understood, and other files that it reads.
    """
    parser = _parsed(text, path)
    shell = Shell(home, zsh=parser.zsh)
    shell.run(parser.events, CERTAIN)
    if parser.failure:
        shell.lose(parser.lost, parser.failure.line)
    names = called(shell, function, path, exporting(parser.events, _exports)) if function else None
    passed = list(shell.files)
    if parser.failure:
        passed.append(Passed("", parser.failure.line, f"not understood from here on: {parser.failure.why}"))
    return reading_of(shell.variables, passed, names)


def _exports(words: tuple[Word, ...]) -> bool:
    texts = [word.plain() for word in words[:2]]
    return bool(
        re.fullmatch(r"export|(?:declare|typeset) -\w*x\w*", " ".join(texts))
        or (texts[:1] == ["export"] and not texts[1].startswith("-"))
    )


def functions(text: str, path: str) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    return exporting(_parsed(text, path).events, _exports)
