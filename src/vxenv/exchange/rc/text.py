"""A text that is read from its start to its end."""

import re
from bisect import bisect_right

from vxenv.exchange.rc.certainty import NotUnderstoodError

_BLANKS = re.compile(r"(?:[ \t]|\\\n)*+")


class Text:
    """A text, and the position up to which it was read."""

    def __init__(self, text: str) -> None:
        """Begin at the start of `text`."""
        self.text = text
        self.position = 0
        self._breaks = [at.start() for at in re.finditer("\n", text)]

    def line(self, position: int | None = None) -> int:
        """Return the line of a position, from 1."""
        return bisect_right(self._breaks, (self.position if position is None else position) - 1) + 1

    def fail(self, why: str, position: int | None = None) -> NotUnderstoodError:
        """Return the error for what is not understood at a position."""
        return NotUnderstoodError(why, self.line(position))

    def after_blanks(self, at: int) -> int:
        """Return where blanks and continued lines at `at` are over."""
        found = _BLANKS.match(self.text, at)
        return found.end() if found else at

    def blanks(self) -> None:
        """Go over blanks and continued lines."""
        self.position = self.after_blanks(self.position)

    def comment(self) -> None:
        """Go over a comment, to the end of its line."""
        end = self.text.find("\n", self.position)
        self.position = len(self.text) if end < 0 else end
