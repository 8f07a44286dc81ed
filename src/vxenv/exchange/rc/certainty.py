"""Certainty that a statement runs, with the reason why it may not."""

from typing import Final, NamedTuple

ALWAYS, MAYBE, NEVER = 0, 1, 2  # levels of certainty, the most certain first


class Certainty(NamedTuple):
    """Certainty that a statement runs in the shell itself."""

    level: int = ALWAYS  # ALWAYS, MAYBE or NEVER
    why: str = ""  # the reason if it is not ALWAYS, to be shown after a variable

    def combine(self, *others: "Certainty") -> "Certainty":
        """Return the least certain of this and `others`, the first of equals."""
        return max(self, *others, key=lambda certainty: certainty.level)


class Place(NamedTuple):
    """Line of a statement, with its certainty."""

    line: int  # the line, from 1
    certainty: Certainty  # the certainty that the statement runs, with everything around it considered

    @property
    def can_run(self) -> bool:
        """True if the statement may run."""
        return self.certainty.level < NEVER


CERTAIN: Final = Certainty()
CONDITION: Final = Certainty(MAYBE, "set conditionally")
LOOP: Final = Certainty(MAYBE, "set in a loop")
PIPELINE: Final = Certainty(MAYBE, "set in a pipeline")
REDIRECTED: Final = Certainty(MAYBE, "set only if a redirection succeeds")
SUBSHELL: Final = Certainty(NEVER, "set in a subshell")
BACKGROUND: Final = Certainty(NEVER, "set in the background")
NOT_INTERACTIVE: Final = Certainty(NEVER, "set only in non-interactive shells")


def follow_return(certainty: Certainty, line: int) -> Certainty:
    """Return the certainty of the statements after a return on `line` that runs with `certainty`."""
    if certainty.level == ALWAYS:
        return Certainty(NEVER, f"set after the return on line {line}")
    return Certainty(MAYBE, f"set only if line {line} does not return")
