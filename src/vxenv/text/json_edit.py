"""Edit the JSON settings of Claude Code and of editors in place; bytes outside the edited values are unchanged.

Settings of editors may have comments and trailing commas. Values are located in the text without them, which has the
same positions.
"""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from vxenv.text.json_comments import blank_all, blank_comments, find_comma, skip_comments_on_line
from vxenv.text.json_spans import Member, list_items, list_members, parse_object, skip_blanks

_INDENT = "  "


class Piece(NamedTuple):
    """Value to insert into the file."""

    # The keys that lead to the member or the list.
    path: tuple[str, ...]
    # The value to insert.
    value: Any
    # Whether to append the value to a list.
    item: bool = False


class Before(NamedTuple):
    """State before an insertion."""

    # The number of missing objects and lists on the path.
    made: int
    # The text that was replaced, None if the value was added.
    replaced: str | None = None


def build_pieces(values: Iterable[tuple[str, str]]) -> tuple[Piece, ...]:
    """Return the pieces that make Claude Code set environment variables."""
    return tuple(Piece(("env", name), value) for name, value in values)


def put_pieces(text: str, pieces: Iterable[Piece], *, comments: bool = False) -> tuple[str, tuple[Before, ...]]:
    """Insert `pieces` into `text`; return the new text and the previous state of each piece.

    With `comments`, the text may have comments and trailing commas. Raises ValueError.
    """
    if not _is_blank(text, comments=comments):
        parse_object(blank_all(text) if comments else text)
    else:
        text = f"{text.rstrip()}\n{{\n}}\n".lstrip()
    before = []
    for piece in pieces:
        text, state = _put_piece(text, piece)
        before.append(state)
    return text, tuple(before)


def drop_pieces(
    text: str, pieces: Sequence[Piece], before: Sequence[Before], *, comments: bool = False
) -> tuple[str, tuple[Piece, ...]]:
    """Undo `put_pieces`; return the new text and the pieces that were still present. Raises ValueError."""
    if _is_blank(text, comments=comments):
        return text, ()
    parse_object(blank_all(text) if comments else text)
    there = []
    for piece, state in reversed(list(zip(pieces, before, strict=True))):
        text, was_there = _drop_piece(text, piece, state)
        if was_there:
            there.append(piece)
    return text, tuple(reversed(there))


def _is_blank(text: str, *, comments: bool) -> bool:
    """Tell whether `text` has no value."""
    return not (blank_comments(text) if comments else text).strip()


def remove_variables(text: str, names: Iterable[str]) -> str:
    """Return `text` without the variables `names` of its ``env``; an ``env`` left empty is removed as well.

    Raises ValueError and RecursionError.
    """
    parse_object(text)
    before = text
    for name in names:
        while name in (keys := [member.key for member in _list_variables(text)]):
            text = _remove(text, _list_variables(text), keys.index(name))
    if text != before and not _list_variables(text):
        top = _list_parts(text, skip_blanks(text, 0))
        number = _find_last(top, "env")
        text = text if number is None else _remove(text, top, number)
    return text


def _list_variables(text: str) -> list[Member]:
    """Return the members of ``env``, none if it is not an object."""
    start = _locate(text, ("env",))
    return [] if start is None or text[start] != "{" else list_members(text, start)


def _find_last(parts: list[Member], key: str) -> int | None:
    """Return the index of the last of `parts` with the key `key`: the effective one."""
    return max((index for index, part in enumerate(parts) if part.key == key), default=None)


def _put_piece(text: str, piece: Piece) -> tuple[str, Before]:
    on_the_way = piece.path if piece.item else piece.path[:-1]
    plain = blank_all(text)
    start = skip_blanks(plain, 0)
    for depth, key in enumerate(on_the_way):
        member = _find_member(plain, start, key)
        if member is None:
            missing = on_the_way[depth + 1 :] if piece.item else piece.path[depth + 1 :]
            value = [piece.value] if piece.item else piece.value
            for inner in reversed(missing):
                value = {inner: value}
            return _append(text, start, key, value), Before(len(on_the_way) - depth)
        wanted = list if piece.item and depth == len(on_the_way) - 1 else dict
        if not isinstance(member.value, wanted):
            what = "a list" if wanted is list else "an object"
            raise ValueError(f"has a value for {key} that is not {what}")  # noqa: TRY004 - as for all invalid texts
        start = member.value_start
    if piece.item:
        return _append(text, start, None, piece.value), Before(0)
    member = _find_member(plain, start, piece.path[-1])
    if member is None:
        return _append(text, start, piece.path[-1], piece.value), Before(0)
    new = _render(plain, piece.value, _find_lead(text, plain, start, _list_parts(plain, start)))
    return text[: member.value_start] + new + text[member.end :], Before(0, text[member.value_start : member.end])


def _drop_piece(text: str, piece: Piece, before: Before) -> tuple[str, bool]:
    """Return `text` without `piece`, and whether it was present; empty objects that were made for it are removed."""
    path = piece.path if piece.item else piece.path[:-1]
    plain = blank_all(text)
    start = _locate(plain, path)
    parts = [] if start is None or (plain[start] == "[") != piece.item else _list_parts(plain, start)
    if piece.item:
        number = max((index for index, part in enumerate(parts) if part.value == piece.value), default=None)
    else:
        number = _find_last(parts, piece.path[-1])
    was_there = number is not None and parts[number].value == piece.value
    if number is not None and was_there:
        if before.replaced is None:
            text = _remove(text, parts, number)
        else:
            text = text[: parts[number].value_start] + before.replaced + text[parts[number].end :]
    for _ in range(before.made):
        plain = blank_all(text)
        outer = _locate(plain, path[:-1])
        around = [] if outer is None else _list_parts(plain, outer)
        number = _find_last(around, path[-1])
        if number is None or around[number].value not in ({}, []):
            break
        text = _remove(text, around, number)
        path = path[:-1]
    return text, was_there


def _locate(text: str, path: Iterable[str]) -> int | None:
    """Return the start of the object or list at `path`, None for any other value."""
    start = skip_blanks(text, 0)
    for key in path:
        member = _find_member(text, start, key) if text[start] == "{" else None
        if member is None or not isinstance(member.value, dict | list):
            return None
        start = member.value_start
    return start


def _find_member(text: str, start: int, key: str) -> Member | None:
    """Return the effective member `key` of the object that begins at `start`."""
    return next((member for member in reversed(list_members(text, start)) if member.key == key), None)


def _list_parts(text: str, start: int) -> list[Member]:
    """Return the members or items of the object or list that begins at `start`."""
    return list_members(text, start) if text[start] == "{" else list_items(text, start)


def _append(text: str, start: int, key: str | None, value: Any) -> str:  # noqa: ANN401 - JSON
    """Return `text` with a value appended to what begins at `start`, formatted like the existing members or items."""
    plain = blank_all(text)
    parts = _list_parts(plain, start)
    lead = _find_lead(text, plain, start, parts)
    name = "" if key is None else f"{json.dumps(key, ensure_ascii=False)}: "
    new = f"{lead}{name}{_render(plain, value, lead)}"
    if parts:
        return _insert_after(text, parts[-1].end, new)
    inner = plain[start + 1 : skip_blanks(plain, start + 1)]
    close = "" if "\n" not in lead or "\n" in inner else _find_line_start(text, start)
    return f"{text[: start + 1]}{new}{close}{text[start + 1 :]}"


def _insert_after(text: str, end: int, new: str) -> str:
    """Return `text` with `new` after the last member or item, which ends at `end`, and the comments beside it."""
    comma = find_comma(text, end)  # only a trailing one
    place = end if comma is None else comma + 1
    if new.lstrip(" \t")[:1] in ("\r", "\n"):
        place = skip_comments_on_line(text, place)
    if comma is None:
        return f"{text[:end]},{text[end:place]}{new}{text[place:]}"
    return f"{text[:place]}{new},{text[place:]}"


def _render(text: str, value: Any, lead: str) -> str:  # noqa: ANN401 - JSON
    """Return `value` as JSON, on several lines if `lead`, the whitespace before it, contains a line break."""
    if "\n" not in lead:
        return json.dumps(value, ensure_ascii=False)
    first = re.match(r"\s*\{\s*?\n([ \t]+)\S", text)
    shown = json.dumps(value, ensure_ascii=False, indent=first[1] if first else _INDENT)
    end = "\r\n" if "\r\n" in lead else "\n"
    # JSON escapes line breaks in strings, so every line break here is formatting.
    return shown.replace("\n", end + lead.rpartition("\n")[2])


def _find_lead(text: str, plain: str, start: int, parts: list[Member]) -> str:
    """Return the whitespace before the last of `parts` in what begins at `start`, or the usual one without parts."""
    if parts:
        front = parts[-2].end if len(parts) > 1 else start + 1
        lead = plain[front : parts[-1].start].replace(",", "")
        if plain[front : parts[-1].start] != text[front : parts[-1].start]:  # a comment
            return _find_line_start(text, parts[-1].start) if "\n" in lead else " "
        return lead if lead or len(parts) > 1 else " "
    return _find_line_start(text, start) + _INDENT if "\n" in text.strip() else ""


def _find_line_start(text: str, position: int) -> str:
    """Return a line break followed by the indentation of the line of `position`."""
    indent = re.match(r"[ \t]*", text[text.rfind("\n", 0, position) + 1 :])
    return ("\r\n" if "\r\n" in text else "\n") + (indent[0] if indent else "")


def _remove(text: str, parts: list[Member], number: int) -> str:
    """Return `text` without the part at index `number`, and without the comma and whitespace before it."""
    if blank_all(text) != text:
        return _remove_beside_comments(text, parts, number)
    if number:
        return text[: parts[number - 1].end] + text[parts[number].end :]
    if len(parts) > 1:
        return text[: parts[0].start] + text[parts[1].start :]
    return text[: parts[0].start].rstrip() + text[skip_blanks(text, parts[0].end) :]


def _remove_beside_comments(text: str, parts: list[Member], number: int) -> str:
    """Return `text` without the part at index `number` and one comma; comments are kept."""
    code = blank_comments(text)
    start, end = len(text[: parts[number].start].rstrip()), parts[number].end
    comma = find_comma(text, end)
    if comma is not None:
        rest = text[end:comma] + text[comma + 1 :]
    else:
        rest = text[end:]
        comma = code.rfind(",", parts[number - 1].end, parts[number].start) if number else None
    # The rest of the line must not become part of the comment before it.
    if len(code[:start].rstrip()) < start and not re.match(r"[ \t]*(\r?\n|\Z)", rest):
        start = text.find("\n", start, parts[number].start) + 1 or start
    front = text[:start]
    return (front if comma is None or comma >= start else f"{front[:comma]}{front[comma + 1 :]}") + rest
