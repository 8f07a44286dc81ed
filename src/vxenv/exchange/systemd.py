"""File for systemd's ``EnvironmentFile=``.

Manual: https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#EnvironmentFile=. Parser:
https://github.com/systemd/systemd/blob/main/src/basic/env-file.c.
"""

import re
from typing import NamedTuple

from vxenv.env_diff import EnvDiff
from vxenv.exchange.assignment import Collector, Reading, build_refusal, find_fault, is_utf8

_SPECIAL = re.compile(r'(["\\`$])')
# Noncharacters, which systemd rejects: the last two code points of each plane, and 32 others.
_LAST_TWO = (f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_NONCHARACTER = re.compile(f"[\ufdd0-\ufdef{''.join(_LAST_TWO)}]")

_BETWEEN = re.compile(r"(?:[ \t\r\n]++|[#;][^\r\n]*+)*+")
_KEY = re.compile(r"([^\r\n][^=\r\n]*+)(=?)")
_BLANK = re.compile(r"[ \t]*+")
_SINGLE = re.compile(r"'([^']*+)'?")
_DOUBLE = re.compile(r'"((?:[^"\\]++|\\.)*+)\\?"?', re.DOTALL)
_DOUBLE_ESCAPE = re.compile(r'\\(?:(["\\`$])|\n)')
# An escape continues the line, and keeps a blank that would be stripped at the end of the value.
_PIECE = re.compile(r"(?P<escape>\\(?P<escaped>.?))|(?P<plain>[^\\\r\n \t]++)|(?P<blank>[ \t]++)", re.DOTALL)


def render(delta: EnvDiff) -> str:
    """Return an assignment for each variable that is set; the format cannot unset variables.

    Line breaks are literal within the quotes, since the format has no escape for them.
    """
    return "".join(_render_line(name, value) for name, value in delta if value is not None)


def _render_line(name: str, value: str) -> str:
    if why := _find_refusal(value):
        raise build_refusal("a systemd EnvironmentFile", name, why)
    escaped = _SPECIAL.sub(r"\\\1", value)
    return f'{name}="{escaped}"\n'


def _find_refusal(value: str) -> str:
    """Return the reason why systemd would reject `value`, or ""."""
    if not is_utf8(value):
        return "value is not UTF-8"
    return "value contains a Unicode noncharacter, which systemd rejects" if _NONCHARACTER.search(value) else ""


class _Value(NamedTuple):
    """Value after ``NAME=``."""

    # The value.
    text: str
    # The end of the value.
    end: int


def read(text: str, path: str) -> Reading:  # noqa: ARG001 - for messages of formats that can be invalid
    """Return the variables of `text` as systemd 254 and later read it.

    In earlier versions a comment that ends with a backslash continues in the next line.
    """
    collector = Collector()
    end, line = 0, 1
    while key := _KEY.match(text, start := _skip(_BETWEEN, text, end)):
        line += text.count("\n", end, start)
        name = key[1].rstrip(" \t")
        value = _parse_value(text, key.end()) if key[2] else _Value("", key.end())
        why = "" if key[2] else "is not NAME=value"
        collector.add(name, value.text, line, why or find_fault(name, value.text) or _find_refusal(value.text))
        end = value.end
        line += text.count("\n", start, end)
    return collector.finish()


def _skip(pattern: re.Pattern[str], text: str, start: int) -> int:
    match = pattern.match(text, start)
    return match.end() if match else start


def _parse_value(text: str, start: int) -> _Value:
    """Return the value at `start`: any number of quoted parts, then an unquoted part up to the end of the line."""
    parts = []
    end = _skip(_BLANK, text, start)
    while quoted := _SINGLE.match(text, end) or _DOUBLE.match(text, end):
        is_single = quoted[0].startswith("'")
        parts.append(quoted[1] if is_single else _DOUBLE_ESCAPE.sub(lambda escape: escape[1] or "", quoted[1]))
        end = _skip(_BLANK, text, quoted.end())
    blank = ""
    while piece := _PIECE.match(text, end):
        if piece["blank"]:
            blank = piece["blank"]
        else:
            parts += [blank, piece["plain"] or piece["escaped"].strip("\r\n")]
            blank = ""
        end = piece.end()
    return _Value("".join(parts), end)
