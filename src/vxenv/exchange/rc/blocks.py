"""Compound commands that are open, the commands in them, and what a command here stands under."""

from abc import ABC, abstractmethod
from itertools import accumulate

from vxenv.exchange.rc.certainty import (
    CERTAIN,
    CONDITION,
    MAYBE_LEVEL,
    NEVER_LEVEL,
    NOT_INTERACTIVE,
    NotUnderstoodError,
    Under,
    worst,
)
from vxenv.exchange.rc.text import Text
from vxenv.exchange.rc.words import Event


class Frame:
    """A compound command that is open: what it stands under, and how far its list of commands is."""

    def __init__(self, kind: str, line: int, under: Under) -> None:
        """Begin a compound command, named by its first word, which stands under `under`."""
        self.kind = kind
        self.line = line
        self.outer = under  # what the whole stands under
        self.under = under  # what the commands in it stand under, now
        self.function: str | None = None
        self.part = kind  # of an `if`: if, then, else; of a loop: head, do; of a case: pattern, body
        self.commands = 0  # since the last of these
        self.test = 0  # whether the first and only one is true (1) or false (-1) in an interactive shell
        self.first_test = 0  # that of an `if`
        self.interactive = False  # a case of $-
        self.start = self.pipe = 0
        self.state = "fresh"
        self.chain = self.piped = CERTAIN
        self.polarity = 0
        self.sure = self.negated = False

    def begin(self, at: int) -> None:
        """Begin an item of the list, after a semicolon or a line's end."""
        self.start = self.pipe = at
        self.state = "fresh"
        self.chain = self.piped = CERTAIN
        self.polarity = 0
        self.sure = self.negated = False


def branch(frame: Frame, name: str) -> None:
    """Begin a branch of an `if`; a test of whether the shell is interactive decides for one of them."""
    if name == "then":
        first = frame.under is not NOT_INTERACTIVE and not frame.first_test
        test = frame.test if first else 0
        if not frame.first_test:
            frame.first_test = test or 2  # there was one, and it tells nothing
        elif frame.first_test == 1:
            test = -1  # of an elif after it
        frame.under = worst(frame.outer, {1: CERTAIN, -1: NOT_INTERACTIVE}.get(test, CONDITION))
        frame.part = "then"
    elif name == "elif":
        frame.under = worst(frame.outer, NOT_INTERACTIVE if frame.first_test == 1 else CONDITION)
        frame.first_test = 1 if frame.first_test == 1 else 2
        frame.part = "if"
    else:
        frame.under = worst(frame.outer, {1: NOT_INTERACTIVE, -1: CERTAIN}.get(frame.first_test, CONDITION))
        frame.part = "else"


class Buffer:
    """The commands of a function, or of the file since the last of its lines that was whole."""

    def __init__(self) -> None:
        """Start with no commands."""
        self.events: list[Event] = []
        self.marks: list[tuple[int, int, Under]] = []

    def whole(self) -> tuple[Event, ...]:
        """Return the commands, each under what was only seen after them: a pipe, an ampersand."""
        found = self.events
        for level in (MAYBE_LEVEL, NEVER_LEVEL):
            steps = [0] * (len(found) + 1)
            reasons = [mark for mark in self.marks if mark[2].level == level]
            for start, end, _ in reasons:
                steps[start] += 1
                steps[end] -= 1
            if reasons:
                covered = accumulate(steps)
                found = [
                    event._replace(under=worst(event.under, reasons[0][2])) if depth else event
                    for event, depth in zip(found, covered, strict=False)
                ]
        return tuple(found)


class Blocks(Text, ABC):
    """A text, the compound commands that are open where it is read, and what was found in them."""

    def __init__(self, text: str) -> None:
        """Begin at the start of `text`."""
        super().__init__(text)
        self.events: list[Event] = []
        self.failure: NotUnderstoodError | None = None
        self.lost = ""  # the text that was not understood
        self._whole = 0  # where the last of the lines ends that were
        self._buffers = [Buffer()]
        self._frames = [Frame("", 1, CERTAIN)]

    @property
    def _frame(self) -> Frame:
        return self._frames[-1]

    @property
    def _buffer(self) -> Buffer:
        return self._buffers[-1]

    def _mark(self, start: int, under: Under) -> None:
        self._buffer.marks.append((start, len(self._buffer.events), under))

    def _under(self) -> Under:
        frame = self._frame
        return worst(frame.under, frame.chain, frame.piped)

    def _pop(self) -> None:
        """Take the last compound command as closed; what was the body of a function is its definition now."""
        frame = self._frames.pop()
        if frame.function is not None:
            body = self._buffers.pop().whole()
            self._buffer.events.append(Event(frame.line, self._under(), name=frame.function, body=body))

    def _done(self, *, sure: bool = False, polarity: int = 0) -> None:
        """Note that a command is complete."""
        frame = self._frame
        frame.commands += 1
        frame.state = "closed"
        frame.sure = sure and not frame.negated and not frame.piped.level
        alone = not frame.chain.level and not frame.piped.level
        frame.polarity = (-polarity if frame.negated else polarity) if alone else 0
        frame.test = frame.polarity if frame.commands == 1 else 0

    @abstractmethod
    def _read(self) -> None:
        """Fill `events` with what is in the text, as far as it is understood."""

    def parse(self) -> None:
        """Fill `events`, and `failure` if the text is understood only up to there."""
        try:
            self._read()
        except NotUnderstoodError as error:
            self.failure = error
            self.lost = self.text[self._whole :]
            lost = Under(NEVER_LEVEL, f"in text that is not understood: line {error.line}, {error}")
            self.events += [event._replace(under=lost) for buffer in self._buffers for event in buffer.whole()]
