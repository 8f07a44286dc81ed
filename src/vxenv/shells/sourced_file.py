"""Which files a line of an rc file sources, read as text: nothing of it is run."""

import os
import re
from collections.abc import Iterator, Mapping

from vxenv.shells.home import find_home

# At the start of a command; behind it stands the file.
_SOURCE = re.compile(r"(?:^|[;&|({]|\bthen|\band|\))\s*(?:builtin\s+)?(?:source|\.|slurp <)\s+")
# A word, piece by piece: quoted, escaped, a variable with or without what stands in for it, or plain.
_PIECE = re.compile(
    r"""'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|\\(?P<escaped>.)|(?P<plain>\$\{[^}]*\}|[^\s;&|)}"'\\]+)"""
)
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(?:E:)?(\w+))")


def find_sourced_files(line: str, environment: Mapping[str, str], single_quote_escape: str) -> Iterator[str]:
    """Yield the files that `line` sources, "" for one that cannot be told.

    `single_quote_escape` is what escapes a quote between single quotes, if anything does.
    """
    for match in _SOURCE.finditer(line):
        yield _read_path(line, match.end(), environment, single_quote_escape)


def _read_path(line: str, start: int, environment: Mapping[str, str], single_quote_escape: str) -> str:
    """Return the path that the word of `line` at `start` stands for, "" where that cannot be told."""
    home = find_home(environment)
    known = {**environment, "HOME": home}

    def expand(text: str) -> str:
        return _VARIABLE.sub(lambda match: known.get(match[1] or match[3]) or expand(match[2] or ""), text)

    path = ""
    previous = None
    while piece := _PIECE.match(line, start):
        single, double, escaped, plain = piece.group("single", "double", "escaped", "plain")
        if single_quote_escape == "'" and single is not None and previous is not None:
            path += "'"  # it is doubled
        previous = single
        if single is not None:
            # Elsewhere a backslash before the quote ends it, which nobody writes.
            path += re.sub(r"\\([\\'])", r"\1", single) if single_quote_escape == "\\" else single
        elif double is not None:
            path += expand(double)
        else:
            path += escaped or expand(plain)
        start = piece.end()
    return home + path[1:] if path.startswith("~/") else path if os.path.isabs(path) else ""
