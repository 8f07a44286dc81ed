"""Running a child to its end, and making figures of what it took."""

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
_PATIENCE = 60  # seconds after which a child is not coming back


class BenchmarkError(Exception):
    """What was to be measured did not do its work."""


class Round(NamedTuple):
    """What one piece of work took in one round, in microseconds: the middle of its batches, and the least."""

    median: float
    minimum: float


class Figure(NamedTuple):
    """What one piece of work took: each round, and the rounds of what is to be taken off.

    The middle of the one less the middle of the other, and the least less the least: the least of the differences
    would be a round in which only what is taken off was disturbed.
    """

    rounds: tuple[Round, ...]
    base: tuple[Round, ...] = (Round(0, 0),)

    @property
    def median(self) -> float:
        """The middle one: what is usual while other work goes on."""
        return _median(self.rounds) - _median(self.base)

    @property
    def minimum(self) -> float:
        """The least: what it takes when nothing is in the way."""
        return _minimum(self.rounds) - _minimum(self.base)


def _median(rounds: Iterable[Round]) -> float:
    return statistics.median(each.median for each in rounds)


def _minimum(rounds: Iterable[Round]) -> float:
    return min(each.minimum for each in rounds)


def rounds_of(values: Iterable[float]) -> tuple[Round, ...]:
    """Return `values`, one a round, as rounds of one batch."""
    return tuple(Round(value, value) for value in values)


def batches(values: Sequence[float]) -> Round:
    """Return the round whose batches took `values`."""
    return Round(statistics.median(values), min(values))


class Finished(NamedTuple):
    """A child that is done: what it printed, and how long it ran, in microseconds."""

    output: str
    took: float


def run(
    command: Sequence[str],
    environment: Mapping[str, str],
    directory: str,
    *,
    errors: str = "",
    codes: Container[int] = (0,),
) -> Finished:
    """Run `command` to its end, with one of the exit `codes`; what it says on stderr goes to the file `errors`.

    It has no terminal and a session of its own, so that all it started can be ended with it.
    """
    with open(errors or os.devnull, "ab") as stderr:
        start = time.perf_counter()
        child = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env=environment,
            cwd=directory,
            start_new_session=True,
        )
        try:
            output, _ = child.communicate(timeout=_PATIENCE)
        except BaseException:
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
            raise
        took = (time.perf_counter() - start) * 1e6
    if child.returncode not in codes:
        raise BenchmarkError(f"exit code {child.returncode} from: {' '.join(command)}")
    return Finished(output.decode(), took)


class Printed(NamedTuple):
    """What a script of loops printed: microseconds a turn by name, and words by name."""

    took: dict[str, list[float]]
    words: dict[str, set[str]]


def parse(output: str) -> Printed:
    """Read `NAME MICROSECONDS TURNS` and `NAME WORDS` lines."""
    printed = Printed({}, {})
    for line in output.splitlines():
        name, _, rest = line.partition(" ")
        try:
            took, turns = rest.split(" ")
            printed.took.setdefault(name, []).append(float(took) / int(turns))
        except ValueError:
            printed.words.setdefault(name, set()).add(rest)
    return printed


def rotated(items: Sequence[T], turn: int) -> list[T]:
    """Return `items` in the order of round `turn`: each comes first in turn, so that none profits from its place."""
    cut = turn % len(items) if items else 0
    return [*items[cut:], *items[:cut]]
