"""Test the Makefile's test runs: each test is in exactly one, and all have the same start."""

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
RUNS = ("check", "thorough", "clients")
ASKING = "import signal; print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)"


def read_arguments(target: str) -> list[str]:
    """Return the arguments for pytest in the recipe of a target."""
    recipe = (ROOT / "Makefile").read_text().partition(f"\n{target}: ")[2].partition("\n\n")[0]
    (line,) = re.findall(r"\$\(PYTEST\) ([^;\n]+)", recipe)
    return [quoted or plain for quoted, plain in re.findall(r'"([^"]*)"|(\S+)', line)]


def collect(*arguments: str) -> list[str]:
    """Return the names of the tests that pytest selects with `arguments`."""
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.long
def test_each_test_is_in_one_run() -> None:
    """The runs together include every test exactly once."""
    taken = [test for target in RUNS for test in collect(*read_arguments(target))]

    assert sorted(collect()) == sorted(taken)


def test_a_child_can_be_interrupted() -> None:
    """A program started by a test has the default handling of Ctrl-C."""
    done = subprocess.run([sys.executable, "-c", ASKING], capture_output=True, text=True, check=True)

    assert "True\n" == done.stdout


@pytest.mark.long
@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_child_can_be_interrupted_where_the_caller_ignores_that(workers: str) -> None:
    """The handling is the same if the caller ignores Ctrl-C, as in a background job, in a worker too."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers]
        one = f"{__file__}::{test_a_child_can_be_interrupted.__name__}"
        done = subprocess.run([*words, one], cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        signal.signal(signal.SIGINT, before)

    assert (0, True) == (done.returncode, "1 passed" in done.stdout), done.stdout
