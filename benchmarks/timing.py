"""Run child processes to their end, and compute figures from their times."""

import os
import signal
import statistics
import subprocess
import time
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

T = TypeVar("T")
_PATIENCE = 60  # seconds until a child is considered hung


class BenchmarkError(Exception):
    """The measured work was not done."""


class Round(NamedTuple):
    """The time of one piece of work in one round, in microseconds: the median of its batches, and the minimum."""

    median: float
    minimum: float


class Figure(NamedTuple):
    """The time of one piece of work: each round, and the rounds of its baseline.

    Median minus median, and minimum minus minimum: the minimum of the differences would be a round in which only
    the baseline was disturbed.
    """

    rounds: tuple[Round, ...]
    base: tuple[Round, ...] = (Round(0, 0),)

    @property
    def median(self) -> float:
        """The median difference: the usual time while other work goes on."""
        return _median(self.rounds) - _median(self.base)

    @property
    def quartiles(self) -> tuple[float, float]:
        """The lower and the upper quartile of the rounds, minus the median of the baseline."""
        rounds = sorted(each.median for each in self.rounds)
        low, _, high = statistics.quantiles(rounds, method="inclusive") if len(rounds) > 1 else rounds * 3
        return low - _median(self.base), high - _median(self.base)

    @property
    def minimum(self) -> float:
        """The minimum difference: the time without disturbance."""
        return _minimum(self.rounds) - _minimum(self.base)


def _median(rounds: Iterable[Round]) -> float:
    return statistics.median(each.median for each in rounds)


def _minimum(rounds: Iterable[Round]) -> float:
    return min(each.minimum for each in rounds)


def rounds_of(values: Iterable[float]) -> tuple[Round, ...]:
    """Return `values`, one per round, as rounds of one batch."""
    return tuple(Round(value, value) for value in values)


def batches(values: Sequence[float]) -> Round:
    """Return the round with batches of `values`."""
    return Round(statistics.median(values), min(values))


class Finished(NamedTuple):
    """A finished child: its output and its running time in microseconds."""

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
    """Run `command` to its end, with one of the exit `codes`; its stderr goes to the file `errors`.

    It has no terminal and a separate session, which allows ending all its children.
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
    """The output of a script of loops: microseconds per turn by name, and words by name."""

    took: dict[str, list[float]]
    words: dict[str, set[str]]


def parse(output: str) -> Printed:
    """Parse `NAME MICROSECONDS TURNS` and `NAME WORDS` lines."""
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
    """Return `items` rotated by `turn`: each is first in turn, and none benefits from its position."""
    cut = turn % len(items) if items else 0
    return [*items[cut:], *items[:cut]]
