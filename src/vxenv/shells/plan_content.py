"""What a plan says, before it is rendered for a shell."""

from collections.abc import Mapping
from typing import Final, NamedTuple

from vxenv.env_diff import EnvDiff

# No TOML may hold this character: it stands between the contents of several files in one text.
SEPARATOR: Final = "\x1e"


class LineInputs(NamedTuple):
    """What only a plan's line depends on: compared when a shell comes to the plan, not at each prompt."""

    # Paths of files that are read, with what they held.
    files: Mapping[str, str]
    # Paths of files that must exist.
    present: tuple[str, ...]
    # Paths at which no file may be.
    absent: tuple[str, ...]
    # Variables, with the value that each must have.
    variables: Mapping[str, str]
    # Paths that must be symlinks.
    links: tuple[str, ...] = ()
    # Those of `files` that must be no symlinks.
    regular: tuple[str, ...] = ()


class Inputs(NamedTuple):
    """What a plan depends on: it is valid while all of this is unchanged."""

    # Paths of files that are read, with what they held.
    files: Mapping[str, str]
    # Paths of files that must exist.
    present: tuple[str, ...]
    # Paths at which no file may be.
    absent: tuple[str, ...]
    # What only the plan's line depends on.
    line: LineInputs | None = None
    # Paths that must be symlinks.
    links: tuple[str, ...] = ()
    # Those of `files` that must be no symlinks, since a stranger may have put them there: tested before they are read.
    regular: tuple[str, ...] = ()
    # When the plan expires, in seconds since 1970; 0 for never.
    until: int = 0

    @property
    def deadline(self) -> str:
        """`until` as text, "" for never."""
        return str(self.until) if self.until else ""


class PlanContent(NamedTuple):
    """A plan: an environment's changes, what they depend on, and what to print."""

    # The version of the hook, its directories and its key, which the hook compares.
    who: str
    # What the plan depends on.
    inputs: Inputs
    # What to set and unset, to be undone later.
    delta: EnvDiff
    # vxenv's own variables, which need no undoing.
    active: EnvDiff
    # Texts by name: the stack, its line, a note, and the question in a pinned shell.
    texts: Mapping[str, str]

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """The variables that the plan sets, with their values."""
        return tuple((name, value) for name, value in self.delta if value is not None)

    @property
    def taken(self) -> tuple[str, ...]:
        """The names of the variables that the plan unsets."""
        return tuple(name for name, value in self.delta if value is None)

    @property
    def record(self) -> str:
        """The undo record where nothing that the plan sets was set before."""
        return "1" + "".join(f" {name}:us" for name, _ in self.given)
