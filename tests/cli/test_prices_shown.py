"""Prices in the output of models, show --resolved and diff."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checks.test_lint_rules import DAY, PINS, PLACED, WHO
from commandline import called
from vxenv.catalogue.knowledge import load_shipped

Profile = Callable[[str, str | bytes], Path]

FILE_DAY = {**DAY, "VXENV_TODAY": "2026-11-30"}
LIST = "per million tokens, list price of 2026-11-29"


def list_rows(*words: str) -> dict[str, list[list[str]]]:
    """Return the cells after the ID of each row of ``vxenv models --prices``, by ID."""
    ran = called("models", "--prices", *words, env=FILE_DAY)
    assert 0 == ran.code
    found: dict[str, list[list[str]]] = {}
    for line in ran.stdout.splitlines():
        found.setdefault(line.split()[0], []).append(line.split()[1:])
    return found


def test_table() -> None:
    """A row has input, output, both cache writes and cache reads; a model with tiers has a row for each."""
    found = list_rows()

    assert [["-", "$4", "$20", "$5", "$8", "$0.20"]] == found["claude-opus-5-5"]
    assert [
        ["≤100K", "$0.10", "$0.50", "$0.125", "$0.20", "$0.01"],
        [">100K", "$0.50", "$2.50", "$0.625", "$1", "$0.05"],
    ] == found["claude-haiku-5-5"]
    assert "claude-3-opus@20240229" not in found


def test_location() -> None:
    """With a location, prices contain its premium, and only models that it may serve are listed."""
    eu, east = list_rows("--location", "eu"), list_rows("--location", "us-east5")

    assert [["-", "$4.40", "$22", "$5.50", "$8.80", "$0.22"]] == eu["claude-opus-5-5"]
    assert [["-", "$15", "$75", "$18.75", "$30", "$1.50"]] == east["claude-opus-4-1@20250805"]
    assert [["-", "$3.30", "$16.50", "$4.125", "$6.60", "$0.33"]] == east["claude-sonnet-4-6"]
    assert "claude-opus-5-5" not in east


@pytest.mark.parametrize(("words", "place"), [((), "global"), (("--location", "eu"), "eu")])
def test_origin(words: tuple[str, ...], place: str) -> None:
    """The location and the date of the list are in a line of their own."""
    ran = called("models", "--prices", "--family", "opus", *words, env=FILE_DAY)

    assert f"USD per million tokens in {place}, list price of 2026-11-29" == ran.stderr.splitlines()[0]


def test_different_origins(config: Path) -> None:
    """If prices have different origins, each row names its own; a model without a price has question marks."""
    (config / "catalogue.toml").write_text(
        '[models.claude-opus-6]\nfamily = "opus"\n[price_factors]\nclaude-opus-5-5 = 0.5\n'
    )
    found = list_rows("--family", "opus")

    assert "- $2 $10 $2.50 $4 $0.10 list price of 2026-11-29 times 0.5" == " ".join(found["claude-opus-5-5"][0])
    assert "$0.50 list price of 2026-11-29" == " ".join(found["claude-opus-5"][0][-5:])
    assert [["-", *"??????"]] == found["claude-opus-6"]


def test_json() -> None:
    """JSON has the prices of each model as numbers, with their days and sources; none is an empty list."""

    def list_models(*words: str) -> dict[str, dict[str, Any]]:
        ran = called("models", "--json", *words, env=FILE_DAY)
        return {one["id"]: one for one in json.loads(ran.stdout)["models"]}

    found = list_models("--prices", "--location", "eu")

    assert {
        "above": 100000, "input": 0.55, "output": 2.75, "cache_write_5m": 0.6875, "cache_write_1h": 1.1,
        "cache_read": 0.055, "since": "2026-10-07", "label": "list price of 2026-11-29", "source": "client A G",
        "date": "2026-11-29",
    } == found["claude-haiku-5-5"]["prices"][1]  # fmt: skip
    plain = list_models()
    priced = list_models("--prices")
    assert list(load_shipped().models.by_id) == list(priced)
    assert [] == priced["claude-3-opus@20240229"]["prices"]
    assert plain == {id_: {key: row[key] for key in row if key != "prices"} for id_, row in priced.items()}


def test_price_of_the_day() -> None:
    """VXENV_TODAY selects the prices of another day."""
    ran = called("models", "--prices", "--family", "sonnet", env={**DAY, "VXENV_TODAY": "2026-10-01"})

    assert ["claude-sonnet-5-5", "-", "$2", "$10", "$2.50", "$4", "$0.20"] == ran.stdout.splitlines()[0].split()


def show(*words: str) -> list[str]:
    """Return the notes of ``vxenv show --resolved``."""
    return called("show", "--resolved", "--client", "2.1.330", *words, env=FILE_DAY).stderr.splitlines()


def test_show(profile: Profile, config: Path) -> None:
    """The price of the main model at its location is named, with tiers; not for a layer."""
    profile("prod", f"{PLACED}{PINS}")
    profile("eu", f'{WHO}region = "eu"\n{PINS}')
    profile("haiku", f'{WHO}region = "global"\n[models]\nmain = "claude-haiku-5-5"\n')
    profile("new", f'{WHO}region = "global"\n[models]\nmain = "claude-opus-9"\n')
    profile("layer", PINS)

    assert f"price of claude-opus-5-5 in global: $4 in, $20 out {LIST}" == show("prod")[1]
    assert f"price of claude-opus-5-5 in eu: $4.40 in, $22 out {LIST}" == show("eu")[1]
    haiku = "$0.10 in, $0.50 out per million tokens (above 100K: $0.50 in, $2.50 out), list price of 2026-11-29"
    assert f"price of claude-haiku-5-5 in global: {haiku}" == show("haiku")[1]
    assert "price of claude-opus-9 in global: unknown" == show("new")[1]
    assert [] == [line for line in show("layer") if line.startswith("price")]
    (config / "catalogue.toml").write_text("[price_factors]\nclaude-opus-5-5 = 0.8\n")
    assert f"price of claude-opus-5-5 in eu: $3.52 in, $17.60 out {LIST} times 0.8" == show("eu")[1]


def test_show_json(profile: Profile) -> None:
    """JSON has the prices of the model of each role, at the location of the role."""
    profile("p", f'{PLACED}{PINS}[regions]\nclaude-haiku-4-5 = "europe-west1"\n')
    ran = called("show", "p", "--resolved", "--client", "2.1.330", "--json", env=FILE_DAY)
    found = {role["name"]: role["prices"] for role in json.loads(ran.stdout)["slots"]}

    assert (4.0, 20.0, "list price of 2026-11-29") == tuple(
        found["main"][0][key] for key in ("input", "output", "label")
    )
    assert (1.1, 5.5) == tuple(found["haiku"][0][key] for key in ("input", "output"))


def test_diff(profile: Profile, config: Path) -> None:
    """Diff names the price of the main model on both sides, once if it is the same."""
    profile("prod", f"{PLACED}{PINS}")
    profile("eu", f'{WHO}region = "eu"\n{PINS}')
    profile("layer", PINS)
    profile("other", f"{PLACED}{PINS}[env]\nX = '1'\n")
    profile("off", "[vertex]\nenabled = false\n")
    first = f"prod: main costs $4 in, $20 out {LIST}"

    assert [first, f"eu: main costs $4.40 in, $22 out {LIST}"] == diff("prod", "eu")
    assert [f"main costs $4 in, $20 out {LIST}"] == diff("prod", "other")
    assert [first] == diff("prod", "layer") == diff("prod", "off") == diff("prod", "@shell")
    assert ["no differences"] == diff("prod", "prod")
    shell = {"CLAUDE_CODE_USE_VERTEX": "1", "CLOUD_ML_REGION": "us", "ANTHROPIC_MODEL": "claude-sonnet-5"}
    assert [first, f"@shell: main costs $2.20 in, $11 out {LIST}"] == diff("prod", "@shell", env=shell)
    (config / "catalogue.toml").write_text("prices = 1\n")
    assert [] == diff("prod", "eu")


def diff(*words: str, env: dict[str, str] | None = None) -> list[str]:
    """Return the notes of ``vxenv diff``."""
    return called("diff", *words, env={**FILE_DAY, **(env or {})}).stderr.splitlines()


def test_diff_json(profile: Profile) -> None:
    """JSON has the prices of both sides, an empty list for an unknown one."""
    profile("prod", f"{PLACED}{PINS}")
    profile("layer", PINS)
    document = json.loads(called("diff", "prod", "layer", "--json", env=FILE_DAY).stdout)

    assert ([4.0], []) == ([price["input"] for price in document["prices_a"]], document["prices_b"])
