"""Words, piece by piece: what all shells have in common of them."""

import re
from abc import abstractmethod
from typing import ClassVar

from vxenv.exchange.rc.blocks import Blocks
from vxenv.exchange.rc.words import Part


class Quoting(Blocks):
    """Collects the parts of the word that is read."""

    DOUBLE: ClassVar[re.Pattern[str]]  # what means itself in double quotes
    ESCAPABLE: ClassVar[str]  # the signs there before which a backslash goes away

    def __init__(self, text: str) -> None:
        """Begin at the start of `text`."""
        super().__init__(text)
        self._parts: list[Part] = []
        self._sets: list[tuple[str, str]] = []

    @abstractmethod
    def _substitution(self, *, quoted: bool) -> None:
        """Read what is replaced by something else."""

    def _take(self, text: str, end: int, *, kind: str = "text", quoted: bool = True) -> None:
        """Take `text` for what stands between here and `end`."""
        self._parts.append(Part(kind, text, quoted))
        self.position = end

    def _double(self) -> None:
        """Read what is in double quotes."""
        text, start = self.text, self.position
        self._take("", start + 1)  # there is a word even if it is empty
        while self.position < len(text):
            found = self.DOUBLE.match(text, self.position)
            if found:
                self._take(found[0], found.end())
            elif text[self.position] == '"':
                self.position += 1
                return
            elif text[self.position] == "\\":
                escaped = text[self.position + 1 : self.position + 2]
                kept = "" if escaped == "\n" else escaped if escaped in self.ESCAPABLE else "\\" + escaped
                self._take(kept, self.position + 2)
            else:
                self._substitution(quoted=True)
        raise self.fail("a quote is not closed", start)
