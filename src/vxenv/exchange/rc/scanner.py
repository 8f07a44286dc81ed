"""Words of bash, zsh, ksh and sh."""

import re

from vxenv.exchange.rc.ansi import ansi
from vxenv.exchange.rc.certainty import ARITHMETIC, DIFFERS, RUNS
from vxenv.exchange.rc.skipping import (
    ANSI_QUOTED,
    BACKTICKS,
    IN_ARITHMETIC,
    IN_BRACE,
    IN_COMMANDS,
    IN_QUOTED_BRACE,
    QUOTED_TEXT,
    Skipper,
)
from vxenv.exchange.rc.words import Part, Word, changed, joined

_RUN = re.compile(r"""[^ \t\n;&|()<>'"\\`$]+""")
_RUN_IN_TEST = re.compile(r"""[^ \t\n'"\\`$]+""")
_ARRAY = re.compile(r"[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=", re.ASCII)
_REFERENCE = re.compile(r"\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])", re.ASCII)
_BRACED = re.compile(r"\$\{([A-Za-z_]\w*|[0-9]+|[@*#?$!-])\}", re.ASCII)
_OPERATION = re.compile(r"\$\{([A-Za-z_]\w*:?[-+=?][\w./:@,+=-]*)\}", re.ASCII)
_DEPENDS = re.compile(r"\$\{\W*?(\w+|[@*?$!-])", re.ASCII)
_DEFAULTED = re.compile(r"\$\{([A-Za-z_]\w*):?=", re.ASCII)


class Scanner(Skipper):
    """Finds words."""

    DOUBLE = QUOTED_TEXT
    ESCAPABLE = '"\\`$'

    def word(self, *, in_test: bool = False, patterns: bool = True) -> Word:
        """Read a word. In ``[[ … ]]`` operators of the shell are part of it; where `patterns` may be, so is (a|b)."""
        start = self.position
        self._parts, self._sets = [], []
        array = False
        run = _RUN_IN_TEST if in_test else _RUN
        text = self.text
        while self.position < len(text):
            found = run.match(text, self.position)
            if found:
                self._take(found[0], found.end(), quoted=False)
            elif text[self.position] in "'\"\\`$":
                self._quoted()
            elif text[self.position] in "<>" and text.startswith("(", self.position + 1):
                self._take(RUNS, self.skip(self.position + 2, IN_COMMANDS), kind="why", quoted=False)
            elif text[self.position] == "(" and not array and _ARRAY.fullmatch(Word(tuple(self._parts)).plain()):
                self.position = self.skip(self.position + 1, IN_COMMANDS)
                array = True
            elif text[self.position] == "(" and self.position > start and self._is_pattern(anywhere=patterns):
                end = self.skip(self.position + 1, IN_COMMANDS)
                self._take("depends on the files there are", end, kind="why", quoted=False)
            else:
                break
        return Word(tuple(joined(self._parts)), array, tuple(self._sets))

    def _is_pattern(self, *, anywhere: bool) -> bool:
        before = self.text[self.position - 1]
        return (anywhere and (self.zsh or before in "?*+@!")) or (self.zsh and before == "[")

    def _quoted(self) -> None:
        """Read what begins with a quote, a backslash, a backtick or a dollar sign, outside of double quotes."""
        text, start = self.text, self.position
        sign = text[start]
        if sign == "\\":
            if start + 1 == len(text):
                raise self.fail("ends in a backslash")
            self.position += 2
            if text[start + 1] != "\n":
                self._take(text[start + 1], start + 2)
        elif sign == "'":
            end = text.find("'", start + 1)
            if end < 0:
                raise self.fail("a quote is not closed")
            self._take(text[start + 1 : end], end + 1)
        elif sign == '"':
            self._double()
        else:
            self._substitution(quoted=False)

    def _substitution(self, *, quoted: bool) -> None:  # noqa: C901 - a branch for each sign
        """Read what begins with a dollar sign or a backtick."""
        text, start = self.text, self.position
        kind, value = "why", RUNS
        if text[start] == "`":
            found = BACKTICKS.match(text, start)
            if not found:
                raise self.fail("a backtick is not closed")
            self.position = found.end()
        elif text.startswith("$((", start):
            self.position = self.skip(start + 3, IN_ARITHMETIC)
            self._sets += changed(text[start : self.position])
            value = ARITHMETIC
        elif text.startswith("$(", start):
            self.position = self.skip(start + 2, IN_COMMANDS)
        elif text.startswith("${", start):
            kind, value = self._braced(quoted=quoted)
        elif text.startswith("$[", start):
            raise self.fail("arithmetic of a kind that is not understood")
        elif not quoted and text.startswith("$'", start):
            found = ANSI_QUOTED.match(text, start)
            if not found:
                raise self.fail("a quote is not closed")
            self.position = found.end()
            kind, value, quoted = (*ansi(found[1], zsh=self.zsh), True)
        elif not quoted and text.startswith('$"', start):
            self.position += 1
            if self.zsh:
                self._take(DIFFERS, self.position, kind="why")
            self._double()
            return
        else:
            kind, value, quoted = self._unbraced(quoted=quoted)
        self._parts.append(Part(kind, value, quoted))

    def _unbraced(self, *, quoted: bool) -> tuple[str, str, bool]:
        """Read ``$NAME``, or a dollar sign that stands for itself."""
        text, start = self.text, self.position
        found = _REFERENCE.match(text, start)
        self.position = found.end() if found else start + 1
        if text.startswith("\\\n", self.position):
            return "why", DIFFERS, quoted  # the name, or whatever it is, goes on in the next line
        if self.zsh and re.compile(r"[\[]|:[A-Za-z&]" if found else r"[=~+^]").match(text, self.position):
            # A subscript, a modifier or a flag; for the others it is text.
            return "why", f"depends on {found[0]}" if found else DIFFERS, quoted
        if found:
            return "name", found[0][1:], quoted
        return "text", "$", True  # a tilde or a brace next to it is not the word's first

    def _braced(self, *, quoted: bool) -> tuple[str, str]:
        """Read ``${…}``."""
        text, start = self.text, self.position
        self.position = self.skip(start + 2, IN_QUOTED_BRACE if quoted else IN_BRACE, start)
        whole = text[start : self.position]
        found = _BRACED.fullmatch(whole)
        if found:
            return "name", found[1]
        self._sets += [(name, f"depends on ${name}") for name in _DEFAULTED.findall(whole)]
        found = _OPERATION.fullmatch(whole)
        if found:
            return "operation", found[1]
        self._sets += changed(whole) if "$((" in whole else ()
        found = _DEPENDS.match(whole)
        return "why", f"depends on ${found[1]}" if found else DIFFERS
