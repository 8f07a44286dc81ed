"""Usage as JSON, as CSV, and the prices that were applied as a table."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from vxenv.catalogue.price_lists import OWN
from vxenv.catalogue.prices import Price, Tokens, render_dollars
from vxenv.catalogue.tables import PRICES_TABLE
from vxenv.cli.output.table import render_table
from vxenv.cli.output.usage_figures import format_dollars
from vxenv.paths import escape_text
from vxenv.usage.report import UNKNOWN, AppliedPrice, Report, Row, allot_cents

_FORMULA = ("=", "+", "-", "@")  # first characters of a cell that spreadsheets evaluate
_AMOUNTS = Tokens._fields
_SOURCES: dict[str, str] = PRICES_TABLE["sources"]


def describe_report(report: Report) -> dict[str, Any]:
    """Return `report` as JSON. Costs are exact, in USD.

    A cost is null for tokens without a price, a profile, branch or other key for none.
    """
    return {
        "period": {"since": report.since.isoformat(), "until": report.until.isoformat()},
        "by": list(report.by),
        "profile": report.profile or None,
        "currency": "USD",
        "estimate": True,
        "list_dates": [day.isoformat() for day in report.list_dates or ()],
        "rows": [
            {**{key: value or None for key, value in zip(report.by, row.keys, strict=True)}, **_describe_row(row)}
            for row in report.rows
        ],
        "totals": _describe_row(report.total),
        "unknown": _describe_row(report.unknown),
        "guessed": _describe_row(report.guessed),
        "unpriced": [unpriced._asdict() for unpriced in report.unpriced],
        "prices": [_describe_price(applied) for applied in report.prices],
        "problems": [
            {"kind": problem.kind, "count": problem.number, "message": problem.text} for problem in report.problems
        ],
    }


def _describe_row(row: Row) -> dict[str, Any]:
    return {
        "messages": row.messages,
        "tokens": {**row.tokens._asdict(), "total": sum(row.tokens)},
        "cost": None if row.cost is None else float(row.cost),
        "unpriced_messages": row.unpriced,
    }


def _describe_price(applied: AppliedPrice) -> dict[str, Any]:
    price = applied.price
    return {
        "model": price.model,
        "location": applied.location,
        "since": price.since.isoformat(),
        "above": price.above,
        **{field: float(getattr(price, field)) for field in _AMOUNTS},
        "factor": float(applied.factor),
        "label": price.label,
        "sources": [_SOURCES.get(source, source) for source in _split_sources(price)],
        "date": price.date.isoformat(),
        "messages": applied.messages,
        "cost": float(applied.cost),
    }


def render_csv(report: Report) -> Iterator[str]:
    """Yield the lines of `report` as in RFC 4180, without line feeds; costs are exact, or empty without a price."""
    yield _join([*report.by, "messages", *_AMOUNTS, "cost"])
    for row in report.rows:
        cost = "" if row.cost is None else f"{row.cost.normalize():f}"
        yield _join([*map(_escape_cell, row.keys), str(row.messages), *map(str, row.tokens), cost])


def _escape_cell(cell: str) -> str:
    """Return `cell`, visible, and with an apostrophe before what a spreadsheet would evaluate."""
    text = escape_text(cell)
    return f"'{text}" if text.startswith(_FORMULA) else text


def _join(cells: list[str]) -> str:
    quoted = ('"' + cell.replace('"', '""') + '"' if set(cell) & set('",\r\n') else cell for cell in cells)
    return ",".join(quoted) + "\r"


def render_prices(report: Report) -> list[str]:
    """Return a table of the prices that were applied, per million tokens, and their sources."""
    titles = ["MODEL", "LOCATION", "SINCE", "PROMPT", "INPUT", "OUTPUT", "CACHE READ", "WRITE 5M", "WRITE 1H",
              "FACTOR", "PRICE", "SOURCE"]  # fmt: skip
    rows = []
    for price, location, factor, _, _ in report.prices:
        rows.append(
            [
                price.model,
                escape_text(location) or "-",
                price.since.isoformat(),
                f">{price.above:,}" if price.above else "any",
                *(render_dollars(getattr(price, field)) for field in _AMOUNTS),
                f"{factor:f}",
                price.label,
                escape_text(price.source),
            ]
        )
    used = dict.fromkeys(word for applied in report.prices for word in _split_sources(applied.price))
    return [*render_table(rows, titles), *(f"{word}: {_SOURCES[word]}" for word in used if word in _SOURCES)]


def _split_sources(price: Price) -> list[str]:
    """Return the abbreviations of the sources of a price; the text of a catalogue.toml is whole."""
    return [price.source] if price.source.startswith(OWN) else price.source.split()


def list_notes(report: Report, *, guess: bool) -> list[str]:
    """Return notes about tokens without a price, and about messages that are not attributed or by `guess`."""
    notes = [
        f'note: no price for "{escape_text(model)}": {tokens:,} tokens in {_count(messages)}'
        for model, messages, tokens in report.unpriced
    ]
    if report.unknown.messages:
        cost = f" ({format_dollars(_find_unknown_cost(report))})" if report.unknown.cost else ""
        notes.append(f"note: profile unknown for {_count(report.unknown.messages)}{cost}; no regional premium assumed")
        if report.unknown.messages == report.total.messages:
            # Nothing is recorded in this period.
            notes.append("hint: vxenv claude install")
        if not guess:
            notes.append("hint: vxenv usage --guess")
    if report.guessed.messages:
        notes.append(f"note: profile guessed by directory for {_count(report.guessed.messages)}")
    return notes


def _find_unknown_cost(report: Report) -> Decimal | None:
    """Return the cost of messages whose profile is unknown, in the cents of their row if they have one."""
    costs = allot_cents([row.cost for row in report.rows], report.total.cost)
    cents = next((cost for row, cost in zip(report.rows, costs, strict=True) if row.keys == (UNKNOWN,)), None)
    return cents if cents and report.by == ("profile",) else report.unknown.cost


def _count(messages: int) -> str:
    return f"{messages:,} message{'' if messages == 1 else 's'}"
