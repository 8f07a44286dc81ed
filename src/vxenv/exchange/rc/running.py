"""How commands are gone through, whatever they do: in their order, with the functions that they define and call."""

from abc import ABC, abstractmethod
from collections.abc import Iterable

from vxenv.exchange.rc.certainty import CERTAIN, DEEPEST, MAYBE_LEVEL, NEVER_LEVEL, STEPS, Under, inside, worst
from vxenv.exchange.rc.words import Event
from vxenv.exchange.reading import Passed
from vxenv.paths import shown

_OF_THE_SYSTEM = ("/etc/", "/usr/", "/opt/", "/dev/")  # they hold nothing of the user's


class Runner(ABC):
    """Goes through commands; those who know what they do say it."""

    def __init__(self, home: str) -> None:
        """Start with nothing; `home` is what ``~`` stands for."""
        self.home = home
        self.functions: dict[str, tuple[tuple[Event, ...], Under]] = {}
        self.touched: set[str] = set()
        self.files: list[Passed] = []
        self.rest = CERTAIN  # what all that follows stands under
        self.spent = self._steps = self._depth = 0

    @abstractmethod
    def command(self, event: Event, under: Under) -> Under:
        """Do what a simple command does; return what the commands after it stand under because of it."""

    @abstractmethod
    def changes(self, event: Event, under: Under) -> None:
        """Note what else changes variables."""

    @abstractmethod
    def within(self, body: tuple[Event, ...], line: int, under: Under) -> None:
        """Run the body of a function that is called on `line`, in variables of its own."""

    def run(self, events: Iterable[Event], under: Under) -> None:
        """Do what the commands do that stand under `under`."""
        rest = CERTAIN
        for event in events:
            found = worst(event.under, under, rest, self.rest)
            self._steps += self._depth > 0
            if event.body is not None:
                self._define(event, event.body, found)
            self.changes(event, found)
            if event.words:
                rest = worst(rest, self.command(event, found))

    def _define(self, event: Event, body: tuple[Event, ...], under: Under) -> None:
        self._note(event)
        old = self.functions.get(event.name)
        if under.level == MAYBE_LEVEL and old:
            # One or the other: a call of it does one of both.
            self.functions[event.name] = (old[0] + body, Under(MAYBE_LEVEL, "in a function with several bodies"))
        elif under.level < NEVER_LEVEL:
            self.functions[event.name] = (body, CERTAIN)

    def _note(self, event: Event) -> None:
        """Note what a function, and those in it, would export."""
        waiting = [event]
        while waiting:
            event = waiting.pop()
            for inner in event.body or ():
                if inner.body is not None:
                    waiting.append(inner)
                elif inner.words:
                    self.command(inner, worst(inside(event.name), inner.under))

    def call(self, name: str, line: int, under: Under) -> None:
        """Do what a function does."""
        if self._depth >= DEEPEST or self._steps > STEPS:
            self.follows(line, f"which calls {name} and so on")
            return
        body, defined = self.functions[name]
        self._depth += 1
        self.within(body, line, worst(under, defined))
        self._depth -= 1

    def follows(self, line: int, what: str) -> None:
        """Note that all that follows depends on what `line` does."""
        self.rest = worst(self.rest, Under(MAYBE_LEVEL, f"after line {line}, {what}"))

    def reads(self, path: str, line: int) -> None:
        """Say that another file is read."""
        if path and not path.startswith(_OF_THE_SYSTEM):
            self.files.append(Passed("", line, f"reads another file: {shown(path)}"))
