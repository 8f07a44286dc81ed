"""Test that the sums are those of the real ccusage."""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from transcripts import Writer

from usage.lines import count_tokens, read_sums, write_transcript
from usage.test_duplicates import CASES

# Names of ccusage's fields; it adds up cache writes.
_FIELDS = {
    "inputTokens": "input", "outputTokens": "output", "cacheReadTokens": "cache_read",
    "cacheCreationTokens": "cache_write",
}  # fmt: skip
_DAILY = ("ccusage", "claude", "daily", "--json", "--breakdown", "--offline", "--timezone", "UTC")

Counts = Counter[tuple[str, str]]


@pytest.fixture(autouse=True)
def _installed() -> None:
    """Skip the test where ccusage is missing; fail where CI is set."""
    if shutil.which("ccusage") is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("ccusage is not installed")


def ask_ccusage(root: Path) -> tuple[Counts, dict[str, int]]:
    """Return the tokens by model and field, and the output tokens by day, as ccusage counts them."""
    environment = os.environ | {"CLAUDE_CONFIG_DIR": str(root)}
    done = subprocess.run(_DAILY, env=environment, capture_output=True, text=True, check=True)
    counts: Counts = Counter()
    days = {}
    for day in json.loads(done.stdout)["daily"]:
        days[day["date"]] = day["outputTokens"]
        for row in day["modelBreakdowns"]:
            for name, field in _FIELDS.items():
                counts[row["modelName"], field] += row[name]
    return +counts, days


def ask_index(root: Path) -> tuple[Counts, dict[str, int]]:
    """Return the same as the index counts them."""
    sums = read_sums(root)
    counts: Counts = Counter()
    for (model, field), value in count_tokens(sums).items():
        counts[model, field.removesuffix("_5m").removesuffix("_1h")] += value
    days: Counter[str] = Counter()
    for each in sums:
        days[each.utc_day.isoformat()] += each.tokens.output
    return counts, days


@pytest.mark.parametrize("seed", range(3))
def test_generated_transcripts(home: Path, seed: int) -> None:
    """Tokens by model and by day are those of ccusage."""
    Writer(str(home / ".claude"), seed).write(3_000_000)

    assert ask_ccusage(home / ".claude") == ask_index(home / ".claude")


@pytest.mark.parametrize("name", CASES)
def test_duplicates(home: Path, name: str) -> None:
    """In each case of duplicates, ccusage takes the same lines.

    Lines without a request ID have the same time here: otherwise `daily` counts each, unlike `session`.
    """
    for path, lines in CASES[name][0].items():
        write_transcript(home / ".claude", f"{path}.jsonl", *lines)

    assert ask_ccusage(home / ".claude") == ask_index(home / ".claude")
