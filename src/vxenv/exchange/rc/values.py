"""What words are worth, as far as the variables tell."""

import re
from itertools import takewhile

from vxenv.exchange.rc.certainty import DIFFERS, LONGEST, MOST, STANDS_FOR, TOO_LONG, UnknownError
from vxenv.exchange.rc.guards import target
from vxenv.exchange.rc.variables import Argument, Variables
from vxenv.exchange.rc.words import Part, Word
from vxenv.exchange.reading import NAME


class Values(Variables):
    """Expands words."""

    def value(self, parts: tuple[Part, ...], *, strict: bool = False) -> str:
        """Return what an assignment assigns; `strict` where a shell may split it, or expand patterns in it."""
        found: list[str] = []
        if self.zsh and any(part.kind == "text" and not part.quoted and part.text[:1] == "=" for part in parts):
            raise UnknownError(DIFFERS)  # =ls is the path of ls
        for index, part in enumerate(parts):
            if part.kind == "why":
                raise UnknownError(part.text)
            text = part.text if part.kind == "text" else self._looked_up(part)
            if part.kind == "text" and not part.quoted:
                if strict and re.search(r"[*?\[\]{}~^#]", text):
                    raise UnknownError(DIFFERS)
                text = self._home(text, first=index == 0, last=index == len(parts) - 1, before=found)
            elif strict and not part.quoted and not re.fullmatch(r"[\w./:@,+=-]+", text):
                raise UnknownError(DIFFERS)
            found.append(text)
        whole = "".join(found)
        self.spent += len(whole)
        if len(whole.encode("utf-8", "surrogateescape")) > LONGEST or self.spent > MOST:
            raise UnknownError(TOO_LONG)
        return whole

    def _looked_up(self, part: Part) -> str:
        if part.kind == "name":
            return self.lookup(part.text) or ""
        name, colon, sign, word = re.fullmatch(r"(\w+)(:?)([-+=?])(.*)", part.text, re.ASCII).groups()  # type: ignore[union-attr]
        value = self.lookup(name)
        is_set = value not in (None, "") if colon else value is not None
        if sign == "+":
            return word if is_set else ""
        if is_set:
            return value or ""
        if sign == "?":
            raise UnknownError(f"depends on ${name}")
        return str(word)

    def _home(self, text: str, *, first: bool, last: bool, before: list[str]) -> str:
        """Return `text` with the home directory for each ``~`` at the start of a value or after a colon."""
        if "~" not in text:
            return text
        pieces = text.split(":")
        for index, piece in enumerate(pieces):
            if not piece.startswith("~"):
                continue
            if index == 0 and not first:
                if before[-1].endswith(":") or not "".join(before):
                    raise UnknownError(DIFFERS)
                continue
            prefix, slash, _ = piece.partition("/")
            if not slash and index == len(pieces) - 1 and not last:
                raise UnknownError(DIFFERS)
            if prefix != "~":
                raise UnknownError(f"{STANDS_FOR} {prefix}")
            pieces[index] = (self.lookup("HOME") or "") + piece[1:]
        return ":".join(pieces)

    def _argument(self, word: Word, *, strict: bool, declaring: bool = False) -> Argument | None:
        """Return what a word asks for: a value for a name, or a name alone; None if it is neither."""
        found = target(word)
        if found is None:
            return self._quoted_argument(word)
        name, appends, parts = found
        if "[" in name or word.array:
            return Argument(name.partition("[")[0], given=True, value=None, why="is an array")
        try:
            if appends and declaring and self.zsh:
                raise UnknownError(DIFFERS)  # noqa: TRY301 - one place that says why
            if declaring and _has_braces(parts):
                raise UnknownError(DIFFERS)  # noqa: TRY301 - likewise
            before = (self.lookup(name) or "") if appends else ""
            value = before + self.value(parts, strict=strict)
            if len(value) > LONGEST:
                raise UnknownError(TOO_LONG)  # noqa: TRY301 - likewise
        except UnknownError as error:
            return Argument(name, given=True, value=None, why=str(error))
        return Argument(name, given=True, value=value, why="")

    def _quoted_argument(self, word: Word) -> Argument | None:
        """Return what a word asks for whose name is quoted, as in ``export "A=b c"``, or that is a name alone."""
        texts = "".join(part.text for part in takewhile(lambda part: part.kind == "text", word.parts))
        name, sign, _ = texts.partition("=")
        if not NAME.fullmatch(name):
            return None
        if not sign:
            return Argument(name, given=False, value=None, why="") if word.literal() == name else None
        try:
            value = self.value(word.parts, strict=True).partition("=")[2]
        except UnknownError as error:
            return Argument(name, given=True, value=None, why=str(error))
        return Argument(name, given=True, value=value, why="")


def _has_braces(parts: tuple[Part, ...]) -> bool:
    """Tell whether bash may make several words of one, as it does of ``a{b,c}``, though not in an assignment alone."""
    text = "".join(part.text for part in parts if part.kind == "text" and not part.quoted)
    whole = "".join(part.text for part in parts if part.kind == "text")
    return "{" in text and "}" in text and ("," in whole or ".." in whole)
