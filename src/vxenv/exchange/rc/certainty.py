"""Certainty that a statement runs, with the reason why it may not, in words for people."""

from typing import Final, NamedTuple

ALWAYS, MAYBE, NEVER = 0, 1, 2  # levels of certainty, where lower is more certain


class Certainty(NamedTuple):
    """Certainty that a statement runs in the shell itself."""

    level: int = ALWAYS  # ALWAYS, MAYBE or NEVER
    why: str = ""  # the reason if it is not ALWAYS

    def combine(self, *others: "Certainty") -> "Certainty":
        """Return the least certain of this and others, of equals the first."""
        return max(self, *others, key=lambda certainty: certainty.level)


class Place(NamedTuple):
    """Line of a statement and the certainty with which it runs."""

    line: int  # from 1
    certainty: Certainty  # of the statement once everything around it is known

    @property
    def can_run(self) -> bool:
        """Whether the statement runs at least sometimes."""
        return self.certainty.level < NEVER


CERTAIN: Final = Certainty()
CONDITION: Final = Certainty(MAYBE, "only under a condition")
LOOP: Final = Certainty(MAYBE, "only in a loop")
PIPELINE: Final = Certainty(MAYBE, "only in a pipeline")
REDIRECTED: Final = Certainty(MAYBE, "only if a redirection works")
SUBSHELL: Final = Certainty(NEVER, "only in a subshell")
BACKGROUND: Final = Certainty(NEVER, "only in the background")
NOT_INTERACTIVE: Final = Certainty(NEVER, "only in a shell that is not interactive")


def follow_return(certainty: Certainty, line: int) -> Certainty:
    """Return the certainty of what follows a return on `line` that runs with `certainty`."""
    if certainty.level == ALWAYS:
        return Certainty(NEVER, f"line {line} returns before it")
    return Certainty(MAYBE, f"only if line {line} does not return before it")
