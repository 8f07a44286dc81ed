"""Read the exports of a shell's rc file as data; nothing in it is run."""

from vxenv.exchange.assignment import Reading
from vxenv.exchange.rc import fish, posix

__all__ = ["list_functions", "read_rc"]


def list_functions(text: str, path: str = "") -> list[str]:
    """Return the names of the functions that export variables, in the order of the text."""
    return fish.list_functions(text) if path.endswith(".fish") else posix.list_functions(text, path)


def read_rc(text: str, path: str, *, home: str, function: str = "") -> Reading:
    """Return the variables that the rc file `path` exports; its name determines the language."""
    read = fish.read if path.endswith(".fish") else posix.read
    return read(text, path, home=home, function=function)
