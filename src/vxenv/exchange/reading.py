"""What reading a text of variables gives, and what a format cannot say, whatever the format."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.errors import VxenvError
from vxenv.paths import printable

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# More of a line that was not understood helps nobody, and it may be a megabyte.
_LABEL = 40


class Assignment(NamedTuple):
    """`name` set to `value`, or unset where that is None; `line` counts from 1, and is 0 where a format has none."""

    name: str
    value: str | None
    line: int


class Passed(NamedTuple):
    """Something that was not taken, and why, in words for people: "depends on $FOO"."""

    name: str
    line: int
    why: str


class Reading(NamedTuple):
    """One assignment a name, the one that counts (the last), in the order of the text; and what was not taken."""

    assignments: tuple[Assignment, ...]
    passed: tuple[Passed, ...]


class CannotSayError(VxenvError):
    """A value that a format cannot hold."""


def last(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return the last assignment of each name, in the order of the text."""
    found: dict[str, Assignment] = {}
    for assignment in assignments:
        found.pop(assignment.name, None)
        found[assignment.name] = assignment
    return tuple(found.values())


def cannot_say(where: str, name: str, why: str) -> CannotSayError:
    """Return the error for the variable `name`, of which `where` ("a docker env-file") cannot hold the value."""
    return CannotSayError(f"{where} cannot hold {name}: {why}", hint="vxenv export --help")


def label(text: str) -> str:
    """Return `text`, of which nothing is known, short and printable, to stand where a name should."""
    shown = printable(text.strip()[: _LABEL + 1])
    return shown if len(shown) <= _LABEL else shown[: _LABEL - 1] + "…"


def unfit(name: str, value: str) -> str:
    """Return why no environment can hold the assignment, or ""."""
    if not NAME.fullmatch(name):
        return "is no name for a variable"
    if "\0" in value:
        return "holds a NUL character, which no variable can"
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return "holds half a character"
    return ""


def is_utf8(value: str) -> bool:
    """Tell whether `value` was decoded from UTF-8 without a remainder."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
