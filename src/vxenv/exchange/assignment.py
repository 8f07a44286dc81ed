"""Results and errors shared by all formats of variables."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from vxenv.errors import VxenvError
from vxenv.paths import escape_text

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
INVALID_NAME = "is not a valid variable name"
NOT_UTF8 = "is not UTF-8"
# Characters shown of a line that was not parsed; it may be of any length.
_LABEL = 40


class Assignment(NamedTuple):
    """Variable that a text sets or unsets."""

    # The variable.
    name: str
    # The value, None to unset.
    value: str | None
    # The line, from 1; 0 if the format has no lines.
    line: int


class Skipped(NamedTuple):
    """Variable or line that was skipped."""

    # The variable, or the beginning of the line; "" if the reason concerns the whole file.
    name: str
    # The line, from 1; 0 if the format has no lines.
    line: int
    # The reason, to be shown after the name: "depends on $FOO".
    why: str


class Reading(NamedTuple):
    """Result of reading a text."""

    # The last assignment of each variable, in the order of the text.
    assignments: tuple[Assignment, ...]
    # The variables and lines that were skipped.
    skipped: tuple[Skipped, ...]


class Collector:
    """Collector of the assignments of a text."""

    def __init__(self) -> None:
        """Start without assignments."""
        self._assignments: list[Assignment] = []
        self._passed: list[Skipped] = []

    def add(self, name: str, value: str | None, line: int, why: str = "") -> None:
        """Add an assignment, or skip it if there is a reason `why` or no environment can hold it."""
        if why := why or find_fault(name, value or ""):
            self.pass_over(shorten_label(name), line, why)
        else:
            self._assignments.append(Assignment(name, value, line))

    def pass_over(self, name: str, line: int, why: str) -> None:
        """Record a skipped variable or line."""
        self._passed.append(Skipped(name, line, why))

    def finish(self) -> Reading:
        """Return the reading."""
        return Reading(keep_last(self._assignments), tuple(self._passed))


class CannotSayError(VxenvError):
    """Value that a format cannot represent."""


def keep_last(assignments: Iterable[Assignment]) -> tuple[Assignment, ...]:
    """Return the last assignment of each name, in the order of the text."""
    by_name: dict[str, Assignment] = {}
    for assignment in assignments:
        by_name.pop(assignment.name, None)
        by_name[assignment.name] = assignment
    return tuple(by_name.values())


def build_refusal(where: str, name: str, why: str) -> CannotSayError:
    """Return the error for the variable `name` that cannot be written to `where` ("a Docker env-file")."""
    return CannotSayError(f"cannot write {name} to {where}: {why}", hint="vxenv export --help")


def shorten_label(text: str) -> str:
    """Return `text`, a line that was not parsed, shortened and escaped for display in place of a name."""
    shown = escape_text(text.strip()[: _LABEL + 1])
    return shown if len(shown) <= _LABEL else shown[: _LABEL - 1] + "…"


def find_fault(name: str, value: str) -> str:
    """Return the reason why no environment can hold the assignment, or ""."""
    if not NAME.fullmatch(name):
        return INVALID_NAME
    if "\0" in value:
        return "contains a NUL character"
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return "contains an unpaired surrogate"
    return ""


def is_utf8(value: str) -> bool:
    """Tell whether `value` was decoded from valid UTF-8."""
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
