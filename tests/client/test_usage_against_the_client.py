"""Test `vxenv usage` on transcripts of the real Claude Code: sums equal the numbers that the server answered."""

import json
import os
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from client.settings import ADDRESS, Ground, ground, started
from client.vertex import SUBAGENTS, Claude, Counted, Vertex, environment

SOURCE = str(Path(__file__).parents[2] / "src")
VXENV = [sys.executable, "-P", "-m", "vxenv"]
# USD per million tokens: input, output, cache hits, writes for 5 minutes and for 1 hour.
PRICES = {
    "claude-opus-4-7": ("5", "25", "0.50", "6.25", "10"),
    "claude-sonnet-4-6": ("3", "15", "0.30", "3.75", "6"),
    "claude-haiku-4-5@20251001": ("1", "5", "0.10", "1.25", "2"),
}
MODELS = """\
[models]
main = "claude-opus-4-7"
opus = "claude-opus-4-7"
sonnet = "claude-sonnet-4-6"
haiku = "claude-haiku-4-5@20251001"
fable = "claude-sonnet-4-6"
"""
FACTORS = {"eu": Decimal("1.1"), "global": Decimal(1)}
FIELDS = ("input", "output", "cache_read", "cache_write_5m", "cache_write_1h")


@pytest.fixture
def on(tmp_path: Path, vertex: Vertex) -> Ground:
    """Provide directories with the profiles `client-a` in eu and `client-b` in global, and a server that counts."""
    made = ground(tmp_path / "ground")
    vertex.counts = True
    base = environment({}, vertex)["ANTHROPIC_VERTEX_BASE_URL"]
    profiles = made.home / ".config" / "vxenv" / "profiles"
    profiles.mkdir(parents=True)
    for name, location in (("client-a", "eu"), ("client-b", "global")):
        vertex_table = f'[vertex]\nproject = "{name}"\nregion = "{location}"\nbase_url = "{base}"\nskip_auth = true\n'
        (profiles / f"{name}.toml").write_text(vertex_table + MODELS)
    return made


def ask(claude: Claude, on: Ground, vertex: Vertex, profile: str, *more: str) -> str:
    """Run Claude Code by `vxenv exec`, and return its output."""
    words = [*VXENV, "exec", profile, "--", claude.path, "-p", "hi", *more]
    return started(words, on, {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none"}, vertex).output


def use(on: Ground, *words: str) -> dict[str, Any]:
    """Return the JSON of `vxenv usage`."""
    done = subprocess.run(
        [*VXENV, "usage", "--since", "2d", "--json", *words],
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), "PYTHONPATH": SOURCE},
        cwd=on.project,
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def list_tokens(usage: Any) -> list[int]:
    """Return the tokens of an answer in the order of `FIELDS`."""
    written = usage["cache_creation"]
    return [
        usage["input_tokens"],
        usage["output_tokens"],
        usage["cache_read_input_tokens"],
        written["ephemeral_5m_input_tokens"],
        written["ephemeral_1h_input_tokens"],
    ]


def expect(answers: list[Counted], profiles: list[str]) -> dict[tuple[str, ...], list[Any]]:
    """Return messages, tokens and costs by profile, project, location and model, for answers under `profiles`."""
    rows: dict[tuple[str, ...], list[Any]] = {}
    for answer, profile in zip(answers, profiles, strict=True):
        found = ADDRESS.search(answer.url)
        assert found
        row = rows.setdefault((profile, *found.groups()), [0] * 6 + [Decimal(0)])
        tokens = list_tokens(answer.usage)
        prices = map(Decimal, PRICES[found[3]])
        cost = (
            sum(number * price for number, price in zip(tokens, prices, strict=True)) * FACTORS[found[2]] / 1_000_000
        )
        row[:] = [before + more for before, more in zip(row, (1, *tokens, cost), strict=True)]
    return rows


def find_rows(report: dict[str, Any], *keys: str) -> dict[tuple[str, ...], list[Any]]:
    """Return messages, tokens and costs in a report."""
    return {
        tuple(row[key] for key in keys): [
            row["messages"],
            *(row["tokens"][field] for field in FIELDS),
            Decimal(str(row["cost"])),
        ]
        for row in report["rows"]
    }


def test_two_profiles_in_one_repository(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Each profile costs what the server counted for it, also in a session resumed under the other profile."""
    profiles: list[str] = []
    outputs = []
    first: tuple[str, ...] = ()
    for profile, is_resumed in (("client-a", False), ("client-b", False), ("client-b", True)):
        outputs.append(ask(claude, on, vertex, profile, *(first if is_resumed else ())))
        profiles += [profile] * (len(vertex.counted) - len(profiles))
        first = first or ("--resume", next((on.home / ".claude" / "projects").glob("*/*.jsonl")).stem)
    keys = ("profile", "project", "location", "model")
    report = use(on, *(word for key in keys for word in ("--by", key)))

    assert expect(vertex.counted, profiles) == find_rows(report, *keys), outputs
    assert len(vertex.counted) == report["totals"]["messages"]
    assert ([], [], 0) == (report["problems"], report["unpriced"], report["unknown"]["messages"])
    roles = Counter("subagent" if answer.role in SUBAGENTS else "main" for answer in vertex.counted)
    assert roles == {row["role"]: row["messages"] for row in use(on, "--by", "role")["rows"]}
