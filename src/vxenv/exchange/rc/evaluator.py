"""Evaluator: go through the statements of a program in their order, and call the functions that they define.

No content of the file is run: commands are only compared with the names of those that set variables.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol

from vxenv.exchange.assignment import Skipped
from vxenv.exchange.rc.bindings import Bindings, UnknownError, Variable
from vxenv.exchange.rc.certainty import CERTAIN, MAYBE, NEVER, Certainty, Place, follow_return
from vxenv.exchange.rc.syntax import Statement, Word
from vxenv.paths import shorten_path

LONGEST: Final = 131_071  # what Linux allows one string of the environment, without its NUL
TOO_LONG: Final = "is too long for an environment"
_MOST: Final = 8 << 20  # for all values together: a short text can ask for a lot (A=$A$A)
_STEPS: Final = 100_000  # of functions that are called, which a short text can make many as well
_DEEPEST: Final = 8  # calls of functions within one another
_SYSTEM: Final = ("/etc/", "/usr/", "/opt/", "/dev/")  # directories whose files hold nothing of the user's


class Invocation(NamedTuple):
    """Simple command, once its shell has applied what it does to variables itself."""

    name: str  # "" where it depends on something
    place: Place  # its line and certainty
    ends: bool  # whether it ends the shell
    path: str  # the file that it reads, if it is known


class State:
    """Effects of a program, besides its variables."""

    def __init__(self) -> None:
        """Begin without effects."""
        self.functions: dict[str, tuple[tuple[Statement, ...], Certainty]] = {}
        self.touched: set[str] = set()  # the names of variables that were set
        self.skipped: list[Skipped] = []  # what concerns no variable: other files that are read
        self.rest = CERTAIN  # the certainty of everything that follows
        self._spent = 0  # the length of all values together

    def depend_on(self, line: int, what: str) -> None:
        """Make everything that follows depend on what `line` does."""
        self.rest = self.rest.combine(Certainty(MAYBE, f"after line {line}, {what}"))

    def spend(self, value: str) -> str:
        """Return a value if no limit is exceeded by it; raise UnknownError else."""
        self._spent += len(value)
        if len(value.encode("utf-8", "surrogateescape")) > LONGEST or self._spent > _MOST:
            raise UnknownError(TOO_LONG)
        return value


class Shell(Protocol):
    """Commands of a family of shells, and its variables."""

    @property
    def state(self) -> State:
        """Effects besides variables."""

    @property
    def variables(self) -> Bindings[Any]:
        """Global variables."""

    def list_variables(self) -> dict[str, Variable[str]]:
        """Return all variables as children get them."""

    def is_export(self, words: tuple[Word, ...]) -> bool:
        """Tell whether a command exports something."""

    def enter_function(self) -> None:
        """Begin a scope for the variables of a function."""

    def leave_function(self, line: int) -> None:
        """End the scope of a function that was called on `line`."""

    def change(self, statement: Statement, place: Place) -> None:
        """Apply the changes of a statement that is no command."""

    def execute(self, statement: Statement, place: Place) -> Invocation | None:
        """Apply a simple command to variables; return it if it may be a function or do something else."""


class Evaluator:
    """Evaluates statements for one shell."""

    def __init__(self, shell: Shell) -> None:
        """Begin with a shell that has run nothing."""
        self.shell = shell
        self.state = shell.state
        self._steps = 0  # statements of functions so far
        self._depth = 0  # calls that are going on

    def run(self, statements: Iterable[Statement], certainty: Certainty) -> None:
        """Evaluate statements that run with `certainty`, as far as they do not return."""
        rest = CERTAIN
        for statement in statements:
            place = Place(statement.line, statement.certainty.combine(certainty, rest, self.state.rest))
            self._steps += self._depth > 0
            if statement.body is not None:
                self._define(statement, statement.body, place)
            self.shell.change(statement, place)
            if statement.words:
                rest = rest.combine(self._execute(statement, place))

    def call(self, name: str, line: int, certainty: Certainty) -> None:
        """Evaluate the body of a function."""
        if self._depth >= _DEEPEST or self._steps > _STEPS:
            self.state.depend_on(line, f"which calls {name} and so on")
            return
        body, defined = self.state.functions[name]
        self._depth += 1
        self.shell.enter_function()
        self.run(body, certainty.combine(defined))
        self.shell.leave_function(line)
        self._depth -= 1

    def _execute(self, statement: Statement, place: Place) -> Certainty:
        """Evaluate a simple command; return the certainty of the commands after it in the same function."""
        shell, state = self.shell, self.state
        invocation = shell.execute(statement, place)
        if invocation is None or not invocation.place.can_run:
            return CERTAIN
        name, (line, certainty), ends, path = invocation
        if name in state.functions:
            self.call(name, line, certainty)
        elif name == "return":
            return follow_return(certainty, line)
        elif ends:
            state.rest = state.rest.combine(follow_return(certainty, line))
        elif path and not path.startswith(_SYSTEM):
            state.skipped.append(Skipped("", line, f"reads another file: {shorten_path(path)}"))
        return CERTAIN

    def _define(self, statement: Statement, body: tuple[Statement, ...], place: Place) -> None:
        self._note(statement)
        old = self.state.functions.get(statement.name)
        if place.certainty.level == MAYBE and old:
            # One or the other: a call of it does one of both.
            several = Certainty(MAYBE, "in a function with several bodies")
            self.state.functions[statement.name] = (old[0] + body, several)
        elif place.can_run:
            self.state.functions[statement.name] = (body, CERTAIN)

    def _note(self, function: Statement) -> None:
        """Note what a function, and those in it, would export."""
        waiting = [function]
        while waiting:
            function = waiting.pop()
            why = f"inside the function {function.name}; to take it: --function {function.name}"
            for inner in function.body or ():
                if inner.body is not None:
                    waiting.append(inner)
                elif inner.words:
                    self._execute(inner, Place(inner.line, Certainty(NEVER, why)))
