"""Render usage as a table: on a terminal with bars and with a line of the cost per day."""

import sys
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from vxenv.cli.output.pager import page
from vxenv.cli.output.table import find_terminal_width, fold, measure, render_table
from vxenv.cli.output.terminal import style
from vxenv.cli.output.usage_figures import (
    choose_step,
    describe_estimate,
    format_dollars,
    format_tokens,
    name_value,
    shorten_costs,
    sum_by_start,
)
from vxenv.paths import escape_text, shorten_path
from vxenv.usage.report import PERIODS, UNKNOWN, Report, Row

_GAP = 2  # blanks between two columns
_INDENT = 4  # blanks before figures below their row
_SHORTEST, _LONGEST = 8, 40  # columns of the longest bar
_EIGHTHS = "▏▎▍▌▋▊▉█"
_HEIGHTS = "▁▂▃▄▅▆▇█"
_NONE = "·"  # a day without costs
_DAYS = 60  # columns of a line of days


class _Column(NamedTuple):
    """A column of figures."""

    title: str
    # A cell for each row.
    cells: list[str]

    @property
    def width(self) -> int:
        """The width of the widest cell."""
        return max(map(len, (self.title, *self.cells)))

    def align(self, number: int) -> str:
        """Return the cell of a row, aligned to the right."""
        return self.cells[number].rjust(self.width)


def print_usage(report: Report) -> None:
    """Print `report` as a table on stdout, on a terminal fitted to its width."""
    width = find_terminal_width()
    page(*(render_plain(report) if width is None else render_usage(report, width)))


def render_plain(report: Report) -> list[str]:
    """Return `report` as a table of whole numbers, without bars."""
    rows, costs = _list_rows(report)
    cells = [
        [
            *_name_row(report, row),
            *(f"{number:,}" for number in (row.messages, *_sum_writes(row))),
            format_dollars(cost),
        ]
        for row, cost in zip(rows, costs, strict=True)
    ]
    titles = [*map(str.upper, report.by), "MESSAGES", "INPUT", "OUTPUT", "CACHE READ", "CACHE WRITE", "COST"]
    return [*render_table(cells, titles), _describe_period(report)]


def render_usage(report: Report, width: int) -> list[str]:
    """Return `report` as a table for a terminal with `width` columns: with as many figures as fit beside a bar."""
    rows, costs = _list_rows(report)
    names = [_name_row(report, row) for row in rows]
    titles = [key.upper() for key in report.by]
    room = width - sum(max(map(measure, cells)) + _GAP for cells in zip(titles, *names, strict=True))
    for figures in _list_figures(rows, costs):
        left = room - sum(figure.width + _GAP for figure in figures)
        if left >= _SHORTEST:
            bars = _render_bars(rows, min(left, _LONGEST))
            cells = [[*name, *(figure.align(at) for figure in figures), bars[at]] for at, name in enumerate(names)]
            lines = render_table(cells, [*titles, *(figure.title.rjust(figure.width) for figure in figures), ""])
            break
    else:
        lines = _fold_rows(["  ".join(filter(None, name)) for name in names], rows, costs, width)
    period = fold(_describe_period(report), width)
    return [*lines[:-1], style(lines[-1], sys.stdout, bold=True), "", *_render_days(report, width), *period]


def _fold_rows(names: Sequence[str], rows: Sequence[Row], costs: Sequence[Decimal | None], width: int) -> list[str]:
    """Return each row as its name, and its cost and bar below."""
    figures = _Column("", [format_dollars(cost) for cost in costs])
    bars = _render_bars(rows, max(1, min(width - _INDENT - figures.width - _GAP, _LONGEST)))
    return [
        "\n".join([*fold(name, width), " " * _INDENT + f"{figures.align(at)}  {bars[at]}".rstrip()])
        for at, name in enumerate(names)
    ]


def _list_rows(report: Report) -> tuple[list[Row], list[Decimal | None]]:
    """Return the rows and the total, and their costs in cents that add up."""
    costs = shorten_costs([row.cost for row in report.rows], report.total.cost)
    return [*report.rows, report.total], [*costs, *shorten_costs([report.total.cost], report.total.cost)]


def _name_row(report: Report, row: Row) -> list[str]:
    """Return a cell for each key; the total has no keys."""
    if not row.keys:
        return ["total", *[""] * (len(report.by) - 1)]
    return [
        shorten_path(value) if key == "directory" and value else escape_text(name_value(key, value))
        for key, value in zip(report.by, row.keys, strict=True)
    ]


def _sum_writes(row: Row) -> tuple[int, int, int, int]:
    """Return the tokens of `row`, with one number for cache writes."""
    tokens = row.tokens
    return tokens.input, tokens.output, tokens.cache_read, tokens.cache_write_5m + tokens.cache_write_1h


def _list_figures(rows: Sequence[Row], costs: Sequence[Decimal | None]) -> Iterator[list[_Column]]:
    """Yield the columns of figures for ever narrower terminals."""
    cost = _Column("COST", [format_dollars(cost) for cost in costs])
    messages = _Column("MESSAGES", [f"{row.messages:,}" for row in rows])
    kinds = [
        _Column(title, [format_tokens(_sum_writes(row)[at]) for row in rows])
        for at, title in enumerate(("IN", "OUT", "READ", "WRITE"))
    ]
    tokens = _Column("TOKENS", [format_tokens(sum(row.tokens)) for row in rows])
    yield [messages, *kinds, cost]
    yield [messages, tokens, cost]
    yield [tokens, cost]
    yield [cost]


def _render_bars(rows: Sequence[Row], width: int) -> list[str]:
    """Return a bar for the cost of each row, none for the last one, the total."""
    highest = max((row.cost or Decimal(0) for row in rows[:-1]), default=Decimal(0))
    bars = []
    for row in rows[:-1]:
        eighths = round(row.cost / highest * width * 8) if row.cost else 0
        if row.cost:
            eighths = max(eighths, 1)
        whole, rest = divmod(eighths, 8)
        bar = _EIGHTHS[-1] * whole + (_EIGHTHS[rest - 1] if rest else "")
        bars.append(bar if UNKNOWN in row.keys else style(bar, sys.stdout, fg="cyan"))
    return [*bars, ""]


def _render_days(report: Report, width: int) -> list[str]:
    """Return a line with a column for each day, or week or month, and the highest cost; none for a single day."""
    step = choose_step(report, most=min(width, _DAYS))
    sums = sum_by_start(report.days, step.kind)
    highest = max(sums, key=lambda start: sums[start], default=report.since)
    if report.by[0] in PERIODS or len(step.starts) == 1 or not sums.get(highest):
        return []
    marks = "".join(_mark(sums.get(start, Decimal(0)), sums[highest]) for start in step.starts)
    since = f" since {step.starts[0]}" if step.starts[0] > report.since else ""
    place = {"day": f"on {highest}", "week": f"in the week of {highest}", "month": f"in {highest:%Y-%m}"}[step.kind]
    text = f"per {step.kind}{since}, at most {format_dollars(sums[highest])} {place}"
    line = style(marks, sys.stdout, fg="cyan")
    if len(marks) + _GAP + len(text) <= width:
        return [f"{line}{' ' * _GAP}{text}"]
    return [line, *fold(text, width)]


def _mark(cost: Decimal, highest: Decimal) -> str:
    """Return a character whose height stands for `cost`."""
    return _HEIGHTS[max(0, round(cost / highest * 8) - 1)] if cost else _NONE


def _describe_period(report: Report) -> str:
    return ", ".join(filter(None, (f"{report.since} to {report.until}", describe_estimate(report))))
