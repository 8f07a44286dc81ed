"""Roles: every measured row, without running Claude Code; tests/client runs it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import PINS, is_on
from vxenv.catalogue.roles import NAMES, Project, Role, find_project, find_provider, list_probes, resolve_roles
from vxenv.catalogue.variables import load_variables

OLD = Version(2, 1, 197)
NEW = Version(2, 1, 330)
TODAY = date(2026, 11, 22)

MAIN = "ANTHROPIC_MODEL"
DEFAULT = "ANTHROPIC_DEFAULT_MODEL"
OPUS = PINS["opus"]
SONNET = PINS["sonnet"]
HAIKU = PINS["haiku"]
FABLE = PINS["fable"]
SMALL = "ANTHROPIC_SMALL_FAST_MODEL"
SUBAGENT = "CLAUDE_CODE_SUBAGENT_MODEL"
REGION = "CLOUD_ML_REGION"
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
BASE = "ANTHROPIC_VERTEX_BASE_URL"
SKIP = "CLAUDE_CODE_SKIP_VERTEX_AUTH"
QUOTA = "GOOGLE_CLOUD_QUOTA_PROJECT"
MINIMUM = {"CLAUDE_CODE_USE_VERTEX": "1", PROJECT: "proj"}

S45 = "claude-sonnet-4-5@20250929"
H45 = "claude-haiku-4-5@20251001"
O47 = "claude-opus-4-7"
S46 = "claude-sonnet-4-6"
H55 = "claude-haiku-5-5"
O55 = "claude-opus-5-5"


def slot(environment: dict[str, str], client: Version, name: str = "main") -> Role:
    """Return the role `name` in `environment`, with Vertex enabled."""
    return {slot.name: slot for slot in resolve_roles({**MINIMUM, **environment}, client, today=TODAY)}[name]


def both(environment: dict[str, str], name: str = "main") -> tuple[str, str]:
    """Return the model of the role in the older and in the newer version."""
    return slot(environment, OLD, name).model, slot(environment, NEW, name).model


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({}, S45, O55),
        ({MAIN: "opus"}, "claude-opus-4-6", O55),
        ({MAIN: "sonnet"}, S45, S45),
        ({MAIN: "haiku"}, H45, H45),
        ({MAIN: "fable"}, "claude-fable-5", "claude-fable-5-2"),
        ({MAIN: "best"}, "claude-opus-4-6", O55),
        ({MAIN: "best", FABLE: "claude-fable-5-1"}, "claude-fable-5-1", O55),
        ({MAIN: "opusplan"}, S45, S45),
        ({MAIN: "opusplan", OPUS: O47, SONNET: S46}, S46, S46),
        ({MAIN: " Opus "}, "claude-opus-4-6", O55),
        ({MAIN: ""}, S45, O55),
        ({MAIN: "default"}, "default", "default"),
        ({OPUS: O47}, S45, O47),
        ({SONNET: S46}, S46, S46),
        ({OPUS: O47, SONNET: S46}, S46, O47),
        ({OPUS: "", SONNET: S46}, S46, S46),
        ({HAIKU: H55, FABLE: "claude-fable-5"}, S45, O55),
        ({OPUS: "haiku"}, S45, H45),
        ({MAIN: "opus", OPUS: "haiku"}, "haiku", "haiku"),
        ({MAIN: "claude-opus-4-5-20251101"}, "claude-opus-4-5-20251101", "claude-opus-4-5@20251101"),
        ({MAIN: "claude-opus-4-5"}, "claude-opus-4-5", "claude-opus-4-5"),
        ({MAIN: "opus", OPUS: "claude-opus-4-5-20251101"}, "claude-opus-4-5-20251101", "claude-opus-4-5@20251101"),
        ({MAIN: "opus", OPUS: f" {O47} "}, f" {O47} ", O47),
        ({MAIN: "Claude-Opus-4-6"}, "Claude-Opus-4-6", "claude-opus-4-6"),
        ({MAIN: "Claude-Foo"}, "Claude-Foo", "Claude-Foo"),
        ({MAIN: "opus[1m]"}, "claude-opus-4-6", O55),
        ({MAIN: "opus [1M]"}, "claude-opus-4-6", O55),
        ({MAIN: "opus[1m]", "CLAUDE_CODE_DISABLE_1M_CONTEXT": "1"}, "opus", O55),
        ({MAIN: "claude-opus-4-6[1m]"}, "claude-opus-4-6", "claude-opus-4-6"),
        ({DEFAULT: "claude-opus-4-8"}, S45, "claude-opus-4-8"),
        ({DEFAULT: "sonnet", OPUS: O47}, S45, S45),
        ({DEFAULT: "haiku", OPUS: O47}, S45, O47),
        ({DEFAULT: "opusplan"}, S45, O55),
        ({DEFAULT: "claude-opus-4-8", MAIN: "sonnet"}, S45, S45),
    ],
)
def test_main_model(environment: dict[str, str], old: str, new: str) -> None:
    """The main model is that of the measurements in either version."""
    assert (old, new) == both(environment)


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({}, S45, S45),
        ({MAIN: "opus"}, "claude-opus-4-6", O55),
        ({MAIN: "claude-opus-5", SONNET: S46}, "claude-opus-5", "claude-opus-5"),
        ({DEFAULT: "opus", SONNET: S46}, S46, O55),
        ({OPUS: O47}, S45, O47),
        ({SONNET: S46}, S46, S46),
        ({OPUS: O47, SONNET: S46}, S46, S46),
        ({FABLE: "claude-fable-5"}, S45, S45),
        ({MAIN: "opus", HAIKU: H55}, H55, H55),
        ({SMALL: H45, HAIKU: H55}, H45, H45),
        ({SMALL: "", HAIKU: H55}, H55, H55),
        ({SMALL: "haiku"}, "haiku", "haiku"),
        ({SMALL: " x "}, " x ", "x"),
    ],
)
def test_small_and_fast_model(environment: dict[str, str], old: str, new: str) -> None:
    """Small/fast work uses its own variable, then Haiku's, then the main model or in newer versions Sonnet."""
    assert (old, new) == both(environment, "small/fast")


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({}, S45, O55),
        ({MAIN: "claude-opus-5"}, "claude-opus-5", "claude-opus-5"),
        ({SUBAGENT: "haiku"}, H45, H45),
        ({SUBAGENT: " HAIKU ", HAIKU: H55}, H55, H55),
        ({SUBAGENT: "claude-opus-4-6"}, "claude-opus-4-6", "claude-opus-4-6"),
        ({SUBAGENT: "inherit", MAIN: "fable"}, "claude-fable-5", "claude-fable-5-2"),
        ({SUBAGENT: "", MAIN: "sonnet"}, S45, S45),
    ],
)
def test_subagents_model(environment: dict[str, str], old: str, new: str) -> None:
    """Subagents use the model of their variable, else the main model."""
    assert (old, new) == both(environment, "subagent")


@pytest.mark.parametrize(
    ("name", "environment", "old", "new"),
    [
        ("opus", {}, "claude-opus-4-6", O55),
        ("sonnet", {}, S45, S45),
        ("haiku", {}, H45, H45),
        ("fable", {}, "claude-fable-5", "claude-fable-5-2"),
        ("opus", {OPUS: O47, MAIN: "sonnet"}, O47, O47),
        ("haiku", {SMALL: H55}, H45, H45),
        ("fable", {FABLE: "claude-fable-5-1[1m]"}, "claude-fable-5-1", "claude-fable-5-1"),
    ],
)
def test_roles_aliases(name: str, environment: dict[str, str], old: str, new: str) -> None:
    """An alias means its pin, else the built-in model."""
    assert (old, new) == both(environment, name)


@pytest.mark.parametrize(
    ("model", "old", "new"),
    [
        ("opus[1m]", True, False),
        ("claude-opus-4-6[1m]", True, True),
        ("claude-opus-4-8[1m]", True, False),
        ("sonnet[1m]", True, True),
        ("haiku[1m]", True, True),
        ("best[1m]", False, False),
        ("some-model[1M]", True, True),
        ("claude-opus-4-6[2m]", False, False),
        ("claude-opus-4-6", False, False),
    ],
)
def test_beta_for_the_million(model: str, old: bool, new: bool) -> None:
    """The older version always sends the header, the newer one only for models with a smaller window."""
    assert (old, new) == (slot({MAIN: model}, OLD).beta, slot({MAIN: model}, NEW).beta)
    assert ("[1m]" in model.lower() and model != "best[1m]") == slot({MAIN: model}, NEW).million


@pytest.mark.parametrize("client", [OLD, NEW])
def test_the_million_can_be_turned_off(client: Version) -> None:
    """With the switch, no header is sent, but the role still records the request for [1m]."""
    found = slot({MAIN: "claude-opus-4-6[1m]", "CLAUDE_CODE_DISABLE_1M_CONTEXT": "true"}, client)

    assert (True, False) == (found.million, found.beta)


@pytest.mark.parametrize(
    ("region", "old", "new"),
    [
        ("global", "global", "global"),
        ("eu", "eu", "eu"),
        ("", "us-east5", "us-east5"),
        (" us-east5 ", " us-east5 ", "us-east5"),
        ("us-east5/x", "us-east5/x", "us-east5"),
        ("a.b", "a.b", "us-east5"),
        ("a", "a", "us-east5"),
        ("us-", "us-", "us-east5"),
        ("us-a-b-c-d", "us-a-b-c-d", "us-a-b-c-d"),
        ("us-a-b-c-d-e", "us-a-b-c-d-e", "us-east5"),
        ("US-EAST5", "US-EAST5", "US-EAST5"),
        ("not-a-region", "not-a-region", "not-a-region"),
    ],
)
def test_location(region: str, old: str, new: str) -> None:
    """The older version uses any location unchanged; the newer one trims it and drops malformed ones."""
    assert (old, new) == (slot({REGION: region}, OLD).location, slot({REGION: region}, NEW).location)


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ("us-east5", "", ())),
        ({REGION: "eu"}, ("eu", REGION, ())),
        ({REGION: "a.b"}, ("us-east5", "", (REGION,))),
        (
            {REGION: "eu", "VERTEX_REGION_CLAUDE_5_5_OPUS": "global"},
            ("global", "VERTEX_REGION_CLAUDE_5_5_OPUS", ()),
        ),
        (
            {REGION: "eu", "VERTEX_REGION_CLAUDE_5_5_OPUS": "a b"},
            ("eu", REGION, ("VERTEX_REGION_CLAUDE_5_5_OPUS",)),
        ),
        ({REGION: "eu", "VERTEX_REGION_CLAUDE_5_OPUS": "global"}, ("eu", REGION, ())),
        ({"GOOGLE_CLOUD_LOCATION": "eu", "CLOUDSDK_COMPUTE_REGION": "eu"}, ("us-east5", "", ())),
    ],
)
def test_where_a_location_comes_from(environment: dict[str, str], expected: tuple[str, str, tuple[str, ...]]) -> None:
    """The model's own variable comes first, by its longest prefix, and dropped variables are recorded."""
    found = slot(environment, NEW)

    assert expected == (found.location, found.location_origin, found.dropped)


@pytest.mark.parametrize(
    ("model", "old", "new"),
    [
        ("claude-3-5-haiku@20241022", "3_5_HAIKU", "3_5_HAIKU"),
        ("claude-3-5-sonnet-v2@20241022", "3_5_SONNET", "3_5_SONNET"),
        ("claude-3-7-sonnet", "3_7_SONNET", "3_7_SONNET"),
        ("claude-3-opus@20240229", "", ""),
        ("claude-opus-4@20250514", "4_0_OPUS", "4_0_OPUS"),
        ("claude-opus-4-9", "4_0_OPUS", "4_0_OPUS"),
        ("claude-opus-4-10", "4_1_OPUS", "4_1_OPUS"),
        ("claude-opus-4-1@20250805", "4_1_OPUS", "4_1_OPUS"),
        ("claude-opus-4-5-20251101", "4_5_OPUS", "4_5_OPUS"),
        ("claude-opus-4-8", "4_8_OPUS", "4_8_OPUS"),
        ("claude-opus-5", "", "5_OPUS"),
        ("claude-opus-5-9", "", "5_OPUS"),
        ("claude-opus-5-5", "", "5_5_OPUS"),
        ("claude-sonnet-4-7", "4_0_SONNET", "4_0_SONNET"),
        ("claude-sonnet-5-5", "5_SONNET", "5_5_SONNET"),
        ("claude-fable-5-1", "FABLE_5", "FABLE_5_1"),
        ("claude-fable-5-2", "FABLE_5", "FABLE_5_2"),
        ("claude-haiku-4-5", "HAIKU_4_5", "HAIKU_4_5"),
        ("claude-haiku-5-5", "", "HAIKU_5_5"),
        ("claude-mythos-5", "", ""),
        ("Claude-Opus-4-6", "", ""),
    ],
)
def test_variable_of_a_model_is_that_of_its_longest_prefix(model: str, old: str, new: str) -> None:
    """With all variables set, each model and version reads the expected one."""
    regions = {one.name: "eu" for one in load_variables().variables if one.family == "regions"}
    found = [slot({MAIN: model, **regions}, client).location_origin for client in (OLD, NEW)]

    assert [old, new] == [name.removeprefix("VERTEX_REGION_CLAUDE_") for name in found]


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({REGION: "global"}, "https://aiplatform.googleapis.com/v1/projects/proj/locations/global"),
        ({REGION: "eu"}, "https://aiplatform.eu.rep.googleapis.com/v1/projects/proj/locations/eu"),
        ({}, "https://us-east5-aiplatform.googleapis.com/v1/projects/proj/locations/us-east5"),
        ({BASE: "http://h"}, "http://h/projects/proj/locations/us-east5"),
        ({BASE: "http://h/"}, "http://h/projects/proj/locations/us-east5"),
        ({BASE: "http://h/v1/"}, "http://h/v1/projects/proj/locations/us-east5"),
        ({BASE: "http://h/v1//"}, "http://h/v1//projects/proj/locations/us-east5"),
        ({PROJECT: " proj "}, "https://us-east5-aiplatform.googleapis.com/v1/projects/proj/locations/us-east5"),
        ({PROJECT: "proj/x"}, "https://us-east5-aiplatform.googleapis.com/v1/projects/proj/x/locations/us-east5"),
        ({PROJECT: "ex.com:p"}, "https://us-east5-aiplatform.googleapis.com/v1/projects/ex.com:p/locations/us-east5"),
    ],
)
def test_address(environment: dict[str, str], expected: str) -> None:
    """The URL is the base URL or the location's host, followed by project, location and model."""
    assert f"{expected}/publishers/anthropic/models/{O55}:streamRawPredict" == slot(environment, NEW).url


def test_address_is_escaped_as_it_is_sent() -> None:
    """Values that the older version sends unchanged are escaped in the URL."""
    url = slot({REGION: " us é\n", BASE: "http://h"}, OLD).url

    assert f"http://h/projects/proj/locations/%20us%20%C3%A9/publishers/anthropic/models/{S45}:streamRawPredict" == url


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("http://127.0.0.1:8080/v1", "127.0.0.1"),
        ("https://Gateway.example.com", "gateway.example.com"),
        ("https://user:word@gateway.example.com:443/v1", "gateway.example.com"),
        ("http://[::1]:8080/v1", "[::1]"),
        ("nonsense", ""),
    ],
)
def test_host_of_a_base_url(base: str, expected: str) -> None:
    """With a base URL, requests go to its host regardless of the location."""
    assert expected == slot({BASE: base}, NEW).host


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "no"),
        ({REGION: "global"}, "yes"),
        ({REGION: "eu", MAIN: "sonnet"}, "unknown"),
        ({REGION: "us-east5", MAIN: "claude-opus-4-6"}, "yes"),
        ({REGION: "global", MAIN: "claude-opus-4@20250514"}, "no"),
        ({REGION: "global", MAIN: "claude-opus-4-5-20251101"}, "yes"),
        ({REGION: "global", MAIN: "default"}, "no"),
        ({REGION: "global", MAIN: "some-model"}, "unknown"),
        ({REGION: "US-EAST5"}, "unknown"),
        ({REGION: "us-east5", BASE: "https://gateway.example.com/v1"}, "unknown"),
        ({REGION: "us-east5", BASE: "https://us-east5-aiplatform.googleapis.com/v1"}, "no"),
        ({REGION: "global", BASE: "https://gateway.example.com/v1"}, "yes"),
    ],
)
def test_verdict(environment: dict[str, str], expected: str) -> None:
    """A role has the status of its model in the catalogue, and never no for a gateway."""
    assert expected == slot(environment, NEW).served


def test_verdict_knows_the_day() -> None:
    """A model that retires in eight days is served today, and not on that day."""
    found = [
        resolve_roles({**MINIMUM, MAIN: "sonnet"}, NEW, today=date(2026, 11, day))[0].served  # at us-east5
        for day in (22, 30)
    ]

    assert ["yes", "no"] == found


@pytest.mark.parametrize(
    ("environment", "name", "expected"),
    [
        ({}, "main", ("default", "opus", "", ())),
        ({OPUS: O47}, "main", ("default", "opus", OPUS, ())),
        ({OPUS: "haiku"}, "main", ("default", "haiku", "", (OPUS,))),
        ({MAIN: "opus"}, "main", ("named", "opus", "", (MAIN,))),
        ({MAIN: "opus", OPUS: O47}, "main", ("named", "opus", OPUS, (MAIN,))),
        ({MAIN: "best", OPUS: O47}, "main", ("named", "best", OPUS, (MAIN,))),
        ({MAIN: O47}, "main", ("named", "", MAIN, ())),
        ({}, "opus", ("default", "opus", "", ())),
        ({OPUS: O47}, "opus", ("named", "opus", OPUS, ())),
        ({}, "small/fast", ("default", "sonnet", "", ())),
        ({HAIKU: H45}, "small/fast", ("named", "haiku", HAIKU, ())),
        ({SMALL: H45}, "small/fast", ("named", "", SMALL, ())),
        ({MAIN: "opus"}, "small/fast", ("main", "opus", "", (MAIN,))),
        ({MAIN: O47}, "subagent", ("main", "", MAIN, ())),
        ({SUBAGENT: "haiku", HAIKU: H45}, "subagent", ("named", "haiku", HAIKU, (SUBAGENT,))),
    ],
)
def test_where_a_model_comes_from(environment: dict[str, str], name: str, expected: tuple[object, ...]) -> None:
    """A role records the rule, alias and variables that determine its model."""
    found = slot(environment, NEW, name)

    assert expected == (found.rule, found.alias, found.origin, found.via)


def test_slots_are_in_order() -> None:
    """There is one entry per role, in the order of the names."""
    assert NAMES == tuple(found.name for found in resolve_roles(MINIMUM, NEW, today=TODAY))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1", True),
        ("true", True),
        ("YES", True),
        (" On ", True),
        *((word, False) for word in ("", "0", "no", "2", "t")),
    ],
)
def test_switches_are_read_as_the_client_does(value: str, expected: bool) -> None:
    """Four words turn a switch on, in any case; nothing else does."""
    assert (expected, False) == (is_on({"X": value}, "X"), is_on({}, "X"))


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({"CLAUDE_CODE_USE_VERTEX": "1"}, "VERTEX", "VERTEX"),
        ({"CLAUDE_CODE_USE_VERTEX": "0"}, "", ""),
        ({}, "", ""),
        *(
            ({"CLAUDE_CODE_USE_VERTEX": "1", f"CLAUDE_CODE_USE_{name}": "1"}, name, name)
            for name in ("BEDROCK", "FOUNDRY", "MANTLE", "ANTHROPIC_AWS")
        ),
        (
            {"CLAUDE_CODE_USE_VERTEX": "1", "CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD": "1"},
            "VERTEX",
            "ANTHROPIC_GOOGLE_CLOUD",
        ),
        ({"CLAUDE_CODE_USE_VERTEX": "1", "CLAUDE_CODE_USE_GATEWAY": "1"}, "VERTEX", "VERTEX"),
        ({"CLAUDE_CODE_USE_VERTEX": "1", "CLAUDE_CODE_USE_BEDROCK": "false"}, "VERTEX", "VERTEX"),
    ],
)
def test_provider(environment: dict[str, str], old: str, new: str) -> None:
    """Every other provider except the gateway takes precedence over Vertex, and then there are no roles."""
    found = [find_provider(environment, client).removeprefix("CLAUDE_CODE_USE_") for client in (OLD, NEW)]

    assert [old, new] == found
    assert [name == "VERTEX" for name in found] == [bool(resolve_roles(environment, client)) for client in (OLD, NEW)]


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({PROJECT: "p"}, Project("p", PROJECT), Project("p", PROJECT)),
        ({PROJECT: " p ", QUOTA: "q"}, Project("p", PROJECT), Project("p", PROJECT)),
        ({PROJECT: "", QUOTA: " q "}, None, Project("q", QUOTA)),
        ({PROJECT: " ", QUOTA: "q"}, None, Project("q", QUOTA)),
        ({QUOTA: "q", SKIP: "1"}, None, None),
        ({"GOOGLE_CLOUD_PROJECT": "g", "GCLOUD_PROJECT": "g", "CLOUDSDK_CORE_PROJECT": "g"}, None, None),
        ({}, None, None),
    ],
)
def test_project(environment: dict[str, str], old: Project | None, new: Project | None) -> None:
    """The variable sets the project; newer versions fall back to the quota project unless auth is skipped."""
    assert (old, new) == (find_project(environment, OLD), find_project(environment, NEW))


def test_project_of_the_credentials() -> None:
    """The quota project in the credentials file comes last."""
    assert Project("c", "credentials") == find_project({}, NEW, credentials="c")
    assert Project("q", QUOTA) == find_project({QUOTA: "q"}, NEW, credentials="c")
    assert find_project({}, OLD, credentials="c") is None
    assert "projects/c/" in resolve_roles({"CLAUDE_CODE_USE_VERTEX": "1"}, NEW, credentials="c")[0].url


def test_without_a_project_there_is_no_address() -> None:
    """Without a project there is no URL: Claude Code fails before its first request."""
    assert {""} == {found.url for found in resolve_roles({"CLAUDE_CODE_USE_VERTEX": "1"}, NEW)}


@pytest.mark.parametrize(
    ("environment", "old", "new"),
    [
        ({}, "opus sonnet haiku", "opus sonnet haiku"),
        ({OPUS: O47}, "sonnet haiku", "sonnet haiku"),
        ({OPUS: O47, SONNET: S46, HAIKU: H45}, "", ""),
        ({SMALL: H45}, "opus sonnet", "opus sonnet"),
        ({FABLE: "claude-fable-5"}, "opus sonnet haiku", "opus sonnet haiku"),
        ({MAIN: "opus"}, "opus sonnet haiku", "opus sonnet haiku"),
        ({MAIN: "claude-opus-5"}, "opus sonnet haiku", "sonnet haiku"),
        ({DEFAULT: "claude-sonnet-5"}, "opus sonnet haiku", "opus haiku"),
        ({MAIN: H45}, "opus sonnet haiku", "opus sonnet haiku"),
    ],
)
def test_probes(environment: dict[str, str], old: str, new: str) -> None:
    """Each unpinned family is probed at startup; in newer versions a main model by ID spares its family."""
    found = [
        " ".join(one.name for one in list_probes({**MINIMUM, **environment}, client, today=TODAY))
        for client in (OLD, NEW)
    ]

    assert [old, new] == found


def test_probes_where_authentication_is_skipped() -> None:
    """If authentication is skipped, only an interactive start probes; with another provider none does."""
    skipping = {**MINIMUM, SKIP: "1"}

    assert (3, 0) == (len(list_probes(skipping, NEW)), len(list_probes(skipping, NEW, interactive=False)))
    assert 3 == len(list_probes(MINIMUM, NEW, interactive=False))
    assert () == list_probes({}, NEW)


@pytest.mark.parametrize(
    ("client", "expected"),
    [("2.1.206", S45), ("2.1.207", "claude-opus-4-8"), ("2.1.250", "claude-opus-5"), ("2.1.300", O55), ("9.0.0", O55)],
)
def test_main_model_moves_with_the_client(client: str, expected: str) -> None:
    """The same environment selects different models in different versions."""
    assert expected == slot({}, Version.parse(client)).model


# Any values of an environment: bytes that are not UTF-8 become lone surrogates.
VALUES = st.one_of(
    st.text(st.characters(exclude_characters="\0", max_codepoint=0xDFFF)).map(
        lambda text: text.encode(errors="surrogatepass").decode(errors="surrogateescape")
    ),
    st.sampled_from(["opus", "best[1m]", "default", " ", "claude-opus-4-5-20251101", "[1m]", "eu", "http://", "1"]),
)
READ = st.sampled_from(
    [MAIN, DEFAULT, OPUS, SONNET, HAIKU, FABLE, SMALL, SUBAGENT, REGION, PROJECT, BASE, QUOTA, SKIP]
    + [f"VERTEX_REGION_CLAUDE_{name}" for name in ("5_5_OPUS", "4_5_SONNET", "HAIKU_4_5")]
    + ["CLAUDE_CODE_DISABLE_1M_CONTEXT"]
)


@given(st.dictionaries(READ, VALUES), st.sampled_from([OLD, Version(2, 1, 250), NEW]))
def test_any_environment_has_slots(environment: dict[str, str], client: Version) -> None:
    """With any values in the environment, each role has a model, a status and a valid URL."""
    found = resolve_roles({**environment, "CLAUDE_CODE_USE_VERTEX": "1"}, client, today=TODAY)

    assert NAMES == tuple(one.name for one in found)
    assert {"yes", "no", "unknown"} >= {one.served for one in found}
    assert all(one.url.isascii() and one.url.isprintable() for one in found)
