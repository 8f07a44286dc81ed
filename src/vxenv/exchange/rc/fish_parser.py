"""Commands of fish, and what they stand under."""

import re
from collections.abc import Iterable

from vxenv.exchange.rc.blocks import Buffer, Frame, branch
from vxenv.exchange.rc.certainty import (
    CERTAIN,
    CERTAIN_LEVEL,
    CONDITION,
    LOOP,
    NOT_INTERACTIVE,
    PIPELINE,
    REDIRECTED,
    NotUnderstoodError,
    Under,
    worst,
)
from vxenv.exchange.rc.fish_words import FishWords
from vxenv.exchange.rc.words import Event, Word
from vxenv.exchange.reading import NAME

_REDIRECTION = re.compile(r"&>>?\??|[0-9]*>>?[?&|]?|[0-9]*<[&?]?")
_OPERATOR = re.compile(r"&&|\|\||&\||[;&|\n]")
_MEANT = {"&&": "and", "||": "or"}


class Parser(FishWords):
    """Finds commands, and what they stand under."""

    def _read(self) -> None:
        if "\0" in self.text:
            raise self.fail("a NUL", self.text.index("\0"))
        while self.position < len(self.text):
            self._statement()
        self._end_line()
        if len(self._frames) > 1 or self._frame.state == "need":
            raise NotUnderstoodError(f"{self._frame.kind or 'what begins here'} is not closed", self._frame.line)
        self.events += self._buffer.whole()

    def _statement(self) -> None:
        """Read a command with the sign that ends it; or that sign alone."""
        start = self.position
        words: list[Word] = []
        odd = False
        while True:
            self.blanks()
            if self.position >= len(self.text):
                break
            if self.text[self.position] == "#":
                self.comment()
                break
            redirection = _REDIRECTION.match(self.text, self.position)
            if redirection:
                odd = self._redirected(redirection) or odd
            elif _OPERATOR.match(self.text, self.position):
                break
            else:
                at = self.position
                words.append(self.word())
                if at == self.position:
                    raise self.fail("a parenthesis where none can be")
        if words or odd:
            self._command(words, self.line(start), odd=odd)
        found = _OPERATOR.match(self.text, self.position)
        if found:
            self.position = found.end()
            self._operator(found[0])

    def _redirected(self, redirection: re.Match[str]) -> bool:
        """Read a redirection; tell whether it may fail, in which case the command does not run."""
        self.position = redirection.end()
        self.blanks()
        target = self.word()
        if not target.parts:
            raise self.fail("a redirection to nowhere")
        return not re.fullmatch(r"/dev/null|[0-9]+|-", target.literal() or "")

    def _operator(self, sign: str) -> None:
        frame = self._frame
        if sign in (";", "\n"):
            self._end_line()
        elif frame.state in ("fresh", "need"):
            raise self.fail(f"{sign} without a command before it")
        elif sign in _MEANT:
            self._connect(_MEANT[sign])
            frame.state = "need"
        else:
            self._mark(frame.pipe, PIPELINE)
            if sign == "&":
                self._end_line()
            else:
                frame.piped = PIPELINE
                frame.state = "need"
            frame.polarity = 0

    def _connect(self, word: str) -> None:
        """Go over what makes the next command depend on how the last one went."""
        frame = self._frame
        frame.piped = CERTAIN
        frame.pipe = len(self._buffer.events)
        if frame.polarity:
            frame.chain = CERTAIN if (frame.polarity > 0) == (word == "and") else NOT_INTERACTIVE
        elif word == "or" or frame.chain.level == CERTAIN_LEVEL:
            frame.chain = CONDITION
        frame.polarity = frame.test = 0

    def _end_line(self) -> None:
        """End a command at a semicolon or a line's end; with it the condition of an `if` or a `while`."""
        frame = self._frame
        if frame.state == "need":
            return
        if frame.state == "closed" and frame.kind == "if" and frame.part == "if":
            branch(frame, "then")
            frame.commands = 0
        frame.state = "fresh"
        frame.pipe = len(self._buffer.events)
        frame.piped = CERTAIN

    def _command(self, words: list[Word], line: int, *, odd: bool) -> None:  # noqa: C901 - the keywords
        """Note a command, and open or close the blocks whose keywords it begins with."""
        count = 0
        negated = False
        while True:
            word = words[count].plain() if count < len(words) else ""
            frame = self._frame
            if frame.state == "closed":
                raise self.fail("a command where none can be")
            if word not in ("and", "or"):
                if frame.state == "fresh":
                    frame.chain = CERTAIN
                    frame.negated = False
            elif frame.kind == "if" and frame.part == "then" and not frame.commands:
                frame.under, frame.first_test = worst(frame.outer, CONDITION), 2  # the condition goes on
            else:
                self._connect(word)
            count += 1
            if word in ("and", "or", "not", "!", "time"):
                negated = negated != (word in ("not", "!"))
                frame.state = "need"
            elif word in ("if", "while", "begin"):
                self._open(word, line, {"if": CONDITION, "while": LOOP}.get(word, CERTAIN))
                negated = False
            elif word == "else":
                branch(frame, self._else(frame, words[count:]))
                count += frame.part == "if"
                if count == len(words):
                    frame.state = "fresh"
                    return
            else:
                break
            if count == len(words):
                self._frame.state = "fresh" if word == "begin" else "need"
                return
        self._rest(word, words[count - 1 :], line, odd=odd, negated=negated)

    def _else(self, frame: Frame, after: list[Word]) -> str:
        if frame.kind != "if" or frame.part != "then" or frame.state == "need":
            raise self.fail("else where it cannot be")
        frame.commands = 0
        if not after:
            return "else"
        if after[0].plain() != "if" or len(after) == 1:
            raise self.fail("else where it cannot be")
        return "elif"

    def _open(self, kind: str, line: int, under: Under) -> None:
        outer = self._under()
        frame = Frame(kind, line, outer)
        frame.under = worst(outer, under)
        frame.pipe = frame.start = len(self._buffer.events)
        self._frames.append(frame)

    def _rest(self, word: str, words: list[Word], line: int, *, odd: bool, negated: bool) -> None:
        """Note what is left of a command without its keywords."""
        frame = self._frame
        events = self._buffer.events
        if word == "end":
            self._close(len(words))
            return
        if word == "function":
            name = words[1].literal() if len(words) > 1 else None
            if not name:
                raise self.fail("a function without a name")
            self._buffers.append(Buffer())
            self._open(word, line, CERTAIN)
            self._frame.outer = self._frame.under = CERTAIN
            self._frame.function = name
            self._buffer.events.append(Event(line, CERTAIN, sets=tuple(_arguments(words[2:]))))
            return
        if word in ("for", "switch"):
            name = words[1].literal() if len(words) > 1 else None
            self._open(word, line, LOOP if word == "for" else CONDITION)
            if word == "for" and name and NAME.fullmatch(name):
                events.append(Event(line, self._frame.under, sets=((name, "is set by a loop"),)))
            return
        if word == "case" and frame.kind == "switch":
            return
        if word in ("case", "{"):
            raise self.fail(f"{word} where it cannot be")
        under = worst(self._under(), REDIRECTED) if odd else self._under()
        events.append(Event(line, under, tuple(words)))
        frame.negated = negated
        self._done(polarity=_polarity(words))

    def _close(self, count: int) -> None:
        frame = self._frame
        if len(self._frames) == 1 or frame.state == "need" or count > 1:
            raise self.fail("end where it cannot be")
        self._pop()
        self._frame.pipe = min(self._frame.pipe, frame.start)
        self._done()


def _arguments(words: list[Word]) -> Iterable[tuple[str, str]]:
    """Yield the variables that a function has of its own."""
    option = ""
    for word in words:
        text = word.literal() or ""
        if text.startswith("-"):
            option, _, text = text.partition("=") if text.startswith("--") else (text[:2], "", text[2:])
        if option in ("-a", "--argument-names", "-V", "--inherit-variable") and NAME.fullmatch(text):
            yield text, ""


def _polarity(words: list[Word]) -> int:
    """Return 1 for a test that is true in an interactive shell, 0 for any other."""
    texts = [word.literal() for word in words]
    return int(texts in [["status", option] for option in ("is-interactive", "--is-interactive", "-i")])
