"""Test the requests of Claude Code per role (model, location, address) against the predictions of slots.py."""

from pathlib import Path

import pytest

from client.vertex import SIGNED_IN, SUBAGENTS, Claude, Vertex, ask, environment
from vxenv.catalogue.clients import load_clients
from vxenv.catalogue.environment import FAMILIES
from vxenv.catalogue.roles import Role, find_project, find_provider, list_probes, resolve_roles

MAIN = "ANTHROPIC_MODEL"
DEFAULT = "ANTHROPIC_DEFAULT_MODEL"
OPUS = "ANTHROPIC_DEFAULT_OPUS_MODEL"
SONNET = "ANTHROPIC_DEFAULT_SONNET_MODEL"
HAIKU = "ANTHROPIC_DEFAULT_HAIKU_MODEL"
FABLE = "ANTHROPIC_DEFAULT_FABLE_MODEL"
SMALL = "ANTHROPIC_SMALL_FAST_MODEL"
SUBAGENT = "CLAUDE_CODE_SUBAGENT_MODEL"
NO_MILLION = "CLAUDE_CODE_DISABLE_1M_CONTEXT"
REGION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
BASE = "ANTHROPIC_VERTEX_BASE_URL"
QUOTA = "GOOGLE_CLOUD_QUOTA_PROJECT"
VR = "VERTEX_REGION_CLAUDE_"

# A separate location for each variable: the address shows which one was read.
REGIONS = {
    f"{VR}{name}": f"xx-{name.lower().replace('_', '-')}"
    for name in (
        *("3_5_HAIKU", "3_5_SONNET", "3_7_SONNET", "4_0_OPUS", "4_0_SONNET", "4_1_OPUS", "4_5_OPUS", "4_5_SONNET"),
        *("4_6_OPUS", "4_6_SONNET", "4_7_OPUS", "4_8_OPUS", "5_OPUS", "5_SONNET", "5_5_OPUS", "5_5_SONNET"),
        *("FABLE_5", "FABLE_5_1", "FABLE_5_2", "HAIKU_4_5", "HAIKU_5_5"),
    )
}

ROLES: list[dict[str, str | None]] = [
    {},
    # the main model: aliases, in any case, and other words
    {MAIN: "opus", REGION: "global"},
    {MAIN: "sonnet", REGION: "us"},
    {MAIN: "haiku", REGION: "eu"},
    {MAIN: "fable"},
    {MAIN: "best", FABLE: "claude-fable-5-1"},
    {MAIN: "opusplan", OPUS: "claude-opus-4-7"},
    {MAIN: "default"},
    {MAIN: " OPUS "},
    {MAIN: ""},
    # IDs: Vertex's, Anthropic's own, undated, unknown
    {MAIN: "claude-opus-4-5@20251101"},
    {MAIN: "claude-opus-4-5-20251101"},
    {MAIN: "claude-3-5-sonnet-20241022"},
    {MAIN: "claude-opus-4-5"},
    {MAIN: "Claude-Opus-4-6", f"{VR}4_6_OPUS": "europe-west1"},
    {MAIN: "claude-opus-5-5-20260901"},
    {MAIN: "some-model"},
    # the context of a million tokens
    {MAIN: "opus[1m]", OPUS: "claude-opus-4-6"},
    {MAIN: "sonnet[1m]", SUBAGENT: "opus[1m]"},
    {MAIN: "claude-opus-4-8[1m]"},
    {MAIN: "some-model[1m]"},
    {MAIN: "best[1m]", OPUS: "claude-opus-4-6"},
    {MAIN: "opus[1m]", NO_MILLION: "1"},
    {SONNET: "claude-sonnet-4-6[1m]", NO_MILLION: "1"},
    # pins, and the main model that results from them
    {OPUS: "claude-opus-4-7"},
    {SONNET: "claude-sonnet-4-6"},
    {HAIKU: "claude-haiku-5-5"},
    {OPUS: "claude-opus-4-7", SONNET: "claude-sonnet-4-6"},
    {OPUS: "claude-opus-5", SONNET: "claude-sonnet-5", HAIKU: "claude-haiku-4-5@20251001", FABLE: "claude-fable-5"},
    {OPUS: "sonnet", HAIKU: "opus"},
    {SONNET: "haiku"},
    {MAIN: "opus", OPUS: "best"},
    {OPUS: " claude-opus-4-7 ", f"{VR}4_7_OPUS": "eu"},
    {OPUS: "claude-opus-4-5-20251101", HAIKU: "claude-haiku-4-5-20251001"},
    {DEFAULT: "claude-opus-4-8"},
    {DEFAULT: "fable", OPUS: "claude-opus-4-7", SONNET: "claude-sonnet-4-6"},
    {DEFAULT: "haiku", OPUS: "claude-opus-4-7", SONNET: "claude-sonnet-4-6"},
    {DEFAULT: "claude-opus-4-8", MAIN: "sonnet"},
    # small and fast
    {SMALL: "claude-haiku-4-5@20251001", HAIKU: "claude-haiku-5-5"},
    {SMALL: " haiku "},
    {MAIN: "claude-opus-5", SONNET: "claude-sonnet-4-6"},
    {HAIKU: "claude-haiku-5-5", f"{VR}HAIKU_5_5": "global", f"{VR}HAIKU_4_5": "eu"},
    # subagents
    {SUBAGENT: "haiku", f"{VR}HAIKU_4_5": "europe-west1"},
    {SUBAGENT: "inherit", MAIN: "claude-opus-5"},
    {SUBAGENT: "claude-opus-4-6"},
    # locations: the variable, and its effective value
    {**REGIONS, REGION: "eu"},
    {**REGIONS, MAIN: "claude-opus-4-9", SUBAGENT: "claude-opus-5-9", SMALL: "claude-sonnet-4-7", FABLE: "mythos"},
    {**REGIONS, MAIN: "claude-opus-4-10", SUBAGENT: "claude-opus-6", SMALL: "claude-haiku-5", HAIKU: "claude-haiku-5"},
    {**REGIONS, OPUS: "claude-opus-4-1", SONNET: "claude-sonnet-5-5", HAIKU: "claude-haiku-5-5", SUBAGENT: ""},
    {**REGIONS, OPUS: "claude-opus-5-5", SONNET: "claude-sonnet-4@20250514", FABLE: "claude-fable-5-1"},
    {**REGIONS, OPUS: "claude-3-opus@20240229", SONNET: "claude-3-7-sonnet@20250219", FABLE: "claude-fable-5-2"},
    {MAIN: "claude-opus-4-1", f"{VR}4_0_OPUS": "europe-west4", REGION: "global"},
    {MAIN: "claude-opus-4-6", f"{VR}4_6_OPUS": "a.b", REGION: "eu"},
    {MAIN: "claude-opus-4-6", f"{VR}4_6_OPUS": "", REGION: ""},
    {REGION: " us-east5 "},
    {REGION: "us-east5/x"},
    {REGION: "US-EAST5"},
    {REGION: "not-a-region"},
    # projects, and addresses
    {PROJECT: " proj "},
    {PROJECT: "example.com:proj"},
    {PROJECT: "proj/x"},
    {BASE: "{vertex}"},
    {BASE: "{vertex}/a/v1//"},
]

SIGNED: list[dict[str, str | None]] = [
    {},
    {OPUS: "claude-opus-4-7"},
    {OPUS: "claude-opus-4-7", SONNET: "claude-sonnet-4-6", HAIKU: "claude-haiku-4-5@20251001"},
    {SMALL: "claude-haiku-4-5@20251001", f"{VR}4_5_SONNET": "europe-west1"},
    {MAIN: "claude-opus-5"},
    {MAIN: "sonnet"},
    {PROJECT: None, QUOTA: "quota"},
]

ELSEWHERE: list[dict[str, str | None]] = [
    {"CLAUDE_CODE_USE_BEDROCK": "1"},
    {"CLAUDE_CODE_USE_FOUNDRY": "true"},
    {"CLAUDE_CODE_USE_MANTLE": "1"},
    {"CLAUDE_CODE_USE_ANTHROPIC_AWS": "1"},
    {"CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD": "1"},
    {"CLAUDE_CODE_USE_GATEWAY": "1"},
    {"CLAUDE_CODE_USE_BEDROCK": "0"},
    {"CLAUDE_CODE_USE_VERTEX": "YES"},
    {"CLAUDE_CODE_USE_VERTEX": "2"},
]


def named(row: dict[str, str | None]) -> str:
    """Return a name for a row; the locations of all variables at once are one word in it."""
    words = {name: value for name, value in row.items() if REGIONS.get(name) != value}
    text = " ".join(f"{name}={value}" for name, value in words.items())
    return ("regions " if len(words) < len(row) else "") + text or "minimum"


def told(found: dict[str, Role], claude: Claude) -> dict[str, Role]:
    """Return the slot for each role of a run; an alias given to a subagent may have another meaning.

    An older version uses CLAUDE_CODE_SUBAGENT_MODEL. Otherwise the alias of the main model's own family gives
    the main model, and in newer versions a main model without a family counts as an Opus.
    """
    main, newer = found["main"], load_clients().find_client(claude.version).call_wins
    if found["subagent"].rule == "named" and not newer:
        return found | dict.fromkeys(SUBAGENTS, found["subagent"])
    own = [family for family in FAMILIES if family in main.model.lower()]
    return found | dict.fromkeys(own or (["opus"] if newer else []), main)


@pytest.mark.parametrize("row", ROLES, ids=named)
def test_each_role_asks_for_what_its_slot_says(
    row: dict[str, str | None], claude: Claude, vertex: Vertex, tmp_path: Path
) -> None:
    """The main, small and fast, subagent and alias models go to the predicted address, with the predicted beta."""
    given = environment(row, vertex)
    found = told({slot.name: slot for slot in resolve_roles(given, claude.version)}, claude)
    ran = ask(claude, given, vertex, tmp_path / "home")

    assert {name: {slot.url} for name, slot in found.items()} == {name: ran.urls(name) for name in found}, ran.output
    assert {(name, slot.beta) for name, slot in found.items()} == {
        (request.role, request.beta) for request in ran.requests if request.role in found
    }


@pytest.mark.parametrize("row", SIGNED, ids=named)
def test_a_start_probes_what_is_not_pinned(
    row: dict[str, str | None], claude: Claude, vertex: Vertex, tmp_path: Path
) -> None:
    """With Google's authentication, each family without a pin is probed once, in the resolved project."""
    given = environment({**SIGNED_IN, **row}, vertex)
    expected = [slot.url.replace(":streamRawPredict", ":rawPredict") for slot in list_probes(given, claude.version)]
    ran = ask(claude, given, vertex, tmp_path / "home")
    resolved = find_project(given, claude.version)

    if resolved is None:
        assert (1, ()) == (ran.code, ran.requests)
        assert "No projectId was given" in ran.output
    else:
        assert sorted(expected) == sorted(request.url for request in ran.requests if request.role == "probe")
        assert {resolve_roles(given, claude.version)[0].url} == ran.urls("main")


@pytest.mark.parametrize("row", [{PROJECT: None}, {PROJECT: " "}, {PROJECT: None, QUOTA: "quota"}], ids=named)
def test_without_a_project_nothing_is_asked(
    row: dict[str, str | None], claude: Claude, vertex: Vertex, tmp_path: Path
) -> None:
    """Without a project Claude Code has no address and stops before its first request."""
    given = environment(row, vertex)
    ran = ask(claude, given, vertex, tmp_path / "home")

    assert (None, {""}) == (
        find_project(given, claude.version),
        {slot.url for slot in resolve_roles(given, claude.version)},
    )
    assert (1, ()) == (ran.code, ran.requests)
    assert "No projectId was given" in ran.output


@pytest.mark.parametrize("row", ELSEWHERE, ids=named)
def test_other_providers_get_what_their_switches_say(
    row: dict[str, str | None], claude: Claude, vertex: Vertex, tmp_path: Path
) -> None:
    """Vertex gets requests exactly if `provider` predicts it."""
    given = environment(row, vertex)
    ran = ask(claude, given, vertex, tmp_path / "home")

    assert (find_provider(given, claude.version) == "CLAUDE_CODE_USE_VERTEX") == bool(ran.requests), ran.output
    assert bool(resolve_roles(given, claude.version)) == bool(ran.requests)


@pytest.mark.parametrize("location", ["global", "us", "eu", "europe-west4", "EU", "not-a-region"])
def test_hosts_are_those_that_the_client_connects_to(
    location: str, claude: Claude, vertex: Vertex, tmp_path: Path
) -> None:
    """Without a base URL, the proxy gets the host of the main slot."""
    row = {BASE: None, REGION: location, "HTTPS_PROXY": "http://{host}"}
    given = environment(row, vertex)
    ran = ask(claude, given, vertex, tmp_path / "home")

    assert {f"{resolve_roles(given, claude.version)[0].host}:443"} == set(ran.connects), ran.output
