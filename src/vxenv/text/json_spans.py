"""Locate members and items in a JSON text, for messages and for edits in place."""

import json
import re
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined] # undocumented, since Python 2.6
from typing import Any, NamedTuple

_BLANKS = re.compile(r"[ \t\r\n]*")


class Member(NamedTuple):
    """Member of an object, or item of a list."""

    # The key, "" for an item.
    key: str
    # The parsed value.
    value: Any
    # The position of the key, or of an item's value.
    start: int
    # The start of the value.
    value_start: int
    # The end of the value.
    end: int


class Number(str):
    """Number as written in the text, since Python's own types cannot represent every JSON number."""

    __slots__ = ()


def _refuse_constant(name: str) -> None:
    raise ValueError(f"constant {name} is not allowed")


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=_refuse_constant)


def parse_value(text: str, start: int) -> tuple[Any, int]:
    """Return the value that begins at `start`, and its end position. Raises ValueError and RecursionError."""
    value, end = _DECODER.raw_decode(text, start)
    return value, end


def parse_object(text: str) -> dict[str, Any]:
    """Parse `text` as an object. Raises ValueError with the reason and the line, and RecursionError."""
    try:
        value, end = parse_value(text, skip_blanks(text, 0))
    except json.JSONDecodeError as error:
        raise ValueError(f"is not valid JSON, line {error.lineno}: {describe_syntax_error(error)}") from error
    except ValueError as error:
        raise ValueError(f"is not valid JSON: {error}") from error
    if skip_blanks(text, end) != len(text):
        raise ValueError(
            f"is not valid JSON, line {text.count(chr(10), 0, skip_blanks(text, end)) + 1}: text after the object"
        )
    if not isinstance(value, dict):
        raise ValueError("is not a JSON object")  # noqa: TRY004 - one type of error for all invalid texts
    return value


def describe_syntax_error(error: json.JSONDecodeError) -> str:
    """Return the reason of `error` in lower case, without a position."""
    what = error.msg.removesuffix(" at").removesuffix(" starting")
    return what[:1].lower() + what[1:]


def skip_blanks(text: str, start: int) -> int:
    """Return the position after the whitespace at `start`."""
    return _BLANKS.match(text, start).end()  # type: ignore[union-attr] # an empty match is one


def list_members(text: str, start: int) -> list[Member]:
    """Return the members of the object at `start`, including repeated keys. Raises as `parse_value` does."""
    if not text.startswith("{", start):
        raise ValueError("not an object")
    parts: list[Member] = []
    start = skip_blanks(text, start + 1)
    while text.startswith('"', start):
        key, end = scanstring(text, start + 1, True)
        value_start = skip_blanks(text, skip_blanks(text, end) + 1)
        value, end = parse_value(text, value_start)
        parts.append(Member(key, value, start, value_start, end))
        start = skip_blanks(text, end)
        if not text.startswith(",", start):
            break
        start = skip_blanks(text, start + 1)
    return parts


def list_items(text: str, start: int) -> list[Member]:
    """Return the items of the list at `start`, as members without a key. Raises as `parse_value` does."""
    if not text.startswith("[", start):
        raise ValueError("not a list")
    parts: list[Member] = []
    start = skip_blanks(text, start + 1)
    while text[start : start + 1] not in ("]", ""):
        value, end = parse_value(text, start)
        parts.append(Member("", value, start, start, end))
        start = skip_blanks(text, end)
        if not text.startswith(",", start):
            break
        start = skip_blanks(text, start + 1)
    return parts


def find_lines(text: str, places: Iterable[int]) -> dict[int, int]:
    """Return the line of each position in `places`, in one pass over `text`."""
    lines = {}
    line, last = 1, 0
    for place in sorted(places):
        line += text.count("\n", last, place)
        lines[place] = line
        last = place
    return lines
