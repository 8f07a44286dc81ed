"""Read the exports of a fish file as data; nothing in it is run.

fish parses a whole file before it runs anything, so text that cannot be parsed means that nothing is exported.
Sources: https://fishshell.com/docs/current/language.html and …/cmds/set.html; the tests compare with fish.
"""

from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc.fish.builtins import FishShell
from vxenv.exchange.rc.fish.parser import FishParser
from vxenv.exchange.rc.reader import list_exporting, normalize_text, read_program


def read(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return the variables that the fish file `path` with the content `text` exports, as `posix.read` does.

    The value of a list is that of a child process, joined by spaces; lists of paths are skipped.
    """
    return read_program(FishParser(normalize_text(text)).parse(), FishShell(home), path, function)


def list_functions(text: str) -> list[str]:
    """Return the names of the functions that export variables, in the order of the text."""
    return list_exporting(FishParser(normalize_text(text)).parse(), FishShell.is_export)
