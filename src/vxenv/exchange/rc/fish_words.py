"""Words of fish."""

import re
from typing import Final

from vxenv.exchange.rc.certainty import RUNS
from vxenv.exchange.rc.quoting import Quoting
from vxenv.exchange.rc.words import Word, joined

_FILES: Final = "depends on the files there are"
_DIFFERS: Final = "means different things to different versions of fish"


_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\$*?{}^%~]+""")
_SINGLE = re.compile(r"'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_IN_DOUBLE = re.compile(r'[^"\\$]+')
_REFERENCE = re.compile(r"\$([A-Za-z0-9_]+)(\[)?", re.ASCII)
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_DULL = re.compile(r"""[^()'"\\#\n]+""")


class FishWords(Quoting):
    """Finds words."""

    DOUBLE = _IN_DOUBLE
    ESCAPABLE = '"\\$'

    def word(self) -> Word:  # noqa: C901, PLR0912 - the signs
        """Read a word."""
        text, start = self.text, self.position
        self._parts = []
        while self.position < len(text):
            sign = text[self.position]
            found = _RUN.match(text, self.position)
            if found:
                self._take(found[0], found.end(), quoted=False)
            elif sign == "'":
                found = _SINGLE.match(text, self.position)
                if not found:
                    raise self.fail("a quote is not closed")
                self._take(re.sub(r"\\([\\'])", r"\1", found[1]), found.end())
            elif sign == '"':
                self._double()
            elif sign == "\\":
                self._escape()
            elif sign == "$":
                self._substitution(quoted=False)
            elif sign == "(":
                self._take(RUNS, self._skip(self.position), kind="why", quoted=False)
            elif sign == "~":
                kind = "home" if self.position == start else "text"
                self._take("~", self.position + 1, kind=kind, quoted=False)
            elif sign in "*?":
                self._take(_FILES, self.position + 1, kind="why", quoted=False)
            elif sign == "%" and self.position > start:
                self._take(sign, self.position + 1, quoted=False)
            elif sign in "{}^%" or (sign == "&" and self._is_inside(start)):
                self._take(_DIFFERS, self.position + 1, kind="why", quoted=False)
            else:
                break
        return Word(tuple(joined(self._parts)))

    def _is_inside(self, start: int) -> bool:
        """Tell whether the ampersand here is in a word, where it once was an operator."""
        return self.position > start and bool(re.compile("&[^ \t\n;&|]").match(self.text, self.position))

    def _substitution(self, *, quoted: bool) -> None:
        text, start = self.text, self.position
        found = _REFERENCE.match(text, start)
        if text.startswith("$(", start):
            self._take(RUNS, self._skip(start + 1), kind="why", quoted=quoted)
        elif not found:
            if not re.compile(r"\$+[A-Za-z0-9_]+").match(text, start):
                raise self.fail("a dollar sign that stands for nothing")
            self._take("depends on a variable whose name is in a variable", start + 1, kind="why", quoted=quoted)
        elif found[2]:
            end = text.find("]", found.end())
            if end < 0 or re.search(r"[\n\"'\\(\[]", text[found.end() : end]):
                raise self.fail("an index that is not understood")
            self._take(f"depends on ${found[1]}", end + 1, kind="why", quoted=quoted)
        else:
            self._take(found[1], found.end(), kind="name", quoted=quoted)

    def _escape(self) -> None:
        """Read a backslash outside of quotes, and what it stands for."""
        found = _ESCAPE.match(self.text, self.position)
        if not found:
            raise self.fail("ends in a backslash")
        self.position = found.end()
        code = found[1]
        if code == "\n":
            return
        kind, value = "text", _ESCAPED.get(code, code)
        if code[0] in "xuUcX" or code[0].isdigit():
            number = int(code[1:], 16) if code[0] in "xu" and len(code) > 1 else int(code, 8) if code < "8" else 0
            is_plain = 0 < number < 128 or (code[0] == "u" and 0 < number < 0xD800)  # noqa: PLR2004 - ASCII, surrogates
            kind, value = ("text", chr(number)) if is_plain else ("why", "has an escape that is not understood")
        self._take(value, found.end(), kind=kind)

    def _skip(self, start: int) -> int:  # noqa: C901, PLR0912 - one loop
        """Return where the parenthesis that opens at `start` is closed."""
        text, at = self.text, start
        stack: list[str] = []
        while at < len(text):
            sign = text[at]
            found = _DULL.match(text, at) if not stack or stack[-1] == "(" else _IN_DOUBLE.match(text, at)
            if found:
                at = found.end()
            elif sign == "\\":
                at += 2
            elif stack and stack[-1] == '"':
                if sign == '"':
                    stack.pop()
                at += 1
                if text.startswith("$(", at - 1):
                    stack.append("(")
                    at += 1
            elif sign == "'":
                found = _SINGLE.match(text, at)
                if not found:
                    break
                at = found.end()
            elif sign in '("':
                stack.append(sign)
                at += 1
            elif sign == ")":
                stack.pop()
                at += 1
                if not stack:
                    return at
            elif sign == "#" and text[at - 1] in " \t\n;(":
                end = text.find("\n", at)
                at = len(text) if end < 0 else end
            else:
                at += 1
        raise self.fail("what is opened here is not closed", start)
