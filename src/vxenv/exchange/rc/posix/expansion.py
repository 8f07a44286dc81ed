"""Expansion: the values of words of bash, zsh, ksh and sh, as far as the variables are known."""

import re
from itertools import takewhile
from typing import NamedTuple

from vxenv.exchange.assignment import NAME
from vxenv.exchange.rc.bindings import Bindings, UnknownError
from vxenv.exchange.rc.evaluator import LONGEST, TOO_LONG, State
from vxenv.exchange.rc.posix.lexer import split_assignment
from vxenv.exchange.rc.syntax import DIFFERS, Part, Word

_OPERATION = re.compile(r"(\w+)(:?)([-+=?])(.*)", re.ASCII)
ARRAY = "is an array"
HOME_OF = "depends on ~"


class Argument(NamedTuple):
    """Argument of a command like export, or an assignment."""

    name: str  # the variable
    given: bool = True  # whether a value is assigned
    value: str | None = None  # the value, None if unset or unknown
    why: str = ""  # the reason if the value is unknown


class Expansion:
    """Expansion of words with the variables of a shell."""

    def __init__(self, state: State, variables: Bindings[str], home: str, *, zsh: bool) -> None:
        """Expand words with `variables`; `home` is the value of ``~``."""
        self._state = state
        self._variables = variables
        self._home = home
        self._zsh = zsh

    def look_up(self, name: str) -> str | None:
        """Return the value of a variable, None if it is unset; raise UnknownError if it is unknown."""
        variable = self._variables.get(name)
        if variable and not variable.why:
            return variable.value
        if name == "HOME" and not variable:
            return self._home
        raise UnknownError(f"depends on ${name}")

    def expand(self, parts: tuple[Part, ...], *, strict: bool = False) -> str:
        """Return the value of an assignment; `strict` if a shell may split it or expand patterns in it."""
        values: list[str] = []
        if self._zsh and any(part.kind == "text" and not part.quoted and part.text[:1] == "=" for part in parts):
            raise UnknownError(DIFFERS)  # zsh expands =ls to the path of ls
        for index, part in enumerate(parts):
            if part.kind == "why":
                raise UnknownError(part.text)
            value = part.text if part.kind == "text" else self._expand_reference(part)
            if part.kind == "text" and not part.quoted:
                if strict and re.search(r"[*?\[\]{}~^#]", value):
                    raise UnknownError(DIFFERS)
                value = self._expand_tildes(value, last=index == len(parts) - 1, before=values)
            elif strict and not part.quoted and not re.fullmatch(r"[\w./:@,+=-]+", value):
                raise UnknownError(DIFFERS)
            values.append(value)
        return self._state.spend("".join(values))

    def read_argument(self, word: Word, *, strict: bool, declaring: bool = False) -> Argument | None:
        """Parse a word as NAME=value or NAME; return None if it is neither."""
        assignment = split_assignment(word)
        if assignment is None:
            return self._read_quoted_argument(word)
        name, appends, parts = assignment
        if "[" in name or word.array:
            return Argument(name.partition("[")[0], why=ARRAY)
        if declaring and ((appends and self._zsh) or _has_braces(parts)):
            return Argument(name, why=DIFFERS)
        try:
            before = (self.look_up(name) or "") if appends else ""
            value = before + self.expand(parts, strict=strict)
        except UnknownError as error:
            return Argument(name, why=str(error))
        return Argument(name, value=value) if len(value) <= LONGEST else Argument(name, why=TOO_LONG)

    def _read_quoted_argument(self, word: Word) -> Argument | None:
        """Parse a word with a quoted name, as in ``export "A=b c"``, or a name alone."""
        texts = "".join(part.text for part in takewhile(lambda part: part.kind == "text", word.parts))
        name, sign, _ = texts.partition("=")
        if not NAME.fullmatch(name):
            return None
        if not sign:
            return Argument(name, given=False) if word.literal == name else None
        try:
            return Argument(name, value=self.expand(word.parts, strict=True).partition("=")[2])
        except UnknownError as error:
            return Argument(name, why=str(error))

    def _expand_reference(self, part: Part) -> str:
        operation = _OPERATION.fullmatch(part.text) if part.kind == "operation" else None
        if not operation:
            return self.look_up(part.text) or ""
        name, colon, sign, word = operation.groups()
        value = self.look_up(name)
        is_set = value not in (None, "") if colon else value is not None
        if sign == "+":
            return str(word) if is_set else ""
        if sign == "?" and not is_set:
            raise UnknownError(f"depends on ${name}")
        return value or "" if is_set else str(word)

    def _expand_tildes(self, text: str, *, last: bool, before: list[str]) -> str:
        """Replace each ``~`` at the start of a value or after a colon by the home directory."""
        if "~" not in text:
            return text
        pieces = text.split(":")
        for index, piece in enumerate(pieces):
            if not piece.startswith("~"):
                continue
            if index == 0 and before:
                if before[-1].endswith(":") or not "".join(before):
                    raise UnknownError(DIFFERS)
                continue
            prefix, slash, _ = piece.partition("/")
            if not slash and index == len(pieces) - 1 and not last:
                raise UnknownError(DIFFERS)
            if prefix != "~":
                raise UnknownError(f"{HOME_OF}{prefix[1:]}")
            pieces[index] = (self.look_up("HOME") or "") + piece[1:]
        return ":".join(pieces)


def _has_braces(parts: tuple[Part, ...]) -> bool:
    """Tell whether bash may expand braces (``a{b,c}``) into several words, as it does outside plain assignments."""
    text = "".join(part.text for part in parts if part.kind == "text" and not part.quoted)
    whole = "".join(part.text for part in parts if part.kind == "text")
    return "{" in text and "}" in text and ("," in whole or ".." in whole)
