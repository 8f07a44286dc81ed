"""The runs of tests that the Makefile has: each test is in one of them, and all begin alike."""

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
    """Return the names of the tests that pytest takes with `arguments`."""
    words = [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.long
def test_each_test_is_in_one_run() -> None:
    """What the runs take is all there is, and no test is taken twice."""
    taken = [test for target in RUNS for test in collect(*read_arguments(target))]

    assert sorted(collect()) == sorted(taken)


def test_a_child_can_be_interrupted() -> None:
    """A program that a test starts has the signal of Ctrl-C as it is by default."""
    done = subprocess.run([sys.executable, "-c", ASKING], capture_output=True, text=True, check=True)

    assert "True\n" == done.stdout


@pytest.mark.long
@pytest.mark.parametrize("workers", ["0", "1"])
def test_a_child_can_be_interrupted_where_the_caller_ignores_that(workers: str) -> None:
    """So it is where Ctrl-C is ignored around the tests, as in the background of a script, in a worker too."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-n", workers]
        one = f"{__file__}::{test_a_child_can_be_interrupted.__name__}"
        done = subprocess.run([*words, one], cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        signal.signal(signal.SIGINT, before)

    assert (0, True) == (done.returncode, "1 passed" in done.stdout), done.stdout
