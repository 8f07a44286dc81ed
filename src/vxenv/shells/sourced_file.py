"""Find the files that a line of an rc file sources, without running it."""

import os
import re
from collections.abc import Iterator, Mapping

from vxenv.shells.home import find_home

# `source` at the start of a command; the file follows.
_SOURCE = re.compile(r"(?:^|[;&|({]|\bthen|\band|\))\s*(?:builtin\s+)?(?:source|\.|slurp <)\s+")
# A piece of a word: quoted, escaped, a variable with or without a default, or plain.
_PIECE = re.compile(
    r"""'(?P<single>(?:[^'\\]|\\.)*)'|"(?P<double>(?:[^"\\]|\\.)*)"|\\(?P<escaped>.)|(?P<plain>\$\{[^}]*\}|[^\s;&|)}"'\\]+)"""
)
_VARIABLE = re.compile(r"\$(?:\{(\w+)(?::-([^}]*))?\}|(?:E:)?(\w+))")


def find_sourced_files(line: str, environment: Mapping[str, str], single_quote_escape: str) -> Iterator[str]:
    """Yield the files that `line` sources, "" for an unknown one.

    `single_quote_escape` is the character that escapes a quote inside single quotes, or "".
    """
    for match in _SOURCE.finditer(line):
        yield _read_path(line, match.end(), environment, single_quote_escape)


def _read_path(line: str, start: int, environment: Mapping[str, str], single_quote_escape: str) -> str:
    """Return the path in the word of `line` at `start`, or "" if it is unknown."""
    home = find_home(environment)
    known = {**environment, "HOME": home}

    def expand(text: str) -> str:
        return _VARIABLE.sub(lambda match: known.get(match[1] or match[3]) or expand(match[2] or ""), text)

    path = ""
    previous = None
    while piece := _PIECE.match(line, start):
        single, double, escaped, plain = piece.group("single", "double", "escaped", "plain")
        if single_quote_escape == "'" and single is not None and previous is not None:
            path += "'"  # a doubled quote
        previous = single
        if single is not None:
            # In other shells a backslash before a quote is literal, which does not occur in practice.
            path += re.sub(r"\\([\\'])", r"\1", single) if single_quote_escape == "\\" else single
        elif double is not None:
            path += expand(double)
        else:
            path += escaped or expand(plain)
        start = piece.end()
    return home + path[1:] if path.startswith("~/") else path if os.path.isabs(path) else ""
