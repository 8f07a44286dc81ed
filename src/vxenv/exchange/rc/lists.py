"""Lists of commands: the operators between them, and the compound commands that they are in."""

from vxenv.exchange.rc.blocks import Buffer, Frame
from vxenv.exchange.rc.certainty import (
    BACKGROUND,
    CERTAIN,
    CERTAIN_LEVEL,
    CONDITION,
    NOT_INTERACTIVE,
    PIPELINE,
    SUBSHELL,
    Under,
    worst,
)
from vxenv.exchange.rc.scanner import Scanner
from vxenv.exchange.rc.skipping import IN_ARITHMETIC
from vxenv.exchange.rc.words import Event, changed

LOOPS = frozenset(("while", "until", "for", "select"))


class Lists(Scanner):
    """Knows what is open, and what a command here stands under."""

    def __init__(self, text: str, *, zsh: bool) -> None:
        """Begin at the start of `text`."""
        super().__init__(text, zsh=zsh)
        self._pending: str | None = None  # the function whose body comes next

    def _operator(self, sign: str) -> None:  # noqa: C901 - the operators
        if sign == "(":
            self._parenthesis()
            return
        self.position += len(sign)
        frame = self._frame
        if sign == "\n":
            self._newline()
        elif self._pending is not None:
            raise self.fail("a function without a body")
        elif sign == ")":
            self._close("(")
        elif sign in (";;", ";&", ";;&", ";|"):
            if frame.kind != "case" or frame.state == "need":
                raise self.fail(f"{sign} outside of case")
            frame.interactive = frame.interactive and sign == ";;"
            frame.begin(len(self._buffer.events))
            frame.part = "pattern"
        elif frame.state in ("fresh", "need"):
            if sign != ";" or frame.state == "need" or not self.zsh:
                raise self.fail(f"{sign} without a command before it")
        elif sign == ";":
            frame.begin(len(self._buffer.events))
        elif sign == "&":
            self._mark(frame.start, BACKGROUND)
            frame.begin(len(self._buffer.events))
        else:
            self._connect(frame, sign)

    def _connect(self, frame: Frame, sign: str) -> None:
        """Go over a ``|``, ``&&`` or ``||``."""
        if sign in ("|", "|&"):
            self._mark(frame.pipe, PIPELINE)
            frame.piped = PIPELINE
        else:
            frame.piped = CERTAIN
            if frame.polarity:  # a test of whether the shell is interactive, which the user's is
                frame.chain = CERTAIN if (frame.polarity > 0) == (sign == "&&") else NOT_INTERACTIVE
            elif sign == "||" or (not frame.sure and frame.chain.level == CERTAIN_LEVEL):
                frame.chain = CONDITION
            frame.commands += 1  # so that it is no test of its own
        frame.pipe = len(self._buffer.events)
        frame.state = "need"
        frame.polarity = 0
        frame.negated = False

    def _newline(self) -> None:
        for document in self.documents:
            self.position = self.after_document(self.position, *document)
        self.documents = []
        frame = self._frame
        if frame.state != "need" and self._pending is None:
            frame.begin(len(self._buffer.events))
            if len(self._frames) == 1:
                self.events += self._buffer.whole()
                self._buffers = [Buffer()]
                self._whole = self.position
                frame.begin(0)

    def _open(self, kind: str, line: int, under: Under) -> Frame:
        """Open a compound command; `under` is what its own kind puts its commands under."""
        self._check()
        name, self._pending = self._pending, None
        outer = self._under()
        if name is not None:
            self._buffers.append(Buffer())
            outer = CERTAIN
        frame = Frame(kind, line, outer)
        frame.under = worst(outer, under)
        frame.function = name
        frame.begin(len(self._buffer.events))
        self._frames.append(frame)
        return frame

    def _check(self) -> None:
        """Raise if no command can begin here."""
        if self._frame.state not in ("fresh", "need"):
            raise self.fail("a command where none can be")
        if self._frame.kind in LOOPS and self._frame.part == "head" and self._frame.kind in ("for", "select"):
            raise self.fail("a loop of a kind that is not understood")

    def _close(self, kind: str) -> None:
        """Close a compound command."""
        frame = self._frame
        if frame.kind != kind or frame.state == "need" or len(self._frames) == 1 or self._pending is not None:
            raise self.fail("something is closed that is not open")
        if not frame.commands and kind != "case" and not self.zsh:
            raise self.fail("no command where one must be")
        self._pop()
        self._done()

    def _parenthesis(self) -> None:
        """Read a ``(`` where a command may begin."""
        start = self.position
        if self.text.startswith("((", start):
            self._check()
            self.position = self.skip(start + 2, IN_ARITHMETIC, start)
            self._emit(Event(self.line(start), self._under(), sets=changed(self.text[start : self.position])))
            return
        self._open("(", self.line(), SUBSHELL)
        self.position += 1

    def _emit(self, event: Event, *, sure: bool = False, polarity: int = 0) -> None:
        """Note a command without commands in it."""
        if self._pending is not None:
            raise self.fail("a function whose body is not in braces")
        self._buffer.events.append(event)
        self._done(sure=sure, polarity=polarity)
