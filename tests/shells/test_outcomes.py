"""Test the collection of results for the table of shells."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from shells.conftest import QUICK, QUICK_EVERYWHERE
from shells.drivers import BASHES, FISH, ZSH
from shells.outcomes import ELSEWHERE, SCENARIOS, Cell, Outcomes, counted, shells_of
from vxenv.shells import EXPORTED


def report(outcome: str, when: str = "call", **more: Any) -> Any:
    """Return a report with the attributes that the plugin reads."""
    words = {"failed": outcome == "failed", "skipped": outcome == "skipped", "when": when, "user_properties": []}
    return SimpleNamespace(**words, **more)


def test_each_file_of_tests_has_a_scenario() -> None:
    """Every test file counts for a scenario, or is listed as having none."""
    here = {name for name in os.listdir(Path(__file__).parent) if name.startswith("test_")}
    assert here == {file for files in SCENARIOS.values() for file in files} | ELSEWHERE


def test_what_a_report_counts_for() -> None:
    """A passing test counts once, a failure counts in any phase, and a known limit counts by its reason."""
    cell = Cell()
    for one in (
        report("passed", "setup"),
        report("passed"),
        report("passed", "teardown"),
        report("failed", "setup"),
        report("skipped", "setup"),
        report("skipped", wasxfail="it has no such thing"),
        report("skipped", wasxfail="it has no such thing"),
    ):
        cell = counted(cell, one)
    assert Cell(1, 1, 1, ("it has no such thing",)) == cell


def test_which_shells_a_test_is_about() -> None:
    """A shell among the parameters counts, also in a pair; a name counts only if the test starts it."""
    company = SimpleNamespace(kind="fish")
    assert ["bash", "fish", "tcsh", "zsh"] == shells_of({"a": (BASHES[0], FISH), "b": ZSH, "kind": "tcsh"})
    assert ["fish"] == shells_of({"one": company, "other": 3})
    assert [] == shells_of({"form": "pwsh", "value": "bash", "nothing": None, "none": ()})


def test_what_is_written(tmp_path: Path) -> None:
    """The file has a row for each scenario, in order, with the tested shells."""
    scenario = next(iter(SCENARIOS))
    one = report("passed")
    one.user_properties = [("cells", [scenario, ["zsh", "bash"]]), ("other", 1)]
    plugin = Outcomes(str(tmp_path / "file"))
    plugin.pytest_runtest_logreport(one)
    plugin.pytest_sessionfinish()
    rows = json.loads((tmp_path / "file").read_text("utf-8"))["rows"]
    assert [*SCENARIOS] == [*rows]
    assert ["bash", "zsh"] == [*rows[scenario]]
    assert Cell(1)._asdict() | {"reasons": []} == rows[scenario]["bash"]
    assert {} == rows[[*SCENARIOS][1]]
    assert "bash" in EXPORTED


def test_a_scenario_belongs_to_one_run() -> None:
    """The files of a scenario are all quick or all long; one run covers a whole cell."""
    divided = {scenario: {file in QUICK for file in files} for scenario, files in SCENARIOS.items()}

    assert [] == [scenario for scenario, runs in divided.items() if len(runs) > 1]
    assert set() == QUICK_EVERYWHERE - ELSEWHERE
