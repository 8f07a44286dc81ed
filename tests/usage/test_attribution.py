"""Test the attribution of messages to runs."""

import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vxenv.activation import trust
from vxenv.catalogue.knowledge import load_shipped
from vxenv.config import read_config
from vxenv.usage.attribution import Run, build_runs, find_role, make_guess
from vxenv.usage.index import Segment
from vxenv.usage.ledger import LedgerLine

KNOWN = load_shipped()
LINE = LedgerLine(
    time=100.0,
    session="s",
    transcript="/home/me/.claude/projects/-code/s.jsonl",
    directory="/code",
    branch="main",
    stack="eu",
    documents=("base", "eu"),
    origin="use",
    project="acme-eu",
    location="eu",
    locations={},
    models={
        "main": "claude-opus-5-5",
        "small_fast": "claude-haiku-4-5@20251001",
        "haiku": "claude-haiku-4-5@20251001",
    },
    regions={},
    provider="vertex",
    client="2.1.332",
)


def lined(**changes: Any) -> LedgerLine:
    """Return a line of the ledger with other fields."""
    return LINE._replace(**changes)


def runs_of(*lines: LedgerLine) -> tuple[list[Run], list[Segment]]:
    """Return the runs and the segments of lines."""
    return build_runs(lines)


def test_a_run_lasts_until_the_next_line_of_its_session() -> None:
    """A session that is resumed under another profile belongs to the first run until then."""
    runs, segments = runs_of(lined(), lined(time=50.0, session="t"), lined(time=200.0, stack="us", project="acme-us"))

    assert [("eu", "acme-eu"), ("us", "acme-us")] == [(run.stack, run.project) for run in runs]
    assert [
        Segment("s", 100.0, 200.0, 0),
        Segment("s", 200.0, math.inf, 1),
        Segment("t", 50.0, math.inf, 0),
    ] == segments


def test_lines_in_any_order() -> None:
    """Lines are sorted by time, as clocks and processes may write them in another order."""
    _, segments = runs_of(lined(time=200.0, stack="us"), lined())

    assert [(100.0, 200.0, 0), (200.0, math.inf, 1)] == [tuple(segment)[1:] for segment in segments]


def test_another_provider_has_no_project() -> None:
    """Project and location are those of requests to Vertex."""
    (run,), _ = runs_of(lined(provider="bedrock", regions={"claude-opus-5-5": "us"}))

    assert ("eu", "", "", "") == (run.stack, run.project, run.location, run.find_location("claude-opus-5-5"))


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("claude-opus-4@20250514", "us-east5"),
        ("claude-opus-4-7", "global"),
        ("claude-haiku-4-5@20251001", "eu"),
    ],
)
def test_locations_of_models(model: str, expected: str) -> None:
    """The longest prefix decides, and without one the location of the run."""
    (run,), _ = runs_of(lined(regions={"claude-opus-4": "us-east5", "claude-opus-4-7": "global"}))

    assert expected == run.find_location(model)


@pytest.mark.parametrize(
    ("model", "sidechain", "expected"),
    [
        ("claude-opus-5-5", False, "main"),
        ("claude-opus-5-5-fast", False, "main"),
        ("claude-opus-5-5", True, "subagent"),
        ("claude-haiku-4-5-20251001", False, "haiku"),
        ("claude-sonnet-5-5", False, "sonnet"),
        ("gpt-9", False, ""),
    ],
)
def test_roles(model: str, sidechain: bool, expected: str) -> None:
    """A role is found by its model in any spelling, else by the family."""
    (run,), _ = runs_of(lined())

    assert expected == find_role(run, model, KNOWN, sidechain=sidechain)


def test_the_role_of_an_unknown_model() -> None:
    """A model that the catalogue does not have is found by its text."""
    (run,), _ = runs_of(lined(models={"main": "claude-next", "small_fast": "claude-tiny"}))

    assert ["main", "small/fast"] == [
        find_role(run, model, KNOWN, sidechain=False) for model in ("claude-next", "claude-tiny")
    ]


def test_profiles_of_a_run() -> None:
    """A run has its stack and all documents of the stack."""
    (run,), _ = runs_of(lined(stack="eu+fast", documents=("base", "eu", "fast")))

    assert [True, True, True, False] == [run.has_profile(name) for name in ("eu+fast", "base", "fast", "us")]


def test_a_guess_takes_an_allowed_directory_file(profile: Callable[[str, str], Path], work: Path) -> None:
    """A guess is the profile of the nearest allowed directory file, with its project, locations and models."""
    profile("base", "[models]\nmain = 'claude-opus-5-5'\n")
    profile(
        "eu",
        "extends = 'base'\n[vertex]\nproject = 'acme-eu'\nregion = 'eu'\n"
        "[regions]\nclaude-opus-4-7 = 'us'\nclaude-opus-4 = 'us'\n",
    )
    inner = work / "a" / "b"
    inner.mkdir(parents=True)
    file = work / "a" / ".vxenv.toml"
    file.write_text("profile = 'eu'\n")
    guess = make_guess(read_config(), KNOWN)

    assert None is guess(str(inner))
    trust.allow(str(file), file.read_bytes())
    run = make_guess(read_config(), KNOWN)(str(inner / "gone"))
    assert run is not None
    assert ("eu", True, "acme-eu", "eu", "us", "eu", "claude-opus-5-5") == (
        run.stack,
        run.guessed,
        run.project,
        run.location,
        run.find_location("claude-opus-4-7"),
        run.find_location("claude-opus-4-8"),
        run.models["main"],
    )
    assert run.has_profile("base")


@pytest.mark.parametrize("directory", ["", ".", "relative", "/\0", "/" + "a" * 5000, "/nowhere"])
def test_no_guess(directory: str, profile: Callable[[str, str], Path], work: Path, config: Path) -> None:
    """The default profile is not guessed, and a directory that is no path, or relative, is no reason for a guess."""
    profile("eu", "")
    (config / "config.toml").write_text("default = 'eu'\n")
    (work / ".vxenv.toml").write_text("profile = 'eu'\n")
    trust.allow(str(work / ".vxenv.toml"), b"profile = 'eu'\n")

    assert None is make_guess(read_config(), KNOWN)(directory)
