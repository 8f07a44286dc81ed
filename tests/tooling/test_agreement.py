"""Test the page of agreement with real Claude Code versions, made from results."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from client.agreement import SUBJECTS, Count, add_report
from commandline import Ran

ROOT = Path(__file__).parents[2]
Tool = Callable[[dict[str, Any]], Ran]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Provide the output path of a copy of the tool, with two versions."""
    (tmp_path / "tools").mkdir()
    shutil.copy(ROOT / "tools" / "agreement.py", tmp_path / "tools")
    for version in ("2.1.99", "2.1.332"):
        (tmp_path / "tests" / "lock" / f"claude-{version}").mkdir(parents=True)
    (tmp_path / "docs" / "reference").mkdir(parents=True)
    return tmp_path / "docs" / "reference" / "agreement.md"


@pytest.fixture
def tool(page: Path, tmp_path: Path) -> Tool:
    """Provide a function that runs the copy with the given rows."""

    def run(rows: dict[str, Any]) -> Ran:
        (tmp_path / "results.json").write_text(json.dumps({"version": 1, "rows": rows}))
        words = [sys.executable, str(page.parents[2] / "tools" / "agreement.py"), str(tmp_path / "results.json")]
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


def count(cases: int, hits: int, *misses: str) -> dict[str, Any]:
    """Return the tests' result for one subject in one version."""
    return Count(cases, hits, misses)._asdict()


def test_agreement_page(tool: Tool, page: Path) -> None:
    """The page has a row per subject, a column per version, newest first, the totals below, and each miss by name."""
    rows = {
        "a": {"2.1.99": count(3, 3), "2.1.332": count(2, 1, "test_x[y]: it is odd")},
        "b": {"2.1.332": count(4, 4)},
        "c": {},
    }

    assert (0, "", "") == tool(rows)
    assert [
        "| prediction | 2.1.332 | 2.1.99 |",
        "| --- | --: | --: |",
        "| a | 1 of 2 | 3 of 3 |",
        "| b | 4 of 4 | - |",
        "| all | 5 of 6 | 3 of 3 |",
        "",
        "## Known misses",
        "",
        "- 2.1.332: `test_x[y]: it is odd`",
    ] == page.read_text().splitlines()[6:]


def test_no_misses(tool: Tool, page: Path) -> None:
    """A page without misses reports that."""
    assert 0 == tool({"a": {"2.1.99": count(1, 1), "2.1.332": count(1, 1)}}).code
    assert page.read_text().endswith("## Known misses\n\nNone.\n")


def test_a_missing_client(tool: Tool, page: Path) -> None:
    """If a locked version did not run, no page is written."""
    ran = tool({"a": {"2.1.99": count(1, 1)}})

    assert (1, False) == (ran.code, page.exists())
    assert "missing ['2.1.332'], unexpected []" in ran.stderr


@pytest.mark.parametrize(
    ("outcome", "when", "reason", "expected"),
    [
        ("passed", "call", None, Count(1, 1)),
        ("passed", "setup", None, Count()),
        ("failed", "call", None, Count(1, 0, ("x",))),
        ("failed", "setup", None, Count(1, 0, ("x",))),
        ("skipped", "call", "it is odd", Count(1, 0, ("x: it is odd",))),
        ("skipped", "setup", None, Count()),
    ],
)
def test_counting(outcome: Any, when: Any, reason: str | None, expected: Count) -> None:
    """A failure is a miss, an expected one has its reason, and a skipped test does not count."""
    report = pytest.TestReport("x", ("x", 1, "x"), {}, outcome, None, when)
    if reason is not None:
        report.wasxfail = reason

    assert expected == add_report(Count(), report, "x")


def test_every_file_counts() -> None:
    """Each test file that runs Claude Code is a row; those about the SDK run none."""
    files = {path.name for path in (ROOT / "tests" / "client").glob("test_*.py")}

    assert {"test_the_sdk.py"} == files - SUBJECTS.keys()
    assert set() == SUBJECTS.keys() - files
