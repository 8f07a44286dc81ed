"""Lexer of fish: words with their quotes and substitutions."""

import re
from typing import Final

from vxenv.exchange.rc.scanner import UNCLOSED_QUOTE, Scanner
from vxenv.exchange.rc.syntax import FILES, RUNS, Word, join_parts

_DIFFERS: Final = "differs between versions of fish"

_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\$*?{}^%~]+""")
_SINGLE = re.compile(r"'([^'\\]*+(?:\\.[^'\\]*+)*+)'", re.DOTALL)
_IN_DOUBLE = re.compile(r'[^"\\$]+')
_REFERENCE = re.compile(r"\$([A-Za-z0-9_]+)(\[)?", re.ASCII)
_INDIRECT = re.compile(r"\$+[A-Za-z0-9_]+")
_INNER_AMPERSAND = re.compile("&[^ \t\n;&|]")
_ESCAPE = re.compile(r"\\(x[0-9A-Fa-f]{1,2}|u[0-9A-Fa-f]{1,4}|[0-7]{1,3}|.)", re.DOTALL)
_ESCAPED = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
# Tokens within a command substitution, and within double quotes in one.
_TOKENS = {
    "(": re.compile(rf"""[^()'"\\#\n]++|\\.|{_SINGLE.pattern}|(?<=[ \t\n;(])\#[^\n]*|[()"#\n]""", re.DOTALL),
    '"': re.compile(r'[^"\\$]++|\\.|\$\(|["$]', re.DOTALL),
}


class FishLexer(Scanner):
    """Scanner of fish words."""

    def read_word(self) -> Word:
        """Read a word."""
        start = self.position
        self.parts = []
        while not self.is_at_end and self._read_part(start):
            pass
        return Word(tuple(join_parts(self.parts)))

    def _read_part(self, start: int) -> bool:
        """Read a part of the word that began at `start`; tell whether there is one."""
        sign, end = self.text[self.position], self.position + 1
        if match := _RUN.match(self.text, self.position):
            self.add(match[0], match.end(), quoted=False)
        elif match := _SINGLE.match(self.text, self.position):
            self.add(re.sub(r"\\([\\'])", r"\1", match[1]), match.end())
        elif sign == '"':
            self.read_double(_IN_DOUBLE, '"\\$', lambda: self._read_variable(quoted=True))
        elif sign == "\\":
            self._read_escape()
        elif sign == "$":
            self._read_variable(quoted=False)
        elif sign == "(":
            self.add(RUNS, self._find_end(self.position), kind="why", quoted=False)
        elif sign == "~" or (sign == "%" and self.position > start):
            kind = "home" if self.position == start else "text"
            self.add(sign, end, kind=kind, quoted=False)
        elif sign in "*?{}^%" or (self.position > start and _INNER_AMPERSAND.match(self.text, self.position)):
            self.add(FILES if sign in "*?" else _DIFFERS, end, kind="why", quoted=False)
        elif sign == "'":
            raise self.fail(UNCLOSED_QUOTE)
        else:
            return False
        return True

    def _read_variable(self, *, quoted: bool) -> None:
        text, start = self.text, self.position
        match = _REFERENCE.match(text, start)
        if self.is_at("$("):
            self.add(RUNS, self._find_end(start + 1), kind="why", quoted=quoted)
        elif not match:
            if not _INDIRECT.match(text, start):
                raise self.fail("unexpected $")
            self.add("depends on an indirect expansion", start + 1, kind="why", quoted=quoted)
        elif match[2]:
            end = text.find("]", match.end())
            if end < 0 or re.search(r"[\n\"'\\(\[]", text[match.end() : end]):
                raise self.fail("unsupported index")
            self.add(f"depends on ${match[1]}", end + 1, kind="why", quoted=quoted)
        else:
            self.add(match[1], match.end(), kind="name", quoted=quoted)

    def _read_escape(self) -> None:
        """Read a backslash escape outside quotes."""
        match = self.take(_ESCAPE)
        if not match:
            raise self.fail("backslash at the end of the file")
        code = match[1]
        if code == "\n":
            return
        kind, value = "text", _ESCAPED.get(code, code)
        if code[0] in "xuUcX" or code[0].isdigit():
            number = int(code[1:], 16) if code[0] in "xu" and len(code) > 1 else int(code, 8) if code < "8" else 0
            is_plain = 0 < number < 128 or (code[0] == "u" and 0 < number < 0xD800)  # noqa: PLR2004 - ASCII, surrogates
            kind, value = ("text", chr(number)) if is_plain else ("why", "contains an unsupported escape sequence")
        self.add(value, match.end(), kind=kind)

    def _find_end(self, start: int) -> int:
        """Return the position after the closing parenthesis of the one at `start`; nesting is kept on a stack."""
        stack, position = ["("], start + 1
        while stack:
            match = _TOKENS[stack[-1]].match(self.text, position)
            if not match:
                raise self.fail("unclosed parenthesis", start)
            position, sign = match.end(), match[0]
            in_quotes = stack[-1] == '"'
            if sign == ('"' if in_quotes else ")"):
                stack.pop()
            elif sign == "$(" or (sign in ("(", '"') and not in_quotes):
                stack.append(sign[-1])
        return position
