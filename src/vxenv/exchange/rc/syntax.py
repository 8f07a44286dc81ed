"""Syntax of an rc file, the same for every shell: words, statements and programs.

A program is flat: its parser has turned blocks and guards into the certainty of each statement, because a file from a
stranger may nest anything by the thousand. Only the body of a function is kept as statements within a statement.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from vxenv.exchange.assignment import Skipped
from vxenv.exchange.rc.certainty import Certainty

# Reasons why the value of a word is unknown.
RUNS: Final = "runs a command"
FILES: Final = "depends on the files there are"
DIFFERS: Final = "means different things to different shells"
ARITHMETIC: Final = "is the result of arithmetic"

_CHANGED = re.compile(
    r"(?<!\w)([A-Za-z_]\w*+)\s*+(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\*\*)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", re.ASCII
)

Changes = tuple[tuple[str, str], ...]  # names of variables, each with the reason why its new value is unknown


class Part(NamedTuple):
    """Piece of a word."""

    kind: str  # text, a name or operation to look up, home for a tilde in fish, or why the value is unknown
    text: str  # the text, name, operation or reason
    quoted: bool = True  # whether quotes or a backslash protect it


class Word(NamedTuple):
    """Word of a command."""

    parts: tuple[Part, ...]
    array: bool = False  # whether it is an assignment of an array
    changes: Changes = ()  # what expanding it changes

    @property
    def plain(self) -> str:
        """The text of a word without quotes and substitutions, as reserved words must be, else ""."""
        return "" if any(part.kind != "text" or part.quoted for part in self.parts) else self.literal or ""

    @property
    def literal(self) -> str | None:
        """The text of a word without substitutions, else None."""
        return "".join(part.text for part in self.parts) if all(part.kind == "text" for part in self.parts) else None

    @property
    def names(self) -> set[str]:
        """The variables that the word depends on."""
        return {re.split(r"(?<=.)\W", part.text)[0] for part in self.parts if part.kind != "text"}


class Statement(NamedTuple):
    """Simple command, definition of a function (with a body), or anything else that sets variables (with changes)."""

    line: int  # from 1
    certainty: Certainty  # that it runs if what holds it runs
    words: tuple[Word, ...] = ()  # of a simple command
    name: str = ""  # of a function
    body: "tuple[Statement, ...] | None" = None  # of a function
    changes: Changes = ()  # by arithmetic, a loop, or the parameters of a function (those without a reason)


class Program(NamedTuple):
    """Statements of a file."""

    statements: tuple[Statement, ...]
    failure: Skipped | None = None  # the first thing in the text that is not understood
    unread: str = ""  # the text from there on


def join_parts(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts, neighbouring ones of text with the same quoting as one."""
    for (is_text, quoted), group in groupby(parts, lambda part: (part.kind == "text", part.quoted)):
        if is_text:
            yield Part("text", "".join(part.text for part in group), quoted)
        else:
            yield from group


def find_changes(arithmetic: str) -> Changes:
    """Return the variables that arithmetic assigns to."""
    return tuple((assigned or incremented, ARITHMETIC) for assigned, incremented in _CHANGED.findall(arithmetic))


def join_texts(words: list[Word]) -> str:
    """Return the texts in words, without their substitutions."""
    return " ".join(part.text for word in words for part in word.parts if part.kind == "text")
