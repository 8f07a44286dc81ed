"""Syntax of rc files of all shells: words, statements and programs.

A program is flat: the parser turns blocks and guards into the certainty of each statement, since an untrusted file may
nest blocks thousands deep. Only the body of a function is kept as statements within a statement.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, NamedTuple

from vxenv.exchange.assignment import Skipped
from vxenv.exchange.rc.certainty import Certainty

# Reasons why the value of a word is unknown.
RUNS: Final = "depends on the output of a command"
FILES: Final = "depends on matching file names"
DIFFERS: Final = "differs between shells"
ARITHMETIC: Final = "is the result of arithmetic"

_CHANGED = re.compile(
    r"(?<!\w)([A-Za-z_]\w*+)\s*+(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\*\*)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", re.ASCII
)

Changes = tuple[tuple[str, str], ...]  # variables, each with the reason why its new value is unknown


class Part(NamedTuple):
    """Part of a word."""

    kind: str  # "text", "name", "operation", "home" (a tilde in fish), or "why" for an unknown value
    text: str  # the text, name, operation or reason
    quoted: bool = True  # whether quotes or a backslash protect it


class Word(NamedTuple):
    """Word of a command."""

    parts: tuple[Part, ...]  # the parts, in order
    array: bool = False  # whether it is an assignment of an array
    changes: Changes = ()  # variables that its expansion changes

    @property
    def plain(self) -> str:
        """The text of a word without quotes and substitutions, like a reserved word; "" for any other."""
        return "" if any(part.kind != "text" or part.quoted for part in self.parts) else self.literal or ""

    @property
    def literal(self) -> str | None:
        """The text of a word without substitutions, None for any other."""
        return "".join(part.text for part in self.parts) if all(part.kind == "text" for part in self.parts) else None

    @property
    def names(self) -> set[str]:
        """The variables that the word depends on."""
        return {re.split(r"(?<=.)\W", part.text)[0] for part in self.parts if part.kind != "text"}


class Statement(NamedTuple):
    """Simple command (words), function definition (body), or another statement that sets variables (changes)."""

    line: int  # the line, from 1
    certainty: Certainty  # the certainty that it runs if its function or file does
    words: tuple[Word, ...] = ()  # the words of a simple command
    name: str = ""  # the name of a function
    body: "tuple[Statement, ...] | None" = None  # the body of a function
    changes: Changes = ()  # changes by arithmetic or a loop, and parameters of a function (without a reason)


class Program(NamedTuple):
    """Parsed file."""

    statements: tuple[Statement, ...]  # the statements, in order
    failure: Skipped | None = None  # the reason why parsing stopped, None if it did not
    unread: str = ""  # the text that was not parsed


def join_parts(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts, with adjacent text of the same quoting joined."""
    for (is_text, quoted), group in groupby(parts, lambda part: (part.kind == "text", part.quoted)):
        if is_text:
            yield Part("text", "".join(part.text for part in group), quoted)
        else:
            yield from group


def find_changes(arithmetic: str) -> Changes:
    """Return the variables that arithmetic assigns to."""
    return tuple((assigned or incremented, ARITHMETIC) for assigned, incremented in _CHANGED.findall(arithmetic))


def join_texts(words: list[Word]) -> str:
    """Return the literal text of words, without substitutions."""
    return " ".join(part.text for word in words for part in word.parts if part.kind == "text")
