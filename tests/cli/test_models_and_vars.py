"""Test models and vars, as tables and as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.test_lint_rules import DAY
from commandline import called
from vxenv.catalogue.knowledge import load_shipped
from vxenv.catalogue.variables import load_variables

Profile = Callable[[str, str | bytes], Path]


def listed(*words: str, today: str = "2026-11-22") -> list[str]:
    """Return the IDs that ``vxenv models`` prints."""
    ran = called("models", "--client", "2.1.330", *words, env={**DAY, "VXENV_TODAY": today})
    assert 0 == ran.code
    return [line.split()[0] for line in ran.stdout.splitlines()]


def rows(*words: str) -> dict[str, Any]:
    """Return the models of ``vxenv models --json`` by ID."""
    ran = called("models", "--client", "2.1.330", "--json", *words, env=dict(DAY))
    return {one["id"]: one for one in json.loads(ran.stdout)["models"]}


def test_table() -> None:
    """A row has ID, family, alias, locations, context, retirement date, and its region variable."""
    ran = called("models", "--client", "2.1.330", env=dict(DAY))
    found = {line.split()[0]: line.split()[1:] for line in ran.stdout.splitlines()}

    assert list(load_shipped().models.by_id) == list(found)
    assert ["opus", "opus", "yes", "yes", "yes", "-", "1M", "-", "VERTEX_REGION_CLAUDE_5_5_OPUS"] == found[
        "claude-opus-5-5"
    ]
    assert [
        "sonnet", "sonnet", "yes", "?", "?", "us-east5,europe-west1,+1", "200K", "2026-11-30",
        "VERTEX_REGION_CLAUDE_4_5_SONNET",
    ] == found["claude-sonnet-4-5@20250929"]  # fmt: skip
    assert [
        "opus",
        "-",
        "-",
        "-",
        "-",
        "-",
        "200K",
        "2026-09-14",
        "(retired)",
        "VERTEX_REGION_CLAUDE_4_0_OPUS",
    ] == found["claude-opus-4@20250514"]
    assert "catalogue of 2026-11-29\n" == ran.stderr


def test_aliases_are_the_clients() -> None:
    """An alias is resolved as by the Claude Code version."""
    old = called("models", "--client", "2.1.197", "--family", "opus", "--json", env=dict(DAY))
    found = {one["id"]: one["aliases"] for one in json.loads(old.stdout)["models"]}

    assert (["opus"], []) == (found["claude-opus-4-6"], found["claude-opus-5-5"])


def test_filters() -> None:
    """Each filter selects its models, and filters can be combined."""
    every = listed()

    assert [one for one in every if "-opus" in one] == listed("--family", "opus")
    lately = ["claude-opus-4@20250514", "claude-sonnet-4@20250514", "claude-3-haiku@20240307"]
    sonnet = "claude-sonnet-4-5@20250929"
    assert sorted(lately) == sorted(listed("--retiring-within", "7", today="2026-11-21"))
    assert sorted([*lately[:2], sonnet]) == sorted(listed("--retiring-within", "8"))
    assert ["claude-opus-4-5@20251101", sonnet] == listed("--retiring-within", "60", today="2026-12-15")
    assert [sonnet] == listed("--retiring-within", "0", today="2027-02-28")[-1:]
    assert ["claude-opus-4-5@20251101"] == listed("--retiring-within", "0", today="2027-03-01")
    served = listed("--served")
    assert (False, False, True) == tuple(
        one in served for one in ("claude-haiku-5-5", "claude-opus-4@20250514", "claude-opus-4-1@20250805")
    )
    assert "claude-opus-5-5" not in listed("--location", "us-east5")
    assert ["claude-sonnet-4-6", "claude-sonnet-4-5@20250929"] == listed(
        "--location", "us-east5", "--family", "sonnet", "--served"
    )
    assert ["claude-sonnet-4-6", "claude-sonnet-4-5@20250929"] == listed(
        "--location", "asia-northeast1", "--family", "sonnet"
    )
    assert [] == listed("--location", "asia-northeast1", "--family", "sonnet", "--served")


def test_models_and_vars_json() -> None:
    """JSON has all facts of each model, with source and date, and whether a location serves it."""
    ran = called("models", "--json", env={**DAY, "VXENV_TODAY": "2026-12-02"})
    document = json.loads(ran.stdout)
    one = rows("--location", "eu")["claude-opus-5"]

    assert (1, "2026-11-29", 3) == (document["version"], document["date"], document["age_days"])
    assert [] == [row["id"] for row in document["models"] if not row["source"] or not row["date"]]
    assert ({"eu": "yes"}, "aiplatform.eu.rep.googleapis.com", ["global", "us", "eu"]) == (
        one["served_at"],
        one["host"],
        one["locations"],
    )


def test_unknown_location() -> None:
    """An unknown location is reported with the nearest known one."""
    ran = called("models", "--location", "us-east-5", env=dict(DAY))

    assert (0, 'unknown location "us-east-5"; did you mean "us-east5"?') == (
        ran.code,
        ran.stderr.splitlines()[0],
    )


@pytest.mark.parametrize(("today", "warned"), [("2027-03-29", False), ("2027-03-30", True)])
def test_age(today: str, warned: bool) -> None:
    """A note about the age of the catalogue is printed after 120 days."""
    ran = called("models", env={**DAY, "VXENV_TODAY": today})

    assert warned == (f"warning: this catalogue is {120 + warned} days old and may miss models\nhint: " in ran.stderr)
    assert f"catalogue of 2026-11-29, {120 + warned} days ago" == ran.stderr.splitlines()[0]


@pytest.mark.parametrize(
    ("today", "age"), [("2026-11-29", ""), ("2026-11-30", ", 1 day ago"), ("2026-12-01", ", 2 days ago")]
)
def test_age_in_days(today: str, age: str) -> None:
    """The age of the catalogue is given in days, with a singular for one."""
    ran = called("models", env={**DAY, "VXENV_TODAY": today})

    assert f"catalogue of 2026-11-29{age}" == ran.stderr.splitlines()[0]


def test_own_rows(config: Path) -> None:
    """Rows of the user's own catalogue are listed."""
    (config / "catalogue.toml").write_text('[models.claude-opus-9]\nfamily = "opus"\nlocations = ["global"]\n')

    assert "claude-opus-9" == listed("--family", "opus")[-1]


def test_vars() -> None:
    """Each variable has a line: its name, its key, its effect."""
    lines = called("vars").stdout.splitlines()

    assert [one.name for one in load_variables().variables] == [line.split()[0] for line in lines]
    assert ["CLOUD_ML_REGION", "vertex.region"] == lines[2].split()[:2]
    assert "env.DISABLE_TELEMETRY" in {line.split()[1] for line in lines}


@pytest.mark.parametrize("word", ["CLOUD_ML_REGION", "vertex.region"])
def test_one_variable(word: str) -> None:
    """For one variable, by its name or its key, all facts are shown, including overriding variables."""
    lines = called("vars", word).stdout.splitlines()

    assert "CLOUD_ML_REGION" == lines[0]
    assert "  key            vertex.region" in lines
    assert [True, True] == [
        any(line.startswith("  overridden by") and text in line for line in lines)
        for text in ("settings", "VERTEX_REGION_*")
    ]


def test_vars_as_json() -> None:
    """JSON has the same facts, of all variables or of one."""
    every = json.loads(called("vars", "--json").stdout)
    (one,) = json.loads(called("vars", "--json", "models.haiku").stdout)["variables"]

    assert (1, len(load_variables().variables)) == (every["version"], len(every["variables"]))
    assert ("ANTHROPIC_DEFAULT_HAIKU_MODEL", True, 2) == (one["name"], one["closed"], len(one["wins_over_it"]))
    assert one in every["variables"]


@pytest.mark.parametrize(
    ("name", "found", "profiles", "directories"),
    [
        ("CLOUD_ML_REGION", "domain", "yes", "yes"),
        ("HTTPS_PROXY", "network", "yes", "after confirmation"),
        ("LD_PRELOAD", "steering", "with a warning", "no"),
        ("XDG_STATE_HOME", "reserved", "no", "no"),
    ],
)
def test_class_of_a_variable(name: str, found: str, profiles: str, directories: str) -> None:
    """The class of a variable and its permitted sources are shown, also for unlisted ones."""
    lines = [line.split() for line in called("vars", name).stdout.splitlines()]
    (row,) = json.loads(called("vars", "--json", name).stdout)["variables"]

    assert found == row["class"]
    assert [True, True] == [
        ["class", f"{found}:"] in [line[:2] for line in lines],
        f"allowed in profiles: {profiles}; in directory files: {directories}".split() in lines,
    ]


def test_no_such_variable() -> None:
    """An unknown variable is a usage error with the nearest name."""
    ran = called("vars", "CLOUD_ML_REGOIN")

    assert (2, 'vxenv: unknown variable or key "CLOUD_ML_REGOIN"\nhint: vxenv vars CLOUD_ML_REGION\n') == (
        ran.code,
        ran.stderr,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISABLE_PROMPT_CACHING", "true or false; false sets 1; Claude Code accepts 1, true, yes and on in any case"),
        ("CLAUDE_CODE_MAX_OUTPUT_TOKENS", "a number"),
        ("CLOUDSDK_CONFIG", "a directory; `~` and paths relative to the file are resolved"),
    ],
)
def test_types_are_in_words(name: str, value: str) -> None:
    """`vars NAME` describes a key's type in words, not by a name in the code."""
    line = next(line for line in called("vars", name).stdout.splitlines() if line.startswith("  value"))
    assert value == line.split(maxsplit=1)[1][: len(value)]
