"""Simple commands, and redirections."""

import re

from vxenv.exchange.rc.certainty import REDIRECTED, worst
from vxenv.exchange.rc.guards import TARGET, is_sure, polarity
from vxenv.exchange.rc.lists import Lists
from vxenv.exchange.rc.words import Event, Word

REDIRECTION = re.compile(r"(?:\d*+(?:<<<|<<-?|<>|<&|>&|>>|>\||<(?!\()|>(?!\())|&>>?)")
_HARMLESS = re.compile(r"/dev/null|[0-9]+|-")


class Simple(Lists):
    """Reads simple commands and redirections."""

    def _substitutes(self) -> bool:
        return self.text.startswith(("<(", ">("), self.position)

    def _simple(self) -> None:
        """Read a simple command, or the head of a function."""
        self._check()
        start = self.position
        words: list[Word] = []
        odd = False
        while True:
            self.blanks()
            if self.position >= len(self.text):
                break
            if REDIRECTION.match(self.text, self.position):
                odd = self._redirection() or odd
                continue
            sign = self.text[self.position]
            if sign == "(" and len(words) == 1 and self._head(words[0], start):
                return
            if sign == "#":
                self.comment()
                break
            if sign in ";&|()\n" and not self._substitutes():
                break
            at = self.position
            words.append(self.word(patterns=bool(words)))
            if self.zsh and words[-1].plain() == "}":
                words.pop()  # zsh needs no semicolon before it
                self.position = at
                break
            if self.zsh and _is_unbalanced(words[-1]):
                raise self.fail("a brace where none can be", at)
        if self.text.startswith("(", self.position):
            raise self.fail("a parenthesis where none can be")
        under = worst(self._under(), REDIRECTED) if odd else self._under()
        event = Event(self.line(start), under, tuple(words))
        self._emit(event, sure=not odd and is_sure(words), polarity=polarity(words))

    def _head(self, word: Word, start: int) -> bool:
        """Read the ``()`` after the name of a function."""
        name = word.literal()
        found = re.compile(r"\([ \t]*\)").match(self.text, self.position)
        if not found or not name or TARGET.match(name) or self._pending is not None:
            raise self.fail("a parenthesis where none can be", start)
        self.position = found.end()
        self._pending = name
        return True

    def _redirection(self) -> bool:
        """Read a redirection; tell whether it may fail, in which case the command does not run."""
        found = REDIRECTION.match(self.text, self.position)
        sign = found[0].lstrip("0123456789") if found else ""
        if sign in ("<<", "<<-"):
            self.position, document = self.delimiter(self.position + len(found[0] if found else "") - len(sign))
            self.documents.append(document)
            return False
        self.position = found.end() if found else self.position
        self.blanks()
        target = self.word() if not self.text.startswith("#", self.position) else None
        after = self.text[self.position : self.position + 1]
        if not target or not target.parts or (target.plain().isdigit() and after in ("<", ">")):
            raise self.fail("a redirection to nowhere")
        return sign != "<<<" and not _HARMLESS.fullmatch(target.literal() or "")


def _is_unbalanced(word: Word) -> bool:
    """Tell whether a word has a brace that zsh would take for the end of a group, or for its start."""
    text = "".join(part.text if part.kind == "text" and not part.quoted else "x" for part in word.parts)
    return text == "{" or text.find("}") < text.find("{") or text.count("}") > text.count("{")
