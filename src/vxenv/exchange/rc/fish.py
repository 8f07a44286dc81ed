"""What a file of fish exports, read as data: nothing of it is run.

fish reads a file as a whole before it does anything, so a text that is not understood somewhere gives nothing at all.
Facts are from https://fishshell.com/docs/current/language.html and …/cmds/set.html; the tests compare with fish.
"""

from vxenv.exchange.rc.certainty import CERTAIN
from vxenv.exchange.rc.fish_parser import Parser
from vxenv.exchange.rc.fish_shell import Shell, options
from vxenv.exchange.rc.result import called, exporting, prepared, reading_of
from vxenv.exchange.rc.words import Word
from vxenv.exchange.reading import Passed, Reading


def _parsed(text: str) -> Parser:
    parser = Parser(prepared(text))
    parser.parse()
    return parser


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the fish file `path` exports, whose `text` it is; as `posix.read` does for other shells.

    A list is taken as children get it, its values joined by spaces, unless it is one of paths.
    """
    parser = _parsed(text)
    shell = Shell(home)
    shell.run(parser.events, CERTAIN)
    names = called(shell, function, path, exporting(parser.events, _exports)) if function else None
    passed = list(shell.files)
    if parser.failure:
        passed.append(Passed("", parser.failure.line, f"not understood: {parser.failure}"))
    return reading_of(shell.known(), passed, names)


def functions(text: str) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    return exporting(_parsed(text).events, _exports)


def _exports(words: tuple[Word, ...]) -> bool:
    name = words[0].plain() if words else ""
    letters = options(list(words[1:])).letters
    return (name == "export" and len(words) > 1) or (name == "set" and "x" in letters and "q" not in letters)
