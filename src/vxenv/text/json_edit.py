"""Changing a settings file in place: no byte changes but those of what is put in."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from vxenv.text.json_spans import Member, blank, document, items, members

_INDENT = "  "


class Piece(NamedTuple):
    """One thing to put into the file.

    `path` are the keys that lead to it: a member, or with `item` the list that gets one more item at its end.
    """

    path: tuple[str, ...]
    value: Any
    item: bool = False


class Before(NamedTuple):
    """What stood there before: how many of the objects and lists on the way were missing, and the text replaced."""

    made: int
    replaced: str | None = None


def variables(values: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    """Return the pieces that have the client set environment variables."""
    return tuple(Piece(("env", name), value) for name, value in values)


def put(text: str, pieces: Iterable[Piece]) -> tuple[str, tuple[Before, ...]]:
    """Return `text` with `pieces` in it, and for each what stood there. Raises ValueError."""
    text = text if text.strip() else "{\n}\n"
    document(text)
    before = []
    for piece in pieces:
        text, one = _put(text, piece)
        before.append(one)
    return text, tuple(before)


def drop(text: str, pieces: Sequence[Piece], before: Sequence[Before]) -> tuple[str, tuple[Piece, ...]]:
    """Return `text` without what `put` put in, and the pieces that still were there. Raises ValueError."""
    if not text.strip():
        return text, ()
    document(text)
    there = []
    for piece, one in reversed(list(zip(pieces, before, strict=True))):
        text, found = _drop(text, piece, one)
        if found:
            there.append(piece)
    return text, tuple(reversed(there))


def remove_variables(text: str, names: Iterable[str]) -> str:
    """Return `text` without the variables `names` of its ``env``, and without that if it is empty then.

    Raises ValueError and RecursionError.
    """
    document(text)
    before = text
    for name in names:
        while True:
            here = _variables(text)
            number = next((number for number, one in enumerate(here) if one.key == name), None)
            if number is None:
                break
            text = _without(text, here, number)
    if text != before and not _variables(text):
        top = _all(text, blank(text, 0))
        text = _without(text, top, max(number for number, one in enumerate(top) if one.key == "env"))
    return text


def _variables(text: str) -> list[Member]:
    """Return the members of ``env``, none where it is no object."""
    at = _place(text, ("env",))
    return [] if at is None or text[at] != "{" else members(text, at)


def _put(text: str, piece: Piece) -> tuple[str, Before]:
    on_the_way = piece.path if piece.item else piece.path[:-1]
    at = blank(text, 0)
    for depth, key in enumerate(on_the_way):
        member = _member(text, at, key)
        if member is None:
            missing = on_the_way[depth + 1 :] if piece.item else piece.path[depth + 1 :]
            value = [piece.value] if piece.item else piece.value
            for inner in reversed(missing):
                value = {inner: value}
            return _added(text, at, key, value), Before(len(on_the_way) - depth)
        wanted = list if piece.item and depth == len(on_the_way) - 1 else dict
        if not isinstance(member.value, wanted):
            raise ValueError(f"has {key} of the wrong kind")  # noqa: TRY004 - as for whatever is wrong with a text
        at = member.value_start
    if piece.item:
        return _added(text, at, None, piece.value), Before(0)
    member = _member(text, at, piece.path[-1])
    if member is None:
        return _added(text, at, piece.path[-1], piece.value), Before(0)
    new = _rendered(text, piece.value, _lead(text, at, _all(text, at)))
    return text[: member.value_start] + new + text[member.end :], Before(0, text[member.value_start : member.end])


def _drop(text: str, piece: Piece, before: Before) -> tuple[str, bool]:
    """Return `text` without `piece`, and whether it was there; without what was made for it, if that is empty then."""
    at = _place(text, piece.path if piece.item else piece.path[:-1])
    here = [] if at is None or (text[at] == "[") != piece.item else _all(text, at)
    alike = (one.value == piece.value if piece.item else one.key == piece.path[-1] for one in here)
    number = max((number for number, is_alike in enumerate(alike) if is_alike), default=None)
    found = number is not None and here[number].value == piece.value
    if number is not None and found:
        if before.replaced is None:
            text = _without(text, here, number)
        else:
            text = text[: here[number].value_start] + before.replaced + text[here[number].end :]
    path = piece.path if piece.item else piece.path[:-1]
    for _ in range(before.made):
        outer = _place(text, path[:-1])
        around = [] if outer is None else _all(text, outer)
        number = max((number for number, one in enumerate(around) if one.key == path[-1]), default=None)
        if number is None or around[number].value not in ({}, []):
            break
        text = _without(text, around, number)
        path = path[:-1]
    return text, found


def _place(text: str, path: Iterable[str]) -> int | None:
    """Return where the object or list at `path` begins, None if it is none."""
    at = blank(text, 0)
    for key in path:
        member = _member(text, at, key) if text[at] == "{" else None
        if member is None or not isinstance(member.value, dict | list):
            return None
        at = member.value_start
    return at


def _member(text: str, at: int, key: str) -> Member | None:
    """Return the member `key` that counts, of the object at `at`."""
    return next((one for one in reversed(members(text, at)) if one.key == key), None)


def _all(text: str, at: int) -> list[Member]:
    """Return what is in the object or list at `at`."""
    return members(text, at) if text[at] == "{" else items(text, at)


def _added(text: str, at: int, key: str | None, value: Any) -> str:  # noqa: ANN401 - JSON
    """Return `text` with one more at the end of the object or list at `at`, laid out as what is there."""
    here = _all(text, at)
    lead = _lead(text, at, here)
    name = "" if key is None else f"{_string(key)}: "
    new = f"{lead}{name}{_rendered(text, value, lead)}"
    if here:
        return _spliced(text, here[-1].end, f",{new}")
    close = "" if "\n" not in lead or "\n" in text[at + 1 : blank(text, at + 1)] else _line_start(text, at)
    return _spliced(text, at + 1, new + close)


def _rendered(text: str, value: Any, lead: str) -> str:  # noqa: ANN401 - JSON
    """Return `value` as JSON: on lines of its own where `lead`, the blanks in front of it, begins one."""
    if "\n" not in lead:
        return json.dumps(value, ensure_ascii=False)
    first = re.match(r"\s*\{\s*?\n([ \t]+)\S", text)
    shown = json.dumps(value, ensure_ascii=False, indent=first[1] if first else _INDENT)
    end = "\r\n" if "\r\n" in lead else "\n"
    # No value holds a line break that is not escaped.
    return shown.replace("\n", end + lead.rpartition("\n")[2])


def _lead(text: str, at: int, here: list[Member]) -> str:
    """Return the blanks that stand, or should stand, in front of the last of `here` in what begins at `at`."""
    if here:
        front = here[-2].end if len(here) > 1 else at + 1
        lead = text[front : here[-1].start].replace(",", "")
        return lead if lead or len(here) > 1 else " "
    return _line_start(text, at) + _INDENT if "\n" in text.strip() else ""


def _line_start(text: str, at: int) -> str:
    """Return the end of line, and the indentation of the line that `at` is in."""
    found = re.match(r"[ \t]*", text[text.rfind("\n", 0, at) + 1 :])
    return ("\r\n" if "\r\n" in text else "\n") + (found[0] if found else "")


def _without(text: str, here: list[Member], at: int) -> str:
    """Return `text` without the member `at` of `here`, and without the comma and blanks that led to it."""
    if at:
        return text[: here[at - 1].end] + text[here[at].end :]
    if len(here) > 1:
        return text[: here[0].start] + text[here[1].start :]
    start = len(text[: here[0].start].rstrip())
    return text[:start] + text[blank(text, here[0].end) :]


def _spliced(text: str, at: int, more: str) -> str:
    return text[:at] + more + text[at:]


def _string(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
