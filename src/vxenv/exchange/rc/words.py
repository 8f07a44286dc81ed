"""Words and commands, as every reader here has them, and what arithmetic in them changes."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vxenv.exchange.rc.certainty import ARITHMETIC, Under

_CHANGED = re.compile(
    r"(?<!\w)([A-Za-z_]\w*+)\s*+(?:\+\+|--|(?:[-+*/%&|^]|<<|>>|\*\*)?=(?!=))|(?:\+\+|--)\s*([A-Za-z_]\w*)", re.ASCII
)


class Part(NamedTuple):
    """A piece of a word: ``text``, a ``name`` or ``operation`` to be looked up, or a ``why`` it cannot be known."""

    kind: str
    text: str
    quoted: bool


class Word(NamedTuple):
    """A word; `sets` are the variables that expanding it would change, with the reason they are not known."""

    parts: tuple[Part, ...]
    array: bool = False
    sets: tuple[tuple[str, str], ...] = ()

    def plain(self) -> str:
        """Return the text of a word without any quoting and substitution, as reserved words must be; else ""."""
        return "" if any(part.kind != "text" or part.quoted for part in self.parts) else self.literal() or ""

    def literal(self) -> str | None:
        """Return the text of a word without substitutions."""
        return "".join(part.text for part in self.parts) if all(part.kind == "text" for part in self.parts) else None

    def names(self) -> set[str]:
        """Return what the word depends on."""
        return {re.split(r"(?<=.)\W", part.text)[0] for part in self.parts if part.kind != "text"}


class Event(NamedTuple):
    """A command; or, with a `body`, the definition of a function; or, with `sets`, what else changes variables."""

    line: int
    under: Under
    words: tuple[Word, ...] = ()
    name: str = ""
    body: "tuple[Event, ...] | None" = None
    sets: tuple[tuple[str, str], ...] = ()


def joined(parts: list[Part]) -> Iterator[Part]:
    """Yield the parts, those of text that stand alike as one."""
    kept: list[str] = []
    quoted = False
    for part in parts:
        if kept and (part.kind != "text" or part.quoted != quoted):
            yield Part("text", "".join(kept), quoted)
            kept = []
        if part.kind == "text":
            kept.append(part.text)
            quoted = part.quoted
        else:
            yield part
    if kept:
        yield Part("text", "".join(kept), quoted)


def changed(arithmetic: str) -> tuple[tuple[str, str], ...]:
    """Return the variables that arithmetic assigns to."""
    return tuple((one or other, ARITHMETIC) for one, other in _CHANGED.findall(arithmetic))
