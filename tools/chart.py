"""Draw bars on a logarithmic scale as an SVG that is readable on light and dark pages."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

_WIDTH = 230  # of a panel's axis
_GAP = 58  # between panels, for the figure of the longest bar
_LEFT = 72  # for the groups' names
_TOP = 84  # for titles and legend
_BAR = 8
_STEP = 10  # from a bar to the next
_PAUSE = 12  # between groups
_UNITS = ((1e6, "s"), (1e3, "ms"), (1, "µs"))
_ROUNDED = 0.9995  # what rounds to 1 of a unit
_HUNDRED = 99.5  # from here on there are no decimals, as `g` would write 1e+03
# The colour of each series on a light page, and on a dark one.
_COLOURS = (("#2563c9", "#6ea8ff"), ("#d0801a", "#e5a550"), ("#8a93a3", "#8f99aa"))
_STYLE = """\
text { font: 11px system-ui, sans-serif; fill: #1f2328; }
.title { font-weight: 600; font-size: 13px; }
.small { font-size: 10px; fill: #59636e; stroke: #ffffff; stroke-width: 3px; paint-order: stroke; }
.page { fill: #ffffff; stroke: #d1d9e0; }
.grid { stroke: #e3e7eb; }
"""
_DARK = """\
text { fill: #f0f6fc; }
.small { fill: #9198a1; stroke: #0d1117; }
.page { fill: #0d1117; stroke: #3d444d; }
.grid { stroke: #262c35; }
"""


class Panel(NamedTuple):
    """One kind of work."""

    # Its name.
    title: str
    # Microseconds by group and series; a series may be missing.
    times: Mapping[str, Mapping[str, float]]


def format_time(microseconds: float) -> str:
    """Return a time with three digits and its unit."""
    size, unit = next((pair for pair in _UNITS if abs(microseconds) >= _ROUNDED * pair[0]), _UNITS[-1])
    value = microseconds / size
    return f"{value:.0f} {unit}" if abs(value) >= _HUNDRED else f"{value:.3g} {unit}"


class Scale(NamedTuple):
    """A logarithmic scale."""

    # The powers of ten at both ends.
    low: int
    high: int

    def place(self, value: float) -> float:
        """Return the distance of `value` from the left end, in pixels; 1 at least."""
        power = math.log10(max(value, 10**self.low))
        return max(1, (power - self.low) / (self.high - self.low) * _WIDTH)


def choose_scale(panels: Sequence[Panel]) -> Scale:
    """Return a scale with whole powers of ten that holds all times."""
    values = [value for panel in panels for times in panel.times.values() for value in times.values() if value > 0]
    return Scale(math.floor(math.log10(min(values)) - 0.1), math.ceil(math.log10(max(values))))


def draw_chart(title: str, panels: Sequence[Panel], series: Sequence[str]) -> str:
    """Return an SVG with a panel for each work, side by side, and in each a bar for each group and series."""
    groups = list(dict.fromkeys(group for panel in panels for group in panel.times))
    scale = choose_scale(panels)
    bottom = _TOP + len(groups) * (len(series) * _STEP + _PAUSE)
    width, height = _LEFT + len(panels) * (_WIDTH + _GAP), bottom + 34
    size = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    dark = f"@media (prefers-color-scheme: dark) {{\n{_DARK}{_list_colours(1)}}}"
    lines = [
        f'<svg {size} role="img" xmlns="http://www.w3.org/2000/svg">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLE}{_list_colours(0)}{dark}\n</style>",
        f'<rect class="page" x="0.5" y="0.5" width="{width - 1}" height="{height - 1}" rx="6"/>',
        f'<text class="title" x="16" y="26">{escape(title)}</text>',
        *_draw_legend(series, width),
    ]
    for number, group in enumerate(groups):
        middle = _TOP + number * (len(series) * _STEP + _PAUSE) + len(series) * _STEP / 2
        lines.append(f'<text x="16" y="{middle + 3:g}">{escape(group)}</text>')
    for number, panel in enumerate(panels):
        left = _LEFT + number * (_WIDTH + _GAP)
        lines += [*_draw_axis(panel.title, left, bottom, scale), *_draw_bars(panel, left, groups, series, scale)]
    return "\n".join([*lines, "</svg>", ""])


def _list_colours(theme: int) -> str:
    return "".join(f".s{number} {{ fill: {pair[theme]}; }}\n" for number, pair in enumerate(_COLOURS))


def _draw_legend(series: Sequence[str], width: int) -> Iterator[str]:
    x = width - 90 * len(series)
    for number, name in enumerate(series):
        yield f'<rect class="s{number}" x="{x}" y="17" width="10" height="10"/>'
        yield f'<text x="{x + 15}" y="26">{escape(name)}</text>'
        x += 90


def _draw_axis(title: str, left: int, bottom: int, scale: Scale) -> Iterator[str]:
    yield f'<text class="title" x="{left}" y="{_TOP - 20}">{escape(title)}</text>'
    for power in range(scale.low, scale.high + 1):
        x = left + (power - scale.low) / (scale.high - scale.low) * _WIDTH
        yield f'<path class="grid" d="M{x:.1f} {_TOP - 8}V{bottom}"/>'
        yield f'<text class="small" x="{x:.1f}" y="{bottom + 14}" text-anchor="middle">{format_time(10**power)}</text>'


def _draw_bars(panel: Panel, left: int, groups: Sequence[str], series: Sequence[str], scale: Scale) -> Iterator[str]:
    for row, group in enumerate(groups):
        y = _TOP + row * (len(series) * _STEP + _PAUSE)
        for number, name in enumerate(series):
            value = panel.times.get(group, {}).get(name)
            if value is not None:
                length = scale.place(value)
                yield f'<rect class="s{number}" x="{left}" y="{y}" width="{length:.1f}" height="{_BAR}" rx="1"/>'
                yield f'<text class="small" x="{left + length + 4:.1f}" y="{y + 8}">{format_time(value)}</text>'
            y += _STEP
