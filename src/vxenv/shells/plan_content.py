"""The content of a plan, before it is rendered for a shell."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from vxenv.env_diff import EnvDiff

# Separates the contents of several files in one text. TOML cannot contain this character.
SEPARATOR: Final = "\x1e"


class LineInputs(NamedTuple):
    """Inputs of a plan's message, and policies: compared when a shell switches to the plan, not at each prompt."""

    # Contents of the files to read, by path.
    files: Mapping[str, str]
    # Paths of files that must exist.
    present: tuple[str, ...]
    # Paths of files that must not exist.
    absent: tuple[str, ...]
    # Required values of variables, by name.
    variables: Mapping[str, str]
    # Paths that must be symlinks.
    links: tuple[str, ...] = ()
    # Paths among `files` that must not be symlinks.
    regular: tuple[str, ...] = ()
    # Required values of the user's own variables, "" for unset ones, by name: those that undoing would leave.
    originals: Mapping[str, str] = MappingProxyType({})

    @property
    def digest(self) -> str:
        """A short digest of `originals`, "" if it is empty."""
        if not self.originals:
            return ""
        from _blake2 import blake2s  # noqa: PLC0415 - not needed for most plans

        text = "\0".join(f"{name}={value}" for name, value in self.originals.items())
        return blake2s(text.encode(errors="surrogateescape"), digest_size=8).hexdigest()


class Inputs(NamedTuple):
    """Inputs of a plan, which is valid while they are unchanged."""

    # Contents of the files to read, by path.
    files: Mapping[str, str]
    # Paths of files that must exist.
    present: tuple[str, ...]
    # Paths of files that must not exist.
    absent: tuple[str, ...]
    # Inputs of the message, and policies.
    line: LineInputs | None = None
    # Paths that must be symlinks.
    links: tuple[str, ...] = ()
    # Paths among `files` that must not be symlinks, checked before reading, since other people may have made them.
    regular: tuple[str, ...] = ()
    # Time at which the plan expires, in seconds since 1970; 0 for never.
    until: int = 0

    @property
    def deadline(self) -> str:
        """`until` as text, "" for never."""
        return str(self.until) if self.until else ""

    @property
    def stamp(self) -> str:
        """`deadline`, and a digest of the user's own values: differs between plans made from the same files."""
        return " ".join(filter(None, (self.deadline, self.line.digest if self.line else "")))


class Preview(NamedTuple):
    """The output of `vxenv use` for a plan, except the previous values, for hooks that switch without Python."""

    # The line of the stack; "" if config.toml suppresses output.
    headline: str
    # The values that the plan sets as they are shown, by name: secrets hidden, control characters escaped.
    values: Mapping[str, str]
    # Lines after the changes: conflicts with Claude Code's settings, and advice; or "".
    warnings: str
    # The user's settings file of Claude Code, which may be in the working directory; "" if it overrides the stack,
    # since the message then depends on the directory.
    user_settings: str
    # The file of the ``claude`` on PATH, with symlinks followed, on which advice depends; "" if there is none.
    client: str
    # Further inputs of the advice.
    inputs: LineInputs = LineInputs({}, (), (), {})


class PlanContent(NamedTuple):
    """A plan: changes to the environment, their inputs, and messages."""

    # The version of the hook, its directories and the key, which the hook compares.
    who: str
    # The inputs.
    inputs: Inputs
    # Operations that are recorded and undone later.
    delta: EnvDiff
    # Operations on vxenv's own variables, which are not recorded.
    active: EnvDiff
    # Texts by name: stack, line, note, ask.
    texts: Mapping[str, str]
    # The output of `vxenv use`; None if only Python may run it.
    preview: Preview | None = None

    @property
    def given(self) -> tuple[tuple[str, str], ...]:
        """The names and values that the plan sets."""
        return tuple((name, value) for name, value in self.delta if value is not None)

    @property
    def taken(self) -> tuple[str, ...]:
        """The names that the plan unsets."""
        return tuple(name for name, value in self.delta if value is None)

    @property
    def record(self) -> str:
        """The undo record if nothing was set before."""
        return "1" + "".join(f" {name}:us" for name, _ in self.given)
