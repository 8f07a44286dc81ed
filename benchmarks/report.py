"""Report results: rows of figures, their budgets, and tables."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from timing import Figure

PEERS = ("direnv", "mise")
_ALONE = ("first", "command", "scale", "usage")  # work that no peer does
_UNITS = ((1e6, "s"), (1e3, "ms"), (1, "µs"))


class Limit(NamedTuple):
    """A budget: at most `times` the figure of `against` in the same run, or the figure `times` if that is empty."""

    against: str
    times: float
    text: str


class Row(NamedTuple):
    """One piece of work: the figures of vxenv and of others, and its budget.

    `other` maps names to figures: a peer, or a program that vxenv has to start too. A `counted` row holds
    numbers of processes, any other microseconds.
    """

    name: str
    work: str
    vxenv: Figure
    other: dict[str, Figure]
    limits: tuple[Limit, ...] = ()
    counted: bool = False
    # The amount of data that is read, 0 if that is not the measure.
    megabytes: int = 0

    @property
    def verdict(self) -> str:
        """Return whether the budget holds: `close` if medians and minimums disagree."""
        found = set()
        for limit in self.limits:
            against = self.other.get(limit.against)
            if limit.against and against is None:
                continue
            median = limit.times * (against.median if against else 1)
            minimum = limit.times * (against.minimum if against else 1)
            found.add((self.vxenv.median <= median) + (self.vxenv.minimum <= minimum))
        return ("over", "close", "ok")[min(found)] if found else "-"

    @property
    def budget(self) -> str:
        """The budget in words."""
        return ", ".join(limit.text for limit in self.limits) or "-"


def _cell(row: Row, figure: Figure) -> str:
    if row.counted:
        return f"{figure.median:g}"
    size, unit = next((pair for pair in _UNITS if figure.median >= 0.9995 * pair[0]), _UNITS[-1])
    return f"{figure.median / size:.3g} ({figure.minimum / size:.3g}) {unit}"


def _ratio(above: Figure, below: Figure) -> str:
    if not below.median or not below.minimum:
        return "-"
    values = (above.median / below.median, above.minimum / below.minimum)
    first, second = (f"{value:.0f}" if value >= 10 else f"{value:.2f}" for value in values)
    return f"{first} ({second})"


def _lines(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for number, row in enumerate(rows):
        first, *rest = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        yield "  ".join((first, *rest)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


def tables(rows: Sequence[Row], missing: Collection[str]) -> Iterator[str]:
    """Yield the lines of the text report: first the work that peers do too, then vxenv's own.

    `missing` are the peers that are not installed.
    """
    alone = [row for row in rows if row.name.partition(".")[0] in _ALONE]
    beside = [row for row in rows if row not in alone]
    if beside:
        yield "medians (minimums); how many times vxenv's own the peers take"
        yield ""
        head = ["work", "vxenv", *PEERS, *(f"{peer} / vxenv" for peer in PEERS), "budget of vxenv", ""]
        table: list[list[str]] = [head]
        for row in beside:
            others = [row.other.get(peer) for peer in PEERS]
            ratios = [_ratio(other, row.vxenv) if other else "-" for other in others]
            cells = [
                _cell(row, other) if other else "not installed" if peer in missing else "-"
                for peer, other in zip(PEERS, others, strict=True)
            ]
            table.append([row.work, _cell(row, row.vxenv), *cells, *ratios, row.budget, row.verdict])
        yield from _lines(table)
    if alone:
        yield ""
        table = [["work", "vxenv", "held against", "which takes", "vxenv / that", "budget of vxenv", ""]]
        for row in alone:
            name, figure = next(iter(row.other.items()), ("-", None))
            against = [name, _cell(row, figure), _ratio(row.vxenv, figure)] if figure else ["-", "-", "-"]
            table.append([row.work, _cell(row, row.vxenv), *against, row.budget, row.verdict])
        yield from _lines(table)


def _numbers(figure: Figure) -> dict[str, float]:
    low, high = figure.quartiles
    return {
        "median": round(figure.median, 3),
        "minimum": round(figure.minimum, 3),
        "low": round(low, 3),
        "high": round(high, 3),
        "rounds": len(figure.rounds),
    }


def as_data(rows: Sequence[Row]) -> list[dict[str, object]]:
    """Return the rows for JSON."""
    return [
        {
            "name": row.name,
            "work": row.work,
            "unit": "processes" if row.counted else "microseconds",
            **({"megabytes": row.megabytes} if row.megabytes else {}),
            "vxenv": _numbers(row.vxenv),
            "other": {name: _numbers(figure) for name, figure in row.other.items()},
            "budget": row.budget,
            "verdict": row.verdict,
        }
        for row in rows
    ]
