"""Scanner: a position in a text, and the word being read there."""

import re
from bisect import bisect_right
from collections.abc import Callable
from typing import Final

from vxenv.exchange.rc.syntax import Part

_BLANKS = re.compile(r"(?:[ \t]|\\\n)*+")


UNCLOSED_QUOTE: Final = "unclosed quote"


class NotUnderstoodError(Exception):
    """Text that cannot be parsed."""

    def __init__(self, why: str, line: int) -> None:
        """Store the reason and the line."""
        super().__init__(why)
        self.line = line


class Scanner:
    """Position in a text that advances as the text is read."""

    def __init__(self, text: str) -> None:
        """Begin at the start of `text`."""
        self.text = text
        self.position = 0
        self.parts: list[Part] = []  # parts of the word being read
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    @property
    def is_at_end(self) -> bool:
        """True at the end of the text."""
        return self.position >= len(self.text)

    def is_at(self, text: str | tuple[str, ...]) -> bool:
        """Tell whether `text`, or one of several, follows."""
        return self.text.startswith(text, self.position)

    def get_line(self, position: int | None = None) -> int:
        """Return the line, from 1, of a position; by default the current one."""
        return bisect_right(self._breaks, (self.position if position is None else position) - 1) + 1

    def fail(self, why: str, position: int | None = None) -> NotUnderstoodError:
        """Return the error for text that cannot be parsed at a position."""
        return NotUnderstoodError(why, self.get_line(position))

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the current position, and skip the match."""
        match = pattern.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def skip_blanks(self) -> None:
        """Skip blanks and line continuations."""
        self.take(_BLANKS)

    def skip_comment(self) -> None:
        """Skip a comment, up to the end of its line."""
        end = self.text.find("\n", self.position)
        self.position = len(self.text) if end < 0 else end

    def add(self, text: str, end: int, *, kind: str = "text", quoted: bool = True) -> None:
        """Add `text` to the word as a part, and move to `end`."""
        self.parts.append(Part(kind, text, quoted))
        self.position = end

    def read_double(self, plain: re.Pattern[str], escapable: str, read_substitution: Callable[[], None]) -> None:
        """Read double quotes: `plain` matches literal text, and a backslash escapes the characters `escapable`."""
        text, start = self.text, self.position
        self.add("", start + 1)  # empty quotes make a word, too
        while not self.is_at_end:
            match = plain.match(text, self.position)
            if match:
                self.add(match[0], match.end())
            elif self.is_at('"'):
                self.position += 1
                return
            elif self.is_at("\\"):
                escaped = text[self.position + 1 : self.position + 2]
                kept = "" if escaped == "\n" else escaped if escaped in escapable else "\\" + escaped
                self.add(kept, self.position + 2)
            else:
                read_substitution()
        raise self.fail(UNCLOSED_QUOTE, start)
