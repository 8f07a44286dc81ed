"""The file of systemd's ``EnvironmentFile=``.

https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=, and the parser itself:
https://github.com/systemd/systemd/blob/main/src/basic/env-file.c.
"""

import re
from typing import NamedTuple

from vxenv.env_diff import Delta
from vxenv.exchange.reading import Assignment, Passed, Reading, cannot_say, is_utf8, label, last, unfit

_SPECIAL = re.compile(r'(["\\`$])')
# Well-formed UTF-8 can still be refused: for the last two code points of each plane, and for 32 in between.
_LAST_TWO = (f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{''.join(_LAST_TWO)}]")

_BETWEEN = re.compile(r"(?:[ \t\r\n]++|[#;][^\r\n]*+)*+")
_KEY = re.compile(r"([^\r\n][^=\r\n]*+)(=?)")
_BLANK = re.compile(r"[ \t]*+")
_SINGLE = re.compile(r"'([^']*+)'?")
_DOUBLE = re.compile(r'"((?:[^"\\]++|\\.)*+)\\?"?', re.DOTALL)
_DOUBLE_ESCAPE = re.compile(r'\\(?:(["\\`$])|\n)')
# An escape takes the line's end with it, and keeps a blank that would be cut off at the end of the value.
_PIECE = re.compile(r"(?P<escape>\\(?P<escaped>.?))|(?P<plain>[^\\\r\n \t]++)|(?P<blank>[ \t]++)", re.DOTALL)


def written(delta: Delta) -> str:
    """Return an assignment for each variable that is set, since none can be unset here.

    There is no escape for a line break: it stands as it is, within the quotes.
    """
    return "".join(_line(name, value) for name, value in delta if value is not None)


def _line(name: str, value: str) -> str:
    if why := _refused(value):
        raise cannot_say("an EnvironmentFile of systemd", name, why)
    escaped = _SPECIAL.sub(r"\\\1", value)
    return f'{name}="{escaped}"\n'


def _refused(value: str) -> str:
    """Return why systemd would not take `value`, or ""."""
    if not is_utf8(value):
        return "it is not UTF-8"
    return "it holds a code point that is no character, which systemd refuses" if _NONCHARACTER.search(value) else ""


class _Value(NamedTuple):
    """What stands behind ``NAME=``, and where it ends."""

    text: str
    end: int


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - every text is such a file, if only with odd lines
    """Return the variables of `text`, as systemd from version 254 does.

    Before, a comment that ended with a backslash went on in the next line.
    """
    assignments, passed = [], []
    at, line = 0, 1
    while key := _KEY.match(text, start := _end(_BETWEEN, text, at)):
        line += text.count("\n", at, start)
        name = key[1].rstrip(" \t")
        value = _value(text, key.end()) if key[2] else _Value("", key.end())
        if not key[2]:
            passed.append(Passed(label(name), line, "is no NAME=value"))
        elif why := unfit(name, value.text) or _refused(value.text):
            passed.append(Passed(label(name), line, why))
        else:
            assignments.append(Assignment(name, value.text, line))
        line += text.count("\n", start, value.end)
        at = value.end
    return Reading(last(assignments), tuple(passed))


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _value(text: str, at: int) -> _Value:
    """Return the value at `at`: any number of quoted parts, then a part without quotes, to the end of the line."""
    parts = []
    while True:
        at = _end(_BLANK, text, at)
        if found := _SINGLE.match(text, at):
            parts.append(found[1])
        elif found := _DOUBLE.match(text, at):
            parts.append(_DOUBLE_ESCAPE.sub(lambda escape: escape[1] or "", found[1]))
        else:
            break
        at = found.end()
    blank = ""
    while piece := _PIECE.match(text, at):
        if piece["blank"]:
            blank = piece["blank"]
        else:
            parts += [blank, piece["plain"] or piece["escaped"].strip("\r\n")]
            blank = ""
        at = piece.end()
    return _Value("".join(parts), at)
