"""Draw the cost of each day and profile as an SVG that stands alone, readable on light and dark pages."""

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple
from xml.sax.saxutils import escape

from vxenv.cli.output.table import measure
from vxenv.cli.output.usage_figures import (
    Step,
    choose_step,
    count,
    describe_estimate,
    find_start,
    format_dollars,
    name_value,
    shorten_costs,
)
from vxenv.paths import escape_text
from vxenv.usage.report import UNKNOWN, Report

_WIDTH, _PLOT = 860, 240
_LEFT, _RIGHT = 68, 20  # beside the plot, for the scale
_TOP = 62  # above the legend
_LINE = 20  # of the legend
_BELOW = 62  # for days and the note
_CHARACTER = 6.6  # width of an average character
_LONGEST = 32  # characters of a name in the legend
_WIDEST = 30  # of a bar, with its gap
_LABELS = {"day": 46, "week": 76, "month": 58}  # distance of two dates
_DATES = {"week": 10, "month": 7}  # characters of a date
_LINES = 4  # of the scale at least
# The colour of each profile on a light page, and on a dark one; the last is for unknown and other profiles.
_COLOURS = (
    ("#2563c9", "#6ea8ff"),
    ("#d0801a", "#e5a550"),
    ("#1a8a76", "#4cc2ab"),
    ("#8447c9", "#b590f5"),
    ("#c4364f", "#f1808f"),
    ("#6f8a1c", "#a9c64a"),
    ("#b83f94", "#ee90cd"),
    ("#8a93a3", "#8f99aa"),
)
_GREY = len(_COLOURS) - 1
_STYLE = """\
text { font: 12px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 15px; }
.small { font-size: 11px; fill: #59636e; }
.page { fill: #ffffff; stroke: #d1d9e0; }
.grid { stroke: #e3e7eb; }
.bar { stroke: #ffffff; }
"""
_DARK = """\
text { fill: #f0f6fc; }
.small { fill: #9198a1; }
.page { fill: #0d1117; stroke: #3d444d; }
.grid { stroke: #262c35; }
.bar { stroke: #0d1117; }
"""


class Series(NamedTuple):
    """The costs of a profile, or of several small ones."""

    # The whole name, escaped for a terminal.
    name: str
    # The number of its colour.
    colour: int
    # By the first day of a step.
    costs: dict[dt.date, Decimal]
    # The cost in the period, rounded.
    total: Decimal | None = None


def render_svg(report: Report) -> str:
    """Return an SVG with a bar for each day, or for each week or month of a long period, stacked by profile."""
    step, series = choose_step(report), list_series(report)
    legend = list(_lay_out_legend(series))
    top = _TOP + _LINE * (legend[-1][1] + 1 if legend else 0) + 14
    height = top + _PLOT + _BELOW
    title = f"Cost per {step.kind} and profile, {report.since} to {report.until}"
    size = f'viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
    dark = f"@media (prefers-color-scheme: dark) {{\n{_DARK}{_list_colours(1)}}}"
    total = ", ".join(filter(None, (f"total {format_dollars(report.total.cost)}", describe_estimate(report))))
    lines = [
        f'<svg {size} role="img" aria-labelledby="title summary" xmlns="http://www.w3.org/2000/svg">',
        f'<title id="title">{escape(title)}</title>',
        f'<desc id="summary">{escape(_summarize(report, series))}</desc>',
        f"<style>\n{_STYLE}{_list_colours(0)}{dark}\n</style>",
        f'<rect class="page" x="0.5" y="0.5" width="{_WIDTH - 1}" height="{height - 1}" rx="6"/>',
        f'<text class="title" x="16" y="28">{escape(title)}</text>',
        f'<text class="small" x="16" y="48">{escape(total)}</text>',
        *_render_legend(legend),
        *_render_plot(step, series, top),
        *_render_note(report, height),
        "</svg>",
    ]
    return "\n".join([*lines, ""])


def list_series(report: Report) -> list[Series]:
    """Return the costs of each profile, the highest first; small ones in one series if there are too many."""
    kind = choose_step(report).kind
    costs: dict[str, dict[dt.date, Decimal]] = {}
    for row in report.daily:
        if row.cost:
            start = find_start(dt.date.fromisoformat(row.keys[0]), kind)
            by_start = costs.setdefault(row.keys[1], {})
            by_start[start] = by_start.get(start, Decimal(0)) + row.cost
    names = sorted(costs, key=lambda name: (name == UNKNOWN, -sum(costs[name].values(), Decimal(0)), name))
    known = [name for name in names if name != UNKNOWN]
    own = known if len(names) <= _GREY else known[: _GREY - 1]
    series = [Series(escape_text(name_value("profile", name)), at, costs[name]) for at, name in enumerate(own)]
    others: dict[dt.date, Decimal] = {}
    for name in known[len(own) :]:
        for start, cost in costs[name].items():
            others[start] = others.get(start, Decimal(0)) + cost
    if others:
        series.append(Series(count(len(known) - len(own), "other profile"), _GREY - 1, others))
    if UNKNOWN in costs:
        series.append(Series(UNKNOWN, _GREY, costs[UNKNOWN]))
    totals = shorten_costs([sum(each.costs.values(), Decimal(0)) for each in series], report.total.cost)
    return [each._replace(total=total) for each, total in zip(series, totals, strict=True)]


def _list_colours(theme: int) -> str:
    return "".join(f".s{number} {{ fill: {pair[theme]}; }}\n" for number, pair in enumerate(_COLOURS))


def _render_note(report: Report, height: int) -> Iterator[str]:
    number = sum(model.messages for model in report.unpriced)
    if number:
        text = f"not shown: {count(number, 'message')} without a price"
        yield f'<text class="small" x="16" y="{height - 16}">{text}</text>'


def _summarize(report: Report, series: Sequence[Series]) -> str:
    """Return the totals as a sentence, for people who do not see the picture."""
    parts = [f"{each.name} {format_dollars(each.total)}" for each in series]
    return ", ".join([f"Total {format_dollars(report.total.cost)}", *parts])


def _lay_out_legend(series: Sequence[Series]) -> Iterator[tuple[float, int, Series, str]]:
    """Yield the left end, the line and the text of each entry of the legend."""
    x, line = 16.0, 0
    for each in series:
        name = each.name if len(each.name) <= _LONGEST else f"{each.name[: _LONGEST - 1]}…"
        text = f"{name}  {format_dollars(each.total)}"
        width = 18 + measure(text) * _CHARACTER + 18
        if x > 16 and x + width > _WIDTH:  # noqa: PLR2004 - the margin
            x, line = 16.0, line + 1
        yield x, line, each, text
        x += width


def _render_legend(legend: Sequence[tuple[float, int, Series, str]]) -> Iterator[str]:
    for x, line, each, text in legend:
        y = _TOP + line * _LINE
        yield f'<rect class="s{each.colour}" x="{x:.1f}" y="{y}" width="11" height="11" rx="2"/>'
        title = f"<title>{escape(each.name)}</title>" if not text.startswith(each.name) else ""
        yield f'<text x="{x + 17:.1f}" y="{y + 10}">{title}{escape(text)}</text>'


def _render_plot(step: Step, series: Sequence[Series], top: int) -> Iterator[str]:
    """Yield the scale, the bars and the dates."""
    sums = [sum((each.costs.get(start, Decimal(0)) for each in series), Decimal(0)) for start in step.starts]
    unit = choose_unit(max(sums, default=Decimal(0)))
    highest = max(1, math.ceil(max(sums, default=Decimal(0)) / unit))
    bottom = top + _PLOT
    for number in range(highest + 1):
        y = bottom - _PLOT * number / highest
        yield f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>'
        label = _format_scale(unit * number, unit)
        yield f'<text class="small" x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{label}</text>'
    if not any(sums):
        yield f'<text x="{_WIDTH / 2:g}" y="{top + _PLOT / 2:g}" text-anchor="middle">no costs in this period</text>'
    pitch = (_WIDTH - _LEFT - _RIGHT) / len(step.starts)
    shown = math.ceil(_LABELS[step.kind] / pitch)  # each so many bars have a date
    for number, start in enumerate(step.starts):
        x = _LEFT + pitch * (number + 0.5)
        yield from _render_bar(start, series, (x, bottom), min(pitch, _WIDEST) * 0.76, _PLOT / float(unit * highest))
        if number % shown == 0:
            date = f"{start:%b} {start.day}" if step.kind == "day" else start.isoformat()[: _DATES[step.kind]]
            middle = min(x, _WIDTH - 8 - _LABELS[step.kind] / 2)
            yield f'<text class="small" x="{middle:.1f}" y="{bottom + 18}" text-anchor="middle">{date}</text>'


def _render_bar(
    start: dt.date, series: Sequence[Series], foot: tuple[float, float], width: float, scale: float
) -> Iterator[str]:
    """Yield the parts of the bar that stands at `foot`, with a text for each that appears under the pointer."""
    x, y = foot
    line = 0.75 if width > 6 else 0  # noqa: PLR2004 - between parts that are wide enough
    for each in series:
        if cost := each.costs.get(start):
            height = float(cost) * scale
            y -= height
            title = escape(f"{start}  {each.name}  {format_dollars(cost)}")
            place = f'x="{x - width / 2:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
            yield f'<rect class="bar s{each.colour}" stroke-width="{line}" {place}><title>{title}</title></rect>'


def choose_unit(highest: Decimal) -> Decimal:
    """Return the distance of two lines of a scale, 1, 2 or 5 times a power of ten, for 4 to 10 lines."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(10) ** (math.floor(math.log10(highest / _LINES)))
    return max(power * factor for factor in (1, 2, 5) if power * factor * _LINES <= highest)


def _format_scale(value: Decimal, unit: Decimal) -> str:
    """Return a value of a scale with as many decimals as its unit needs."""
    digits = max(0, -math.floor(math.log10(unit)))
    return f"${value:,.{max(2, digits) if digits else 0}f}"
