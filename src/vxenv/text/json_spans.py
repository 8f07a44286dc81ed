"""Where things stand in a JSON text, for those who say it and for those who change no other byte."""

import json
import re
from collections.abc import Iterable
from json.decoder import scanstring  # type: ignore[attr-defined] # documented nowhere, there since 2.6
from typing import Any, NamedTuple

_BLANKS = re.compile(r"[ \t\r\n]*")


class Member(NamedTuple):
    """A member of an object: its key, its value, and where the key, the value and its end are."""

    key: str
    value: Any
    start: int
    value_start: int
    end: int


class Number(str):
    """A number as it is written."""

    __slots__ = ()


def _constant(word: str) -> None:
    raise ValueError(f"{word} is no value")


_DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=_constant)


def value_at(text: str, at: int) -> tuple[Any, int]:
    """Return the value that begins at `at`, and its end. Raises ValueError and RecursionError."""
    value, end = _DECODER.raw_decode(text, at)
    return value, end


def document(text: str) -> dict[str, Any]:
    """Return the object that `text` is. Raises ValueError with the reason and the line, and RecursionError."""
    try:
        found, end = value_at(text, blank(text, 0))
    except json.JSONDecodeError as error:
        what = error.msg.removesuffix(" at").removesuffix(" starting")
        raise ValueError(f"is no valid JSON, line {error.lineno}: {what}") from error
    except ValueError as error:
        raise ValueError(f"is no valid JSON: {error}") from error
    if blank(text, end) != len(text):
        raise ValueError(f"is no valid JSON, line {text.count(chr(10), 0, blank(text, end)) + 1}: more behind its end")
    if not isinstance(found, dict):
        raise ValueError("is no JSON object")  # noqa: TRY004 - one kind of error for whatever is wrong with a text
    return found


def blank(text: str, at: int) -> int:
    """Return where what follows on blanks at `at` begins."""
    return _BLANKS.match(text, at).end()  # type: ignore[union-attr] # an empty match is one


def members(text: str, at: int) -> list[Member]:
    """Return the members of the object that begins at `at`, doubled keys included. Raises as value_at does."""
    if text[at : at + 1] != "{":
        raise ValueError("no object")
    found: list[Member] = []
    at = blank(text, at + 1)
    while text[at : at + 1] == '"':
        key, end = scanstring(text, at + 1, True)
        start = blank(text, blank(text, end) + 1)
        value, end = value_at(text, start)
        found.append(Member(key, value, at, start, end))
        at = blank(text, end)
        if text[at : at + 1] != ",":
            break
        at = blank(text, at + 1)
    return found


def items(text: str, at: int) -> list[Member]:
    """Return the items of the list that begins at `at`, as members without a key. Raises as value_at does."""
    if text[at : at + 1] != "[":
        raise ValueError("no list")
    found: list[Member] = []
    at = blank(text, at + 1)
    while text[at : at + 1] not in ("]", ""):
        value, end = value_at(text, at)
        found.append(Member("", value, at, at, end))
        at = blank(text, end)
        if text[at : at + 1] != ",":
            break
        at = blank(text, at + 1)
    return found


def lines_of(text: str, places: Iterable[int]) -> dict[int, int]:
    """Return the line of each of `places`, in one pass over `text`, however many they are."""
    lines = {}
    line, last = 1, 0
    for at in sorted(places):
        line += text.count("\n", last, at)
        lines[at] = line
        last = at
    return lines
