"""Commands of bash, zsh, ksh and sh, and what they stand under."""

import re
from collections.abc import Collection

from vxenv.exchange.rc.blocks import Frame, branch
from vxenv.exchange.rc.certainty import (
    CERTAIN,
    CONDITION,
    LOOP,
    NOT_INTERACTIVE,
    REDIRECTED,
    NotUnderstoodError,
    worst,
)
from vxenv.exchange.rc.guards import polarity
from vxenv.exchange.rc.lists import LOOPS
from vxenv.exchange.rc.simple import REDIRECTION, Simple
from vxenv.exchange.rc.skipping import IN_ARITHMETIC, IN_COMMANDS
from vxenv.exchange.rc.words import Event, Part, Word, changed
from vxenv.exchange.reading import NAME

_OPERATOR = re.compile(r";;&|;;|;&|;\||&&|\|\||\|&|[;&|()\n]")
# What goes on with a compound command, or closes it: of which kind that is, and after which of its parts.
_CLOSERS: dict[str, tuple[Collection[str], Collection[str]]] = {
    "then": (("if",), ("if",)),
    "elif": (("if",), ("then",)),
    "else": (("if",), ("then",)),
    "fi": (("if",), ("then", "else")),
    "do": (LOOPS, ("head",)),
    "done": (LOOPS, ("do",)),
    "esac": (("case",), ("pattern", "body")),
    "}": (("{",), ("{",)),
}
_RESERVED = frozenset(("if", "while", "until", "for", "select", "case", "function", "{", "!", "time", "[[", *_CLOSERS))


class Parser(Simple):
    """Finds commands, and what they stand under."""

    def _read(self) -> None:
        # A shell does nothing of a line that it cannot read to its end.
        self.text, nul, _ = self.text.partition("\0")
        while self.position < len(self.text):
            self._next()
        self._newline()
        if len(self._frames) > 1 or self._frame.state == "need" or self._pending is not None:
            words = {"(": "a parenthesis", "{": "a brace", "": "what begins here"}
            what, line = words.get(self._frame.kind, self._frame.kind), self._frame.line
            line = line if len(self._frames) > 1 else self.line(self._whole)
            raise NotUnderstoodError(f"{what} is not closed", line)
        if nul:
            raise self.fail("a NUL")

    def _next(self) -> None:
        self.blanks()
        frame = self._frame
        if frame.kind == "case" and frame.part == "pattern":
            self._pattern()
            return
        if self.position >= len(self.text):
            return
        sign = self.text[self.position]
        if sign == "#":
            self.comment()
            return
        if not REDIRECTION.match(self.text, self.position) and not self._substitutes():
            found = _OPERATOR.match(self.text, self.position)
            if found:
                self._operator(found[0])
                return
        self._command()

    def _command(self) -> None:  # noqa: C901, PLR0912 - the reserved words
        """Read a command, or the reserved word that begins or ends one."""
        start = self.position
        word = self.word() if not REDIRECTION.match(self.text, start) else None
        name = word.plain() if word else ""
        if name not in _RESERVED:
            self.position = start
            if self._frame.state == "closed":
                self._redirections()
            else:
                self._simple()
            return
        frame = self._frame
        line = self.line(start)
        if name in _CLOSERS:
            self._part(name)
            return
        self._check()
        if name in ("!", "time"):
            frame.negated = frame.negated != (name == "!")
            frame.state = "need"
            if name == "time":
                option = re.compile(r"[ \t]+-p(?=[ \t])").match(self.text, self.position)
                self.position = option.end() if option else self.position
        elif name == "function":
            self._function()
        elif name == "[[":
            self._test(line)
        elif name in ("for", "select"):
            self._for(name, line)
        elif name == "case":
            self._case(line)
        elif name == "{":
            self._open("{", line, CERTAIN)
        elif name == "if":
            self._open("if", line, CONDITION)
        else:
            self._open(name, line, LOOP).part = "head"

    def _redirections(self) -> None:
        """Read what may follow a compound command: redirections."""
        if not REDIRECTION.match(self.text, self.position):
            raise self.fail("a command where none can be")
        if self._redirection():
            self._mark(self._frame.start, REDIRECTED)

    def _part(self, name: str) -> None:
        """Go on with the next part of a compound command, or close it."""
        frame = self._frame
        kinds, parts = _CLOSERS[name]
        empty = not frame.commands and (
            (name == "do" and frame.kind in ("while", "until")) or (name in ("then", "elif", "else") and not self.zsh)
        )
        if frame.kind not in kinds or frame.part not in parts or frame.state == "need" or self._pending or empty:
            raise self.fail(f"{name} where it cannot be")
        if name in ("fi", "done", "esac", "}"):
            self._close(frame.kind)
            return
        if name == "do":
            frame.part = "do"
        else:
            branch(frame, name)
        frame.commands = 0
        frame.begin(len(self._buffer.events))

    def _function(self) -> None:
        """Read ``function NAME`` or ``function NAME ()``; the body follows."""
        self.blanks()
        name = self.word(patterns=False).literal()
        if not name:
            raise self.fail("a function without a name")
        found = re.compile(r"[ \t]*\([ \t]*\)").match(self.text, self.position)
        self.position = found.end() if found else self.position
        self._pending = name

    def _test(self, line: int) -> None:
        """Read ``[[ … ]]``, whose operators are not the shell's."""
        words = [Word((Part("text", "[[", quoted=False),))]
        while words[-1].plain() != "]]":
            found = re.compile(r"(?:[ \t\n]|\\\n)*+(\]\](?=[ \t\n;&|()]|$))?").match(self.text, self.position)
            self.position = found.end() if found else self.position
            if found and found[1]:
                words.append(Word((Part("text", "]]", quoted=False),)))
            elif self.position >= len(self.text) or (self.text[self.position] == "#" and not self.zsh):
                raise NotUnderstoodError("[[ is not closed", line)
            else:
                words.append(self.word(in_test=True))
        inner = words[1:-1]
        if not inner or (len(inner) == 1 and re.fullmatch("-[A-Za-z]", inner[0].plain())):
            raise NotUnderstoodError("[[ without a test", line)
        sets = tuple(one for word in words for one in word.sets)
        self._emit(Event(line, self._under(), sets=sets), polarity=polarity(words))

    def _for(self, kind: str, line: int) -> None:
        """Read ``for NAME in …`` or ``for ((…))`` up to its end of line or semicolon; ``do`` follows."""
        self.blanks()
        if self.text.startswith("((", self.position):
            start = self.position
            self.position = self.skip(start + 2, IN_ARITHMETIC, start)
            sets = changed(self.text[start : self.position])
        else:
            name = self.word(patterns=False).plain()
            if not NAME.fullmatch(name):
                raise self.fail("a loop of a kind that is not understood")
            sets = ((name, "is set by a loop"),)
        frame = self._open(kind, line, LOOP)
        frame.part = "head"
        words = []
        self.blanks()
        if self.zsh and self.text.startswith("(", self.position):
            self.position = self.skip(self.position + 1, IN_COMMANDS)
        while self.position < len(self.text) and self.text[self.position] not in ";\n#&|()":
            words.append(self.word())
            if words[-1].plain() == "do" and len(words) == 1:
                self.position -= len("do")
                break
            if not words[-1].parts:
                raise self.fail("a loop of a kind that is not understood")
            self.blanks()
        sets += tuple(one for word in words for one in word.sets)
        self._buffer.events.append(Event(line, worst(frame.under, LOOP), sets=sets))
        if self.text.startswith(";", self.position):
            self.position += 1

    def _case(self, line: int) -> None:
        """Read ``case WORD in``."""
        self.blanks()
        subject = self.word()
        found = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*(?=\n))*+in(?=[ \t\n])").match(self.text, self.position)
        if not found or not subject.parts:
            raise self.fail("case without in")
        self.position = found.end()
        frame = self._open("case", line, CONDITION)
        frame.part = "pattern"
        frame.interactive = subject.names() == {"-"}
        if subject.sets:
            self._buffer.events.append(Event(line, frame.outer, sets=subject.sets))

    def _pattern(self) -> None:
        """Read a pattern of a case, up to its ``)``, or ``esac``."""
        frame = self._frame
        found = re.compile(r"(?:[ \t\n]|\\\n|#[^\n]*+)*+").match(self.text, self.position)
        self.position = found.end() if found else self.position
        if re.compile(r"esac(?=[ \t\n;&|)]|$)").match(self.text, self.position):
            self.position += len("esac")
            frame.state = "fresh"
            self._close("case")
            return
        if self.position >= len(self.text):
            return  # the end of the text says that the case is not closed
        start = self.position
        leading = self.text.startswith("(", start)
        depth = 0
        while True:
            if self.position >= len(self.text) or self.text[self.position] == "\n":
                raise self.fail("a pattern of case is not closed", start)
            sign = self.text[self.position]
            if sign in "'\"\\`$":
                self._quoted()
                continue
            self.position += 1
            if sign == "(":
                depth += 1
            elif sign == ")":
                depth -= 1
                if depth < 0 or (depth == 0 and leading and self._is_over()):
                    break
        self._arm(frame, self.text[start : self.position - 1].strip("( \t"))

    def _is_over(self) -> bool:
        """Tell whether a pattern that began with a parenthesis is over with its last: in zsh it may go on."""
        return not self.zsh or self.text[self.position : self.position + 1] in ("", " ", "\t", "\n", ";")

    def _arm(self, frame: Frame, pattern: str) -> None:
        """Begin the commands of a pattern."""
        frame.part = "body"
        frame.begin(len(self._buffer.events))
        frame.under = worst(frame.outer, CONDITION)
        if frame.interactive and frame.first_test:
            frame.under = worst(frame.outer, NOT_INTERACTIVE)
        elif frame.interactive and pattern == "*i*":
            frame.under = frame.outer
            frame.first_test = 1
