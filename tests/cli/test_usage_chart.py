"""Test the picture of the cost of each day and profile."""

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest

from usage_reports import build_report
from vxenv.cli.output.usage_chart import choose_unit, render_svg
from vxenv.usage.report import Report, Unpriced

_NAMESPACE = "{http://www.w3.org/2000/svg}"


def draw(report: Report) -> ET.Element:
    """Return the picture of `report`."""
    return ET.fromstring(render_svg(report))  # noqa: S314 - our own


def list_texts(picture: ET.Element) -> list[str]:
    """Return all texts in the picture, without its title and the texts of bars."""
    return [
        "".join([element.text or "", *(child.tail or "" for child in element)])
        for element in picture.iter(f"{_NAMESPACE}text")
    ]


class Bar(NamedTuple):
    """A part of a bar."""

    text: str
    left: float
    top: float
    height: float


def list_bars(picture: ET.Element) -> list[Bar]:
    """Return the parts of all bars."""
    return [
        Bar(bar.findtext(f"{_NAMESPACE}title", ""), *(float(bar.attrib[name]) for name in ("x", "y", "height")))
        for bar in picture.iter(f"{_NAMESPACE}rect")
        if bar.attrib["class"].startswith("bar ")
    ]


def test_bars() -> None:
    """Each day and profile has a bar, in proportion to its cost and stacked on the one before."""
    picture = draw(build_report({
        ("2026-11-02", "prod"): "30", ("2026-11-02", "dev"): "10", ("2026-11-05", "prod"): "20.005",
        ("2026-11-06", "dev"): None,
    }))  # fmt: skip
    prod, dev, other = list_bars(picture)

    assert ["2026-11-02  prod  $30.00", "2026-11-02  dev  $10.00", "2026-11-05  prod  $20.01"] == [
        bar.text for bar in (prod, dev, other)
    ]
    assert (prod.left, 240.0) == (dev.left, prod.height + dev.height)
    assert [prod.height / 3, prod.height / 30 * 20.005, prod.top - dev.height] == [
        pytest.approx(value, abs=0.02) for value in (dev.height, other.height, dev.top)
    ]


def test_texts() -> None:
    """The picture has a title, the total, a legend with the total of each profile, a scale and dates."""
    costs = {("2026-11-01", "prod"): "30", ("2026-11-03", "unknown"): "1000", ("2026-11-03", ""): "5"}
    picture = draw(build_report(costs, until="2026-11-03", unpriced=(Unpriced("x", 2, 9),)))

    assert [
        "Cost per day and profile, 2026-11-01 to 2026-11-03", "total $1,035.00, estimate at list prices of 2026-11-29",
        "prod  $30.00", "(no profile)  $5.00", "unknown  $1,000.00",
        "$0", "$200", "$400", "$600", "$800", "$1,000", "$1,200", "Nov 1", "Nov 2", "Nov 3",
        "not shown: 2 messages without a price",
    ] == list_texts(picture)  # fmt: skip


def test_it_is_accessible() -> None:
    """The picture has a role, a title and a summary with all totals."""
    picture = draw(build_report({("2026-11-01", "prod"): "30", ("2026-11-01", "dev"): "1.5"}))
    title, summary = (picture.find(f"{_NAMESPACE}{name}") for name in ("title", "desc"))
    assert title is not None
    assert summary is not None

    assert ("img", "title summary", "title", "summary") == (
        picture.attrib["role"],
        picture.attrib["aria-labelledby"],
        title.attrib["id"],
        summary.attrib["id"],
    )
    assert ("Cost per day and profile, 2026-11-01 to 2026-11-30", "Total $31.50, prod $30.00, dev $1.50") == (
        title.text,
        summary.text,
    )


def test_names_are_text() -> None:
    """A name with markup, control characters or invalid UTF-8 is escaped, and a long one is shortened."""
    evil = '</title><script>"&\x1b[31m\x00\udcff' + "x" * 60
    picture = draw(build_report({("2026-11-01", evil): "1"}))
    shown = '</title><script>"&\\x1b[31m\\x00\\udcff' + "x" * 60

    assert (f"2026-11-01  {shown}  $1.00", f"{shown[:31]}…  $1.00", []) == (
        list_bars(picture)[0].text,
        list_texts(picture)[2],
        list(picture.iter(f"{_NAMESPACE}script")),
    )


def test_it_stands_alone() -> None:
    """The picture loads nothing, runs nothing and has colours for dark pages."""
    text = render_svg(build_report({("2026-11-01", "prod"): "1"}))

    assert (["http://www.w3.org/2000/svg"], [], 1) == (
        re.findall(r"https?://[^\"' )]+", text),
        re.findall(r"<script|@import|url\(|href|\bon\w+=", text),
        text.count("@media (prefers-color-scheme: dark)"),
    )


def test_many_profiles() -> None:
    """The smallest of many profiles are one series before the unknown one; no cost is lost."""
    costs = {("2026-11-01", f"p{number:02}"): Decimal(number + 1) for number in range(12)}
    picture = draw(build_report({**costs, ("2026-11-01", "unknown"): "100"}))

    assert ["p11  $12.00", "p10  $11.00", "p09  $10.00", "p08  $9.00", "p07  $8.00", "p06  $7.00",
            "6 other profiles  $21.00", "unknown  $100.00"] == list_texts(picture)[2:10]  # fmt: skip
    assert 240 == pytest.approx(sum(bar.height for bar in list_bars(picture)) * 180 / 178, abs=0.1)


@pytest.mark.parametrize(
    ("since", "first", "title", "starts"),
    [
        ("2026-08-03", "2026-08-04", "day", ["2026-08-04", "2026-11-30"]),
        ("2025-01-01", "2025-01-01", "week", ["2024-12-30", "2026-11-30"]),
        ("2020-01-01", "2026-11-01", "day", ["2026-11-01", "2026-11-30"]),
        ("2020-01-01", "2020-02-29", "month", ["2020-02-01", "2026-11-01"]),
    ],
)
def test_long_periods(since: str, first: str, title: str, starts: list[str]) -> None:
    """A long period begins with its first message, and has bars for weeks or months."""
    picture = draw(build_report({(first, "prod"): "1", ("2026-11-30", "prod"): "1"}, since=since))

    assert (True, starts) == (
        list_texts(picture)[0].startswith(f"Cost per {title} and profile"),
        [bar.text.partition("  ")[0] for bar in list_bars(picture)],
    )


def test_totals_add_up() -> None:
    """Rounded totals in the legend add up to the rounded total."""
    texts = list_texts(draw(build_report({("2026-11-01", name): "0.105" for name in ("a", "b", "c")})))
    assert ["total $0.32, estimate at list prices of 2026-11-29", "a  $0.11", "b  $0.11", "c  $0.10"] == texts[1:5]


def test_nothing_to_draw() -> None:
    """A period without costs has a picture that says this."""
    picture = draw(build_report({}, today=dt.date(2026, 11, 3)))
    assert ([], True) == (list_bars(picture), "no costs in this period" in list_texts(picture))


@pytest.mark.parametrize(
    ("highest", "unit"),
    [("0", "1"), ("1", "0.2"), ("0.0123", "0.002"), ("178", "20"), ("4", "1"), ("3.99", "0.5"), ("100000", "20000")],
)
def test_scales(highest: str, unit: str) -> None:
    """The lines of a scale are round numbers."""
    assert Decimal(unit) == choose_unit(Decimal(highest))
