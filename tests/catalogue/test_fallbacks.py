"""Fallbacks to older models according to the catalogue: chain, result, and output of commands."""

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.test_lint_rules import DAY, WHO
from commandline import called
from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import LOCATION, MAIN_MODEL, PINS, PROJECT, SKIP_AUTH, USE_VERTEX
from vxenv.catalogue.fallbacks import find_fallbacks
from vxenv.catalogue.roles import PROBED

Profile = Callable[[str, str | bytes], Path]

CLIENTS = (Version(2, 1, 197), Version(2, 1, 330), Version(2, 1, 332))
OLD, LAST, NEW = CLIENTS
TODAY = dt.date(2026, 11, 22)
RETIRED = dt.date(2026, 12, 1)
EAST = {USE_VERTEX: "1", PROJECT: "acme", LOCATION: "us-east5"}
OPUSES = ["claude-opus-5-5", "claude-opus-5", "claude-opus-4-8", "claude-opus-4-7", "claude-opus-4-6"]


def ends(given: dict[str, str], client: Version, today: dt.date = TODAY) -> dict[str, str]:
    """Return the resulting model by role, "" for none."""
    found = find_fallbacks({**EAST, **given}, client, today=today)
    return {name: one.end.model if one.end else "" for name, one in found.items()}


@pytest.mark.parametrize(
    ("client", "given", "expected"),
    [
        (OLD, {}, {}),
        (LAST, {}, {"main": OPUSES[-1], "opus": OPUSES[-1], "subagent": OPUSES[-1]}),
        (NEW, {LOCATION: "global"}, {}),
        (NEW, {LOCATION: "us", PINS["haiku"]: "x"}, {"sonnet": "claude-sonnet-5-5"}),
        (NEW, {MAIN_MODEL: "fable", PINS["sonnet"]: "claude-sonnet-5-5"}, {"opus": OPUSES[-1]}),
        (NEW, {PINS["opus"]: "claude-opus-5-5", PINS["sonnet"]: "claude-sonnet-5-5"}, {}),
        (NEW, {USE_VERTEX: "0"}, {}),
        (
            NEW,
            {},
            {
                **dict.fromkeys(("main", "opus", "subagent"), OPUSES[-1]),
                **dict.fromkeys(("sonnet", "small/fast"), "claude-sonnet-4-6"),
            },
        ),
    ],
)
def test_ends(client: Version, given: dict[str, str], expected: dict[str, str]) -> None:
    """An unpinned role falls back to the newest older model that is served; a pinned role has no fallback."""
    assert expected == ends(given, client)


def test_chain() -> None:
    """The chain has the known models of the family, newest first, and for opus the default Sonnets after them."""
    chains = {client: find_fallbacks(EAST, client, served=lambda _: "no")["opus"] for client in CLIENTS}
    older = ["claude-opus-4-5@20251101", "claude-opus-4-1@20250805", "claude-opus-4@20250514"]

    for client, first in ((OLD, 4), (LAST, 0), (NEW, 0)):
        found = [slot.model for slot in chains[client].chain]
        assert [*OPUSES[first:], *older] == [one for one in found if "opus" in one]
        assert "claude-3-5-sonnet-v2@20241022" == found[-1]
        assert chains[client].end is None


def test_fallbacks_retired() -> None:
    """No fallback is left once all older models have retired."""
    given = {MAIN_MODEL: "sonnet", PINS["opus"]: "claude-opus-4-6"}

    assert {"main": "", "sonnet": "", "small/fast": "", "subagent": ""} == ends(given, LAST, RETIRED)


@pytest.mark.parametrize(("client", "expected"), [(LAST, set()), (NEW, {"main", "subagent", *PROBED})])
def test_without_a_probe(client: Version, expected: set[str]) -> None:
    """Without probes, only newer versions fall back, skip retired models, and exclude small/fast work."""
    given = {**EAST, SKIP_AUTH: "1"}
    found = find_fallbacks(given, client, today=RETIRED, interactive=False, served=lambda _: "no")

    assert expected == found.keys()
    assert all("@20250514" not in slot.model for one in found.values() for slot in one.chain)


def test_own_locations() -> None:
    """Each model of the chain is sent to the location of its own variable."""
    found = find_fallbacks({**EAST, "VERTEX_REGION_CLAUDE_5_OPUS": "eu"}, NEW, today=TODAY)["main"]

    assert ("claude-opus-5", "eu") == (found.end and (found.end.model, found.end.location))


SAYS = "is not served in us-east5 (main); Claude Code falls back to claude-opus-4-6"


def test_lint_warns(profile: Profile) -> None:
    """A fallback is a warning, a pinned model an error, and both have hints."""
    profile("p", f'{WHO}region = "us-east5"\n')
    profile("pinned", f'{WHO}region = "us-east5"\n[models]\nopus = "claude-opus-5-5"\n')
    ran = called("lint", "p", "--client", "2.1.332", "--json", env=dict(DAY))
    found = [one for one in json.loads(ran.stdout)["findings"] if one["rule"] == "not-served"]

    assert (0, f"claude-opus-5-5 {SAYS}") == (ran.code, found[0]["message"])
    assert {"warning"} == {one["severity"] for one in found}
    assert 1 == called("lint", "pinned", "--client", "2.1.332", env=dict(DAY)).code


def test_lint_says_so_without_a_location(profile: Profile) -> None:
    """A missing location is a warning with the fallback, and an error for a pinned model."""
    profile("p", WHO)
    profile("pinned", f'{WHO}[models]\nmain = "claude-opus-5-5"\n')
    ran = called("lint", "p", "--client", "2.1.332", env=dict(DAY))

    assert 0 == ran.code
    assert "(small/fast), and falls back to claude-opus-4-6 [unset-region]" in ran.stdout
    assert 1 == called("lint", "pinned", "--client", "2.1.332", env=dict(DAY)).code


def test_fallbacks_show(profile: Profile) -> None:
    """The table shows the fallback of a role, and a note shows the whole chain."""
    profile("p", f'{WHO}region = "us-east5"\n')
    ran = called("show", "p", "--resolved", "--client", "2.1.332", env=dict(DAY))
    main = ran.stdout.splitlines()[0]
    rows = json.loads(called("show", "p", "--resolved", "--json", "--client", "2.1.332", env=dict(DAY)).stdout)
    found = {one["name"]: one["fallback"] for one in rows["slots"]}

    assert main.endswith("not served; falls back to claude-opus-4-6")
    assert f"opus is not pinned; fallbacks: {' → '.join(OPUSES)} (served in us-east5)" in ran.stderr
    assert {"main", "small/fast", "subagent", "opus", "sonnet"} == {name for name, one in found.items() if one}
    assert ("opus", "claude-opus-4-6") == (found["main"]["family"], found["main"]["model"])


def test_show_says_where_nothing_is_left(profile: Profile) -> None:
    """A chain without a served model is reported."""
    profile("p", f'{WHO}region = "eu"\n[models]\nmain = "sonnet"\n')
    ran = called("show", "p", "--resolved", "--client", "2.1.330", env={"VXENV_TODAY": f"{RETIRED}"})

    assert "claude-3-5-sonnet-v2@20241022 (none is served in eu)" in ran.stderr
    assert "haiku" not in ran.stderr.partition("fallbacks")[2]
