"""Measure `vxenv usage` beside ccusage, which reads all transcripts each time."""

import json
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from typing import Any

from measures import Bench
from report import Limit, Row
from scene import PYTHON, installed
from timing import BenchmarkError, Figure, rotated, rounds_of, run
from transcripts import Writer, Written

_SIZE = 1_000_000_000
_SPEED = 150e6  # bytes a second at least
_CCUSAGE = ("ccusage", "claude", "daily", "--json", "--breakdown", "--offline")
_FIELDS = {
    "inputTokens": "input",
    "outputTokens": "output",
    "cacheReadTokens": "cache_read",
    "cacheCreationTokens": "cache_write",
}


def usage(bench: Bench, root: str, size: int = _SIZE) -> Iterator[Row]:
    """Time a first run over generated transcripts of `size` bytes in `root`, and a run without anything new."""
    place, cache = os.path.join(root, "claude"), os.path.join(root, "usage-cache")
    written = Writer(place).write(size)
    environment = bench.home.environment | {"CLAUDE_CONFIG_DIR": place, "VXENV_CACHE_DIR": cache}
    own = [PYTHON, "-P", "-m", "vxenv", "usage", "--by", "model", "--since", "2000-01-01", "--json"]
    runs = {"first": own, "again": own}
    if installed("ccusage"):
        runs |= {"ccusage": [*_CCUSAGE], "ccusage, one thread": [*_CCUSAGE, "--single-thread"]}
    samples: dict[str, list[float]] = {name: [] for name in runs}
    for turn in range(bench.times(1 / 5)):
        shutil.rmtree(cache, ignore_errors=True)
        # The first run precedes the second one, and the peer takes turns with both.
        for name in (*rotated(list(runs)[2:], turn), "first", "again"):
            done = run(runs[name], environment, root)
            samples[name].append(done.took)
            _check(name, done.output, written)
    figures = {name: Figure(rounds_of(values)) for name, values in samples.items()}
    first, again = figures.pop("first"), figures.pop("again")
    megabytes = round(written.size / 1e6)
    work = f"usage of {megabytes:,} MB of transcripts"
    limit = Limit("", written.size / _SPEED * 1e6, f"{_SPEED / 1e6:.0f} MB/s")
    yield Row("usage.first", f"{work}, first run", first, figures, (limit,), megabytes=megabytes)
    half = (Limit("", 5e5, "under 0.5 s"),)
    yield Row("usage.again", f"{work}, nothing new", again, figures, half, megabytes=megabytes)


def _check(name: str, output: str, written: Written) -> None:
    """Raise BenchmarkError if the tokens by model are not those that were written.

    IDs of models may have a date after @, as on Vertex, or after a hyphen.
    """
    expected: Counter[str] = Counter()
    for (model, field), value in written.tokens.items():
        expected[f"{model.replace('@', '-')} {field.removesuffix('_5m').removesuffix('_1h')}"] += value
    found = json.loads(output)
    tokens = _sum_days(found["daily"]) if name.startswith("ccusage") else _sum_models(found["rows"])
    if +tokens != +expected:
        raise BenchmarkError(f"{name}: {+tokens}, expected {+expected}")


def _sum_models(rows: list[dict[str, Any]]) -> Counter[str]:
    tokens: Counter[str] = Counter()
    for row in rows:
        for field, value in row["tokens"].items():
            if field != "total":
                tokens[f"{row['model'].replace('@', '-')} {field.removesuffix('_5m').removesuffix('_1h')}"] += value
    return tokens


def _sum_days(days: list[dict[str, Any]]) -> Counter[str]:
    tokens: Counter[str] = Counter()
    for day in days:
        for row in day["modelBreakdowns"]:
            for name, field in _FIELDS.items():
                tokens[f"{row['modelName'].replace('@', '-')} {field}"] += row[name]
    return tokens
