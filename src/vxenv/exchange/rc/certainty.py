"""Whether a command runs for certain, and why not; and why a value is not known: in words for people."""

from typing import Final, Generic, NamedTuple, TypeVar

Value = TypeVar("Value")

LONGEST: Final = 131_071  # what Linux allows one string of the environment, without its NUL
MOST: Final = 8 << 20  # for all values together: a short text can ask for a lot (A=$A$A)
STEPS: Final = 100_000  # of functions that are called, which a short text can make many as well
DEEPEST: Final = 8  # calls of functions within one another
CERTAIN_LEVEL, MAYBE_LEVEL, NEVER_LEVEL = 0, 1, 2
NO, PERHAPS, YES = 0, 1, 2


class Under(NamedTuple):
    """Whether a command runs, in the shell itself: for certain, maybe or never; and why not."""

    level: int = CERTAIN_LEVEL
    why: str = ""


CERTAIN: Final = Under()
CONDITION: Final = Under(MAYBE_LEVEL, "only under a condition")
LOOP: Final = Under(MAYBE_LEVEL, "only in a loop")
PIPELINE: Final = Under(MAYBE_LEVEL, "only in a pipeline")
REDIRECTED: Final = Under(MAYBE_LEVEL, "only if a redirection works")
SUBSHELL: Final = Under(NEVER_LEVEL, "only in a subshell")
BACKGROUND: Final = Under(NEVER_LEVEL, "only in the background")
NOT_INTERACTIVE: Final = Under(NEVER_LEVEL, "only in a shell that is not interactive")

RUNS: Final = "runs a command"
STANDS_FOR: Final = "depends on the home directory"
DIFFERS: Final = "means different things to different shells"
ARITHMETIC: Final = "is the result of arithmetic"
TOO_LONG: Final = "is too long for an environment"
ELSEWHERE: Final = "exported here, but set elsewhere"
NOT_EXPORTED: Final = "set but not exported"


def worst(*given: Under) -> Under:
    """Return the least certain, of equals the first."""
    return max(given, key=lambda under: under.level)


def inside(function: str) -> Under:
    """Return what the body of a function stands under, as long as nobody calls it."""
    return Under(NEVER_LEVEL, f"inside the function {function}; to take it: --function {function}")


def after_return(under: Under, line: int) -> Under:
    """Return what follows a return on `line` that itself stands under something."""
    if under.level == CERTAIN_LEVEL:
        return Under(NEVER_LEVEL, f"line {line} returns before it")
    return Under(MAYBE_LEVEL, f"only if line {line} does not return before it")


class Variable(NamedTuple, Generic[Value]):
    """What is known of a variable: a value, or None where it is unset; or `why` nothing is known."""

    value: Value | None
    why: str
    line: int
    exported: int  # NO, PERHAPS or YES
    noted: bool = False  # only heard of: nothing has set it


class NotUnderstoodError(Exception):
    """The text cannot be read from `line` on."""

    def __init__(self, why: str, line: int) -> None:
        """Take the reason, in words for people, and the line."""
        super().__init__(why)
        self.why = why
        self.line = line


class UnknownError(Exception):
    """A value cannot be known, for the reason given."""
