"""Exports of a file of fish, read as data: nothing of it is run.

fish reads a file as a whole before it does anything, so a text that is not understood somewhere gives nothing at all.
Facts are from https://fishshell.com/docs/current/language.html and …/cmds/set.html; the tests compare with fish.
"""

from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc.fish.builtins import FishShell
from vxenv.exchange.rc.fish.parser import FishParser
from vxenv.exchange.rc.reader import list_exporting, normalize_text, read_program


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return what the fish file `path` exports, whose `text` it is; as `posix.read` does for other shells.

    A list is taken as children get it, its values joined by spaces, unless it is one of paths.
    """
    return read_program(FishParser(normalize_text(text)).parse(), FishShell(home), path, function)


def list_functions(text: str) -> list[str]:
    """Return the names of the functions that export something, in the order of the text."""
    return list_exporting(FishParser(normalize_text(text)).parse(), FishShell.is_export)
