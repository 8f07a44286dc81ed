"""Render the results of probe as text and JSON."""

import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final

from vxenv.catalogue.sightings import NO_ACCESS, NOT_FOUND, NOT_SERVED, QUOTA, SERVED, WORDS
from vxenv.checks.online.probe import FAILED, UNCLEAR, Result
from vxenv.checks.online.target import Target
from vxenv.cli.output.table import render_table
from vxenv.cli.output.terminal import style
from vxenv.errors import render_hints
from vxenv.paths import escape_text

VERDICT_TEXTS: Final = {**WORDS, UNCLEAR: "unknown without --spend", FAILED: "no response"}
_COLOURS = {SERVED: "green", QUOTA: "yellow", NO_ACCESS: "red", NOT_SERVED: "red", NOT_FOUND: "red"}
_BAR = 12  # characters


def render_results(results: Sequence[Result]) -> list[str]:
    """Return a table of the verdicts and response times."""
    slowest = max((result.seconds for result in results), default=0.0)
    rows = [
        [escape_text(result.model), result.location, VERDICT_TEXTS[result.verdict], *_render_time(result, slowest)]
        for result in results
    ]
    title, *lines = render_table(rows, ["MODEL", "LOCATION", "RESULT", "TIME", ""])
    colours = [_COLOURS.get(result.verdict, "reset") for result in results]
    lines = [style(line, sys.stdout, fg=colour) for line, colour in zip(lines, colours, strict=True)]
    return [style(title, sys.stdout, bold=True), *lines] if sys.stdout.isatty() else lines


def _render_time(result: Result, slowest: float) -> tuple[str, str]:
    if not result.seconds:
        return "-", ""
    bar = "▇" * max(1, round(_BAR * result.seconds / slowest)) if sys.stdout.isatty() else ""
    return f"{result.seconds * 1000:.0f} ms", bar


def suggest_fixes(results: Sequence[Result]) -> Iterator[str]:
    """Yield each cause of failures with its fix, the most frequent first."""
    by_fix: dict[str, list[str]] = {}
    for result in results:
        if result.wrong and result.verdict != UNCLEAR:
            by_fix.setdefault(result.wrong.fix, []).append(result.wrong.what)
    for fix, causes in sorted(by_fix.items(), key=lambda pair: -len(pair[1])):
        more = f", and {len(causes) - 1} more" if len(causes) > 1 else ""
        yield f"{escape_text(causes[0])}{more}"
        yield from render_hints(escape_text(fix))
    if any(result.verdict == UNCLEAR for result in results):
        yield "some locations do not count tokens; to call the models instead, use --spend"


def describe_results(target: Target, results: Sequence[Result], *, spend: bool, whole: bool) -> dict[str, Any]:
    """Return the results as JSON; `whole` is whether all requests were sent."""
    return {
        "stack": target.name or None,
        "project": target.project,
        "billed": spend,
        "complete": whole,
        "results": [
            {
                "model": result.model,
                "location": result.location,
                "verdict": result.verdict,
                "milliseconds": round(result.seconds * 1000, 1) or None,
                "cause": result.wrong.name if result.wrong else None,
                "message": result.wrong.what if result.wrong else None,
                "hint": result.wrong.fix if result.wrong else None,
            }
            for result in results
        ],
    }
