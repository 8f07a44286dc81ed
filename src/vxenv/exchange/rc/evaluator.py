"""Evaluator: apply the statements of a program in order, including those of called functions.

Nothing in the file is run: command names are only compared with those that set variables.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol

from vxenv.exchange.assignment import Skipped
from vxenv.exchange.rc.bindings import Bindings, UnknownError, Variable
from vxenv.exchange.rc.certainty import CERTAIN, MAYBE, NEVER, Certainty, Place, follow_return
from vxenv.exchange.rc.syntax import Statement, Word
from vxenv.paths import shorten_path

LONGEST: Final = 131_071  # Linux's limit for a string of the environment, without its NUL
TOO_LONG: Final = "is too long for an environment variable"
_MOST: Final = 8 << 20  # total length of all values: a short text can double one many times (A=$A$A)
_STEPS: Final = 100_000  # total statements of called functions, which can multiply as well
_DEEPEST: Final = 8  # nested calls of functions
_SYSTEM: Final = ("/etc/", "/usr/", "/opt/", "/dev/")  # directories without files of the user


class Invocation(NamedTuple):
    """Simple command after its own effects on variables were applied."""

    name: str  # the command, "" if unknown
    place: Place  # its line and certainty
    ends: bool  # whether it ends the shell
    path: str  # the file that it sources, "" for none or an unknown one


class State:
    """Effects of a program other than on variables."""

    def __init__(self) -> None:
        """Begin without effects."""
        self.functions: dict[str, tuple[tuple[Statement, ...], Certainty]] = {}  # body and certainty by name
        self.touched: set[str] = set()  # names of variables that were set
        self.skipped: list[Skipped] = []  # reasons that concern no variable: other files that are read
        self.rest = CERTAIN  # certainty of everything that follows
        self._spent = 0  # total length of all values

    def depend_on(self, line: int, what: str) -> None:
        """Make everything that follows uncertain because of `line`; `what` is a clause about it."""
        self.rest = self.rest.combine(Certainty(MAYBE, f"set after line {line}, which {what}"))

    def spend(self, value: str) -> str:
        """Return `value`, or raise UnknownError if it exceeds a limit."""
        self._spent += len(value)
        if len(value.encode("utf-8", "surrogateescape")) > LONGEST or self._spent > _MOST:
            raise UnknownError(TOO_LONG)
        return value


class Shell(Protocol):
    """Commands and variables of a family of shells."""

    @property
    def state(self) -> State:
        """Effects other than on variables."""

    @property
    def variables(self) -> Bindings[Any]:
        """Global variables."""

    def list_variables(self) -> dict[str, Variable[str]]:
        """Return all variables as child processes receive them."""

    def is_export(self, words: tuple[Word, ...]) -> bool:
        """Tell whether a command exports a variable."""

    def enter_function(self) -> None:
        """Begin a scope for the variables of a function."""

    def leave_function(self, line: int) -> None:
        """End the scope of a function that was called on `line`."""

    def change(self, statement: Statement, place: Place) -> None:
        """Apply the changes of a statement that is not a command."""

    def execute(self, statement: Statement, place: Place) -> Invocation | None:
        """Apply a simple command to variables; return it if it may be a function or have other effects."""


class Evaluator:
    """Evaluator of statements for one shell."""

    def __init__(self, shell: Shell) -> None:
        """Begin with a new shell."""
        self.shell = shell
        self.state = shell.state
        self._steps = 0  # evaluated statements of functions
        self._depth = 0  # current calls

    def run(self, statements: Iterable[Statement], certainty: Certainty) -> None:
        """Evaluate statements that run with `certainty`, up to a return."""
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
            self.state.depend_on(line, f"calls {name} too deeply or too often")
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
            # A call runs one of the two bodies.
            several = Certainty(MAYBE, "set in a function that is defined more than once")
            self.state.functions[statement.name] = (old[0] + body, several)
        elif place.can_run:
            self.state.functions[statement.name] = (body, CERTAIN)

    def _note(self, function: Statement) -> None:
        """Record the exports of a function and of the functions in it."""
        waiting = [function]
        while waiting:
            function = waiting.pop()
            why = f'set in function "{function.name}"; use --function {function.name} to import it'
            for inner in function.body or ():
                if inner.body is not None:
                    waiting.append(inner)
                elif inner.words:
                    self._execute(inner, Place(inner.line, Certainty(NEVER, why)))
