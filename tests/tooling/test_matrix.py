"""Test the table of shells, made from results."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import Ran

TOOL = Path(__file__).parents[2] / "tools" / "matrix.py"
Cells = dict[str, dict[str, dict[str, Any]]]
Tool = Callable[..., Ran]


def cell(passed: int = 1, failed: int = 0, skipped: int = 0, *reasons: str) -> dict[str, Any]:
    """Return the tests' result for one scenario in one shell."""
    return {"passed": passed, "failed": failed, "skipped": skipped, "reasons": [*reasons]}


@pytest.fixture
def rows() -> Cells:
    """Return results."""
    return {
        "enter": {"bash": cell(), "tcsh": cell(1, 0, 0, "it has no functions"), "zsh": cell()},
        "leave": {"bash": cell(), "tcsh": cell(1, 0, 0, "it has no functions", "it is slow"), "zsh": cell(0, 0, 3)},
        "nothing": {},
    }


@pytest.fixture
def tool(tmp_path: Path) -> Tool:
    """Provide a function that runs a copy of the tool with the arguments and results."""
    copy = tmp_path / "project" / "tools" / "matrix.py"
    copy.parent.mkdir(parents=True)
    shutil.copy(TOOL, copy)
    (tmp_path / "project" / "docs" / "reference").mkdir(parents=True)

    def ran(rows: Cells, *words: str) -> Ran:
        results = tmp_path / "results.json"
        results.write_text(json.dumps({"version": 1, "rows": rows}), "utf-8")
        done = subprocess.run(
            [sys.executable, copy, *words, results], capture_output=True, text=True, encoding="utf-8", check=False
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return ran


def page(tmp_path: Path) -> str:
    """Return the written page."""
    return (tmp_path / "project" / "docs" / "reference" / "shells.md").read_text("utf-8")


def test_matrix_page(tool: Tool, rows: Cells, tmp_path: Path) -> None:
    """A cell is marked if all tests passed, has the numbers of its reasons if not, or shows that none ran."""
    assert (0, "", "") == tool(rows)
    assert [
        "| scenario | bash | tcsh | zsh |",
        "| --- | :-: | :-: | :-: |",
        "| enter | ✓ | 1 | ✓ |",
        "| leave | ✓ | 1, 2 | - |",
        "",
        "1. it has no functions",
        "2. it is slow",
    ] == page(tmp_path).splitlines()[-7:]
    assert (0, "", "") == tool(rows, "--check")


def test_failing_cell(tool: Tool, rows: Cells, tmp_path: Path) -> None:
    """A cell with a failed test is not marked, whatever else passed."""
    rows["enter"]["zsh"] = cell(99, 1)
    tool(rows)
    assert "| enter | ✓ | 1 | fails |" in page(tmp_path)


def test_differences(tool: Tool, rows: Cells) -> None:
    """A cell that differs from the page, a new one and a new reason are each reported."""
    assert 1 == tool(rows, "--check").code
    tool(rows)
    rows["enter"]["zsh"] = cell(0, 0, 0, "it is new")
    rows["leave"]["bash"] = cell(0, 0, 1)
    rows["nothing"] = {"bash": cell()}
    found = tool(rows, "--check")
    assert (1, "") == (found.code, found.stdout)
    assert [
        "zsh: enter: the page has ✓, the tests give it is new",
        "bash: leave: the page has ✓, the tests give -",
        "bash: nothing: the page has nothing, the tests give ✓",
        "docs/reference/shells.md is out of date; run: make matrix",
    ] == found.stderr.splitlines()


def test_missing_shell(tool: Tool, rows: Cells, tmp_path: Path) -> None:
    """A missing shell is not checked, and no page is written without it."""
    tool(rows)
    before = page(tmp_path)
    rows["enter"]["tcsh"] = rows["leave"]["tcsh"] = cell(0, 0, 5)
    assert (0, "", "") == tool(rows, "--check")
    assert (1, "", "not tested: tcsh; the page needs all shells\n") == tool(rows)
    assert before == page(tmp_path)


def test_cells_that_only_a_full_run_has(tool: Tool, rows: Cells) -> None:
    """A cell without tests in this run is not checked, while the others are."""
    tool(rows)
    del rows["enter"]["tcsh"]
    assert (0, "", "") == tool(rows, "--check")
    rows["leave"]["tcsh"] = cell()
    assert 1 == tool(rows, "--check").code
