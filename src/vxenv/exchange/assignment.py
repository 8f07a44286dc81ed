"""What reading a text of variables gives, and what a format cannot say, whatever the format."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.errors import VxenvError
from vxenv.paths import escape_text

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# More of a line that was not understood helps nobody, and it may be a megabyte.
_LABEL = 40


class Assignment(NamedTuple):
    """A variable that a text sets or unsets."""

    name: str
    # None for unset.
    value: str | None
    # From 1; 0 where a format has none.
    line: int


class Skipped(NamedTuple):
    """Something that was not taken."""

    # A variable, or the beginning of what stands there.
    name: str
    # As of an assignment.
    line: int
    # The reason, in words for people: "depends on $FOO".
    why: str


class Reading(NamedTuple):
    """What a text says."""

    # One a name, the last, which counts; in the order of the text.
    assignments: tuple[Assignment, ...]
    # What was not taken.
    skipped: tuple[Skipped, ...]


class Collector:
    """Collects what a text says, one assignment after the other."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._assignments: list[Assignment] = []
        self._passed: list[Skipped] = []

    def add(self, name: str, value: str | None, line: int, why: str = "") -> None:
        """Take an assignment, unless `why` says why not, or no environment can hold it."""
        if why := why or find_fault(name, value or ""):
            self.pass_over(shorten_label(name), line, why)
        else:
            self._assignments.append(Assignment(name, value, line))

    def pass_over(self, name: str, line: int, why: str) -> None:
        """Note that something was not taken."""
        self._passed.append(Skipped(name, line, why))

    def finish(self) -> Reading:
        """Return what was collected."""
        return Reading(keep_last(self._assignments), tuple(self._passed))


class CannotSayError(VxenvError):
    """A value that a format cannot hold."""


def keep_last(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return the last assignment of each name, in the order of the text."""
    by_name: dict[str, Assignment] = {}
    for assignment in assignments:
        by_name.pop(assignment.name, None)
        by_name[assignment.name] = assignment
    return tuple(by_name.values())


def build_refusal(where: str, name: str, why: str) -> CannotSayError:
    """Return the error for the variable `name`, of which `where` ("a docker env-file") cannot hold the value."""
    return CannotSayError(f"{where} cannot hold {name}: {why}", hint="vxenv export --help")


def shorten_label(text: str) -> str:
    """Return `text`, of which nothing is known, short and printable, to stand where a name should."""
    shown = escape_text(text.strip()[: _LABEL + 1])
    return shown if len(shown) <= _LABEL else shown[: _LABEL - 1] + "…"


def find_fault(name: str, value: str) -> str:
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
