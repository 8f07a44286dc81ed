"""Test the picture, the page and README's figures of performance, which are made from measurements."""

import copy
import json
import re
import xml.etree.ElementTree as ET
from typing import Any

import pytest

import performance
from chart import Panel, choose_scale, draw_chart, format_time
from performance import PAGE, PICTURE, README, RESULTS, divide, draw_picture, write_figures, write_page

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(name="results")
def read_results() -> dict[str, Any]:
    """Provide the committed results."""
    results: dict[str, Any] = json.loads(RESULTS.read_text("utf-8"))
    return results


def test_the_picture_is_what_was_measured(results: dict[str, Any]) -> None:
    """The committed picture is that of the committed results."""
    assert PICTURE.read_text("utf-8") == draw_picture(results)


def test_the_page_is_what_was_measured(results: dict[str, Any]) -> None:
    """The committed page is that of the committed results."""
    assert PAGE.read_text("utf-8") == write_page(results)


def test_the_figures_of_readme_are_what_was_measured(results: dict[str, Any]) -> None:
    """README has the figures of the committed results between its marks."""
    text = README.read_text("utf-8")
    written = text.partition("written by `make bench` -->\n")[2].partition("<!-- performance: end -->")[0]

    assert written == write_figures(results)


def test_results_do_not_name_the_machine(results: dict[str, Any]) -> None:
    """The committed results have no path and no name of a machine or user."""
    texts = re.findall(r'"[^"]*"', json.dumps(results))

    assert [] == [text for text in texts if re.search(r"(^|[^\w])/\w|\b(root|home|localhost)\b", text)]
    assert {"system", "architecture", "processor", "processors"} == results["machine"].keys()


def test_each_work_was_measured_beside_its_peers(results: dict[str, Any]) -> None:
    """Prompts, moves and new shells were measured with both peers in bash, zsh and fish, and growth in each case."""
    rows = {row["name"]: row for row in results["rows"]}

    for kind in performance.SHARED:
        for shell in ("bash", "zsh", "fish"):
            assert set(performance.PEERS) == rows[f"{kind}.{shell}"]["other"].keys()
    cases = {name.rpartition(".")[2] for name in rows if name.startswith("scale.")}
    assert {"profiles-1000", "profiles-10000", "directories-100000", "levels-60", "plans-500"} == cases


def test_a_missing_peer(results: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any, capsys: Any) -> None:
    """Without a peer nothing is written."""
    less = copy.deepcopy(results)
    del less["programs"]["mise"]
    (tmp_path / "results.json").write_text(json.dumps(less))
    monkeypatch.setattr(performance, "RESULTS", tmp_path / "results.json")
    monkeypatch.setattr(performance, "PICTURE", tmp_path / "performance.svg")
    monkeypatch.setattr(performance, "PAGE", tmp_path / "performance.md")

    assert 1 == performance.main()
    assert "the page needs all peers: missing mise\n" == capsys.readouterr().err
    assert (False, False) == (performance.PICTURE.exists(), performance.PAGE.exists())


def test_the_tool_writes_all_three(results: dict[str, Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    """The tool writes the picture and the page, and changes nothing in README but what is between its marks."""
    (tmp_path / "README.md").write_text(
        "a\n<!-- performance: written by `make bench` -->\n<!-- performance: end -->\nb\n"
    )
    monkeypatch.setattr(performance, "PICTURE", tmp_path / "performance.svg")
    monkeypatch.setattr(performance, "PAGE", tmp_path / "performance.md")
    monkeypatch.setattr(performance, "README", tmp_path / "README.md")

    assert 0 == performance.main()
    first = (tmp_path / "README.md").read_text("utf-8")
    assert first == (
        f"a\n<!-- performance: written by `make bench` -->\n{write_figures(results)}<!-- performance: end -->\nb\n"
    )
    assert draw_picture(results) == (tmp_path / "performance.svg").read_text("utf-8")
    assert write_page(results) == (tmp_path / "performance.md").read_text("utf-8")
    assert 0 == performance.main()
    assert first == (tmp_path / "README.md").read_text("utf-8")


PANELS = (
    Panel("a < b", {"bash": {"vxenv": 25.0, "direnv": 2500.0}, "ksh": {"vxenv": 100.0}}),
    Panel("c", {"bash": {"vxenv": 0.0, "direnv": 9e5}}),
)


def test_bars_are_logarithmic() -> None:
    """Each bar's length is that of the time's logarithm; a time below the scale keeps a bar that can be seen."""
    root = ET.fromstring(draw_chart("title & more", PANELS, ("vxenv", "direnv")))  # noqa: S314 - it was just drawn
    bars = [float(bar.attrib["width"]) for bar in root.iter(f"{SVG}rect") if bar.get("height") == "8"]

    assert (1, 6) == tuple(choose_scale(PANELS))
    assert [18.3, 110.3, 46.0, 1.0, 227.9] == bars
    assert ["a < b", "c"] == [text.text for text in root.iter(f"{SVG}text") if text.get("class") == "title"][1:]
    assert "title & more" == root.findtext(f"{SVG}title")


def test_the_picture_has_two_themes() -> None:
    """Each class with a colour has another one for dark pages."""
    style = draw_chart("", PANELS, ("vxenv", "direnv")).partition("<style>")[2].partition("</style>")[0]
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    coloured = r"^\.?(\w+) \{.*(?:fill|stroke): (#\w+)"

    before, after = (dict(re.findall(coloured, text, re.MULTILINE)) for text in (light, dark))
    assert {"text", "small", "page", "grid", "s0", "s1", "s2"} == before.keys() == after.keys()
    assert [] == [name for name in before if before[name] == after[name]]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (3.14159, "3.14 µs"),
        (99.6, "100 µs"),
        (999.6, "1 ms"),
        (33_500, "33.5 ms"),
        (2.24e6, "2.24 s"),
        (-1130, "-1.13 ms"),
    ],
)
def test_times(value: float, expected: str) -> None:
    """A time has three digits, and a unit in which it is below 1,000."""
    assert expected == format_time(value)


@pytest.mark.parametrize(
    ("above", "below", "text", "lower"),
    [
        ((740.0, 700.0), (10.0, 7.0), "74 (100)", "74"),
        ((99.4, 99.4), (10.0, 20.0), "9.9 (5.0)", "5.0"),
        ((1.0, -1.0), (150.0, 2.0), "0.007 (-)", "-"),
        ((1.0, 1.0), (0.0, -3.0), "- (-)", "-"),
    ],
)
def test_factors(above: tuple[float, float], below: tuple[float, float], text: str, lower: str) -> None:
    """A factor is that of medians and that of minimums; one without a meaning is a dash."""
    figures = [{"median": median, "minimum": minimum} for median, minimum in (above, below)]

    assert (text, lower) == (divide(*figures).text, divide(*figures).lower)


def test_transcripts_are_beside_ccusage(results: dict[str, Any]) -> None:
    """The page has the speed of counting tokens in megabytes a second, and how long ccusage takes."""
    own, other = ({"median": value, "minimum": value, "low": value, "high": value} for value in (4e6, 1e6))
    results["rows"].append(
        {
            "name": "usage.first",
            "work": "usage of 1,000 MB",
            "unit": "microseconds",
            "megabytes": 1000,
            "vxenv": own,
            "other": {"ccusage": other},
        }
    )

    assert "| usage of 1,000 MB | 4 s (4 s to 4 s) | 250 | 1 s (1 s to 1 s) | 0.2 (0.2) |\n" in write_page(results)
