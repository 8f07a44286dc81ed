"""Test usage as a table: on terminals of several widths, and without one."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from commandline import Run
from terminals import shown
from usage_reports import add_rows, build_report, build_row
from usage_sessions import record_session, write_session
from vxenv.cli.output.table import measure
from vxenv.cli.output.usage_figures import format_dollars, format_tokens
from vxenv.cli.output.usage_table import render_plain, render_usage

COSTS = {
    ("2026-11-02", "prod-global"): "120.10",
    ("2026-11-02", "eu-client+opus"): "60.05",
    ("2026-11-09", "prod-global"): "1000",
    ("2026-11-20", "unknown"): "0.001",
    ("2026-11-20", "new"): None,
}
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


def split(lines: list[str]) -> list[str]:
    """Return `lines` one by one."""
    return "\n".join(lines).splitlines()


@pytest.fixture
def _sessions(home: Path) -> None:
    """Sessions under two profiles, and one that was not recorded."""
    for session, day, stack, location in (
        ("a", "2026-11-02", "prod", "global"),
        ("b", "2026-11-04", "client-a", "eu"),
    ):
        record_session(session, day, stack, location=location)
        write_session(home, session, day, messages=10)
    write_session(home, "c", "2026-11-05", model="claude-next-9", messages=2, branch="\x1b[31mevil")


def test_a_terminal_of_80_columns() -> None:
    """All kinds of tokens fit beside bars; the highest cost has the longest bar."""
    assert [
        "PROFILE         MESSAGES     IN    OUT   READ  WRITE       COST",
        "prod-global            8  24.7K  49.4K  2.22M   173K  $1,120.10  ███████████████",
        "eu-client+opus         4  12.3K  24.7K  1.11M  86.4K     $60.05  ▊",
        "unknown                4  12.3K  24.7K  1.11M  86.4K     <$0.01  ▏",
        "new                    4  12.3K  24.7K  1.11M  86.4K          –",  # noqa: RUF001 - a dash
        "total                 20  61.7K   123K  5.56M   432K  $1,180.15",
        "",
        "·▁······█··········▁··········  per day, at most $1,000.00 on 2026-11-09",
        "2026-11-01 to 2026-11-30, estimate at list prices of 2026-11-29",
    ] == split(render_usage(build_report(COSTS), 80))


def test_a_narrow_terminal() -> None:
    """In 40 columns only the cost is beside the bar, and texts are folded."""
    assert [
        "PROFILE              COST",
        "prod-global     $1,120.10  █████████████",
        "eu-client+opus     $60.05  ▊",
        "unknown            <$0.01  ▏",
        "new                     –",  # noqa: RUF001 - a dash
        "total           $1,180.15",
        "",
        "·▁······█··········▁··········",
        "per day, at most $1,000.00 on 2026-11-09",
        "2026-11-01 to 2026-11-30, estimate at",
        "list prices of 2026-11-29",
    ] == split(render_usage(build_report(COSTS), 40))


def test_names_wider_than_the_terminal() -> None:
    """The figures of long names are below them."""
    name = "a-profile-with-a-very-long-name"

    assert [name, "    $1.00  ██████████████████████████████", "total", "    $1.00"] == split(
        render_usage(build_report({("2026-11-02", name): "1"}), 41)
    )[:4]


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
@pytest.mark.parametrize("names", [("p",), ("prod+eu", "日本語のプロファイル", "x" * 64), ()])
def test_no_line_is_too_wide(names: tuple[str, ...], width: int) -> None:
    """Only a single word is wider than the terminal."""
    report = build_report({(f"2026-11-{day:02}", name): f"{day}12.34" for name in names for day in range(1, 31)})
    lines = split(render_usage(report, width))

    assert [] == [line for line in lines if measure(line) > width and len(line.split()) > 1]


def test_a_long_period_on_a_narrow_terminal() -> None:
    """The line of days has weeks or months if there are more days than columns."""
    costs = {(f"2026-{month:02}-{day:02}", "p"): "1" for month in range(1, 12) for day in (1, 15, 28)}
    report = build_report(costs, since="2026-01-01")

    assert [
        "per week, at most $2.00 in the week of 2026-01-26",
        "per month, at most $3.00 in 2026-01",
    ] == [next(line[line.index("per ") :] for line in split(render_usage(report, width)) if "per " in line)
          for width in (110, 40)]  # fmt: skip


def test_days_need_no_line_of_days() -> None:
    """A table by day has no second picture of the days, nor has a single day."""
    report = build_report(COSTS)
    by_day = report._replace(by=("day",), rows=report.days)
    one = build_report({("2026-11-30", "p"): "1"}, since="2026-11-30")

    assert [[], []] == [
        [line for line in split(render_usage(shown_report, 80)) if "at most" in line] for shown_report in (by_day, one)
    ]


def test_without_a_terminal() -> None:
    """Without a terminal names are first, numbers are whole, and there are no bars."""
    assert [
        "PROFILE         MESSAGES  INPUT   OUTPUT   CACHE READ  CACHE WRITE  COST",
        "prod-global     8         24,690  49,380   2,222,100   172,830      $1,120.10",
        "eu-client+opus  4         12,345  24,690   1,111,050   86,415       $60.05",
        "unknown         4         12,345  24,690   1,111,050   86,415       <$0.01",
        "new             4         12,345  24,690   1,111,050   86,415       –",  # noqa: RUF001 - a dash
        "total           20        61,725  123,450  5,555,250   432,075      $1,180.15",
        "2026-11-01 to 2026-11-30, estimate at list prices of 2026-11-29",
    ] == render_plain(build_report(COSTS))


def test_costs_add_up() -> None:
    """Rounded costs add up to the rounded total."""
    report = build_report({("2026-11-01", name): "0.105" for name in ("a", "b", "c")})
    cells = [Decimal(line.rpartition("$")[2]) for line in render_plain(report)[1:-1]]

    assert (Decimal("0.32"), cells[-1]) == (sum(cells[:-1], Decimal(0)), Decimal("0.32"))


def test_names_are_escaped(home: Path) -> None:
    """A name from a transcript cannot control the terminal; an empty one has a name, and a directory its home."""
    rows = [build_row("\x1b]0;evil\x07", f"{home}/code", cost="2"), build_row("", "", cost="1")]
    report = build_report({})._replace(
        by=("branch", "directory"), rows=tuple(rows), total=add_rows(rows), list_dates=None
    )
    lines = split(render_usage(report, 80))

    assert (["BRANCH", "\\x1b]0;evil\\x07", "(no"], "~/code", "2026-11-01 to 2026-11-30") == (
        [line.split()[0] for line in lines[:3]],
        lines[1].split()[1],
        lines[-1],
    )


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1000, "1.00K"), (12_345, "12.3K"), (999_499, "999K"), (999_500, "1.00M"),
     (12_345_678, "12.3M"), (123_456_789, "123M"), (9_995_000_000, "10.0B"), (10**12, "1000B")],
)  # fmt: skip
def test_numbers_of_tokens(number: int, text: str) -> None:
    """A number of tokens has three digits and a unit."""
    assert text == format_tokens(number)


@pytest.mark.parametrize(
    ("cost", "text"),
    [("0", "$0.00"), ("0.0099", "<$0.01"), ("0.01", "$0.01"), ("1234.565", "$1,234.57"), ("1E+3", "$1,000.00")],
)
def test_dollars(cost: str, text: str) -> None:
    """A cost has cents, and one of less than a cent is not zero."""
    assert text == format_dollars(Decimal(cost))


@pytest.mark.usefixtures("_sessions")
def test_the_command_on_a_terminal() -> None:
    """On a terminal of 80 columns the command shows bars in colour and the premium of a location."""
    env = {"VXENV_TODAY": "2026-11-30", "TZ": "UTC", "VXENV_PAGER": ""}
    text = shown("usage", env=env, data_only=True)
    lines = _CONTROL.sub("", text).splitlines()

    assert [
        "PROFILE   MESSAGES     IN    OUT   READ  WRITE   COST",
        "client-a        10  10.0K  20.0K  1.00M  70.0K  $1.22  █████████████████████████",
        "prod            10  10.0K  20.0K  1.00M  70.0K  $1.11  ██████████████████████▊",
    ] == lines[:3]
    assert (True, []) == ("\x1b[36m█" in text, [line for line in lines if measure(line) > 80])


@pytest.mark.usefixtures("_sessions")
@pytest.mark.parametrize("width", [40, 80, 200])
def test_the_command_fits_terminals(width: int) -> None:
    """Nothing that the command prints is wider than the terminal, and nothing from transcripts controls it."""
    env = {"VXENV_TODAY": "2026-11-30", "TZ": "UTC", "VXENV_PAGER": "", "NO_COLOR": "1"}
    text = shown("usage", "--by", "branch,model", env=env, width=width, data_only=True)

    assert ([], False, True) == (
        [line for line in text.splitlines() if measure(line) > width],
        "\x1b" in text,
        "\\x1b[31mevil" in text,
    )


@pytest.mark.usefixtures("_sessions")
def test_the_command_without_a_terminal(run: Run) -> None:
    """The output for other programs has no bars and no colours, whatever COLUMNS is."""
    done = run("usage", env={"VXENV_TODAY": "2026-11-30", "TZ": "UTC", "COLUMNS": "40"})

    assert (
        [
            "PROFILE   MESSAGES  INPUT   OUTPUT  CACHE READ  CACHE WRITE  COST",
            "client-a  10        10,000  20,000  1,000,000   70,000       $1.22",
            "prod      10        10,000  20,000  1,000,000   70,000       $1.11",
            "unknown   2         2,000   4,000   200,000     14,000       –",  # noqa: RUF001 - a dash
            "total     22        22,000  44,000  2,200,000   154,000      $2.33",
        ]
        == done.stdout.splitlines()[:5]
    )
