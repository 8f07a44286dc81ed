"""Usage as a table (plain, until the one with bars exists)."""

from vxenv.cli.output.pager import page
from vxenv.cli.output.table import render_table
from vxenv.paths import escape_text
from vxenv.usage.report import Report, allot_cents, describe_prices


def print_usage(report: Report) -> None:
    """Print `report` as a table on stdout."""
    costs = [
        *allot_cents([row.cost for row in report.rows], report.total.cost),
        *allot_cents([report.total.cost], report.total.cost),
    ]
    rows = []
    for row, cost in zip(
        (*report.rows, report.total._replace(keys=("total", *[""] * (len(report.by) - 1)))), costs, strict=True
    ):
        tokens = row.tokens
        writes = tokens.cache_write_5m + tokens.cache_write_1h
        numbers = (row.messages, tokens.input, tokens.output, tokens.cache_read, writes)
        keys = [escape_text(key) or "-" for key in row.keys]
        rows.append([*keys, *(f"{number:,}" for number in numbers), "-" if cost is None else f"${cost:,}"])
    titles = [key.upper() for key in report.by]
    page(
        *render_table(rows, [*titles, "MESSAGES", "INPUT", "OUTPUT", "CACHE READ", "CACHE WRITE", "COST"]),
        f"{report.since} to {report.until}, estimate at {describe_prices(report)}",
    )
