"""Where things stand in a JSON text, for those who say it and for those who change no other byte."""

import json
import re
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined] # documented nowhere, there since 2.6
from typing import Any, NamedTuple

_BLANKS = re.compile(r"[ \t\r\n]*")


class Member(NamedTuple):
    """A member of an object, or an item of a list."""

    # "" for an item.
    key: str
    value: Any
    # Where the key begins; of an item, the value.
    start: int
    # Where the value begins.
    value_start: int
    # Where the value ends.
    end: int


class Number(str):
    """A number as it is written: there are more of them than Python's own can hold."""

    __slots__ = ()


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no value")


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=_refuse_constant)


def parse_value(text: str, start: int) -> tuple[Any, int]:
    """Return the value that begins at `start`, and its end. Raises ValueError and RecursionError."""
    value, end = _DECODER.raw_decode(text, start)
    return value, end


def parse_object(text: str) -> dict[str, Any]:
    """Return the object that `text` is. Raises ValueError with the reason and the line, and RecursionError."""
    try:
        value, end = parse_value(text, skip_blanks(text, 0))
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at").removesuffix(" starting")
        raise ValueError(f"is no valid JSON, line {error.lineno}: {what}") from error
    except ValueError as error:
        raise ValueError(f"is no valid JSON: {error}") from error
    if skip_blanks(text, end) != len(text):
        raise ValueError(
            f"is no valid JSON, line {text.count(chr(10), 0, skip_blanks(text, end)) + 1}: more behind its end"
        )
    if not isinstance(value, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - one kind of error for whatever is wrong with a text
    return value


def skip_blanks(text: str, start: int) -> int:
    """Return where what follows on blanks at `start` begins."""
    return _BLANKS.match(text, start).end()  # type: ignore[union-attr] # an empty match is one


def list_members(text: str, start: int) -> list[Member]:
    """Return the members of the object that begins at `start`, doubled keys included. Raises as value_at does."""
    if not text.startswith("{", start):
        raise ValueError("no object")
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
    """Return the items of the list that begins at `start`, as members without a key. Raises as value_at does."""
    if not text.startswith("[", start):
        raise ValueError("no list")
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
    """Return the line of each of `places`, in one pass over `text`, however many they are."""
    lines = {}
    line, last = 1, 0
    for place in sorted(places):
        line += text.count("\n", last, place)
        lines[place] = line
        last = place
    return lines
