"""The catalogue of variables: complete, well formed, and read as written."""

import os
import tomllib
from datetime import date
from typing import Any

import pytest

from vxenv.catalogue import tables, variables
from vxenv.catalogue.variables import Variable, list_cleared, load_variables

FAMILIES = [
    "routing",
    "regions",
    "models",
    "caching",
    "tuning",
    "telemetry",
    "google",
    "client",
    "network",
    "providers",
]

# The table with the keys of each family; the other providers' variables have none.
TABLES = {family: family for family in FAMILIES} | {"routing": "vertex", "providers": ""}

TYPES = {
    "alias_or_model",
    "directory",
    "effort",
    "flag",
    "headers",
    "integer",
    "inverse",
    "list",
    "location",
    "model",
    "name",
    "path",
    "presence",
    "project",
    "protocol",
    "secret",
    "text",
    "ttl",
    "url",
}

ROUTING = [
    "CLAUDE_CODE_USE_VERTEX",
    "ANTHROPIC_VERTEX_PROJECT_ID",
    "CLOUD_ML_REGION",
    "ANTHROPIC_VERTEX_BASE_URL",
    "CLAUDE_CODE_SKIP_VERTEX_AUTH",
    "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST",
]

REGIONS = {
    "VERTEX_REGION_CLAUDE_3_5_HAIKU": "regions.claude-3-5-haiku",
    "VERTEX_REGION_CLAUDE_3_5_SONNET": "regions.claude-3-5-sonnet",
    "VERTEX_REGION_CLAUDE_3_7_SONNET": "regions.claude-3-7-sonnet",
    "VERTEX_REGION_CLAUDE_4_0_OPUS": "regions.claude-opus-4",
    "VERTEX_REGION_CLAUDE_4_0_SONNET": "regions.claude-sonnet-4",
    "VERTEX_REGION_CLAUDE_4_1_OPUS": "regions.claude-opus-4-1",
    "VERTEX_REGION_CLAUDE_4_5_OPUS": "regions.claude-opus-4-5",
    "VERTEX_REGION_CLAUDE_4_5_SONNET": "regions.claude-sonnet-4-5",
    "VERTEX_REGION_CLAUDE_4_6_OPUS": "regions.claude-opus-4-6",
    "VERTEX_REGION_CLAUDE_4_6_SONNET": "regions.claude-sonnet-4-6",
    "VERTEX_REGION_CLAUDE_4_7_OPUS": "regions.claude-opus-4-7",
    "VERTEX_REGION_CLAUDE_4_8_OPUS": "regions.claude-opus-4-8",
    "VERTEX_REGION_CLAUDE_5_OPUS": "regions.claude-opus-5",
    "VERTEX_REGION_CLAUDE_5_SONNET": "regions.claude-sonnet-5",
    "VERTEX_REGION_CLAUDE_5_5_OPUS": "regions.claude-opus-5-5",
    "VERTEX_REGION_CLAUDE_5_5_SONNET": "regions.claude-sonnet-5-5",
    "VERTEX_REGION_CLAUDE_FABLE_5": "regions.claude-fable-5",
    "VERTEX_REGION_CLAUDE_FABLE_5_1": "regions.claude-fable-5-1",
    "VERTEX_REGION_CLAUDE_FABLE_5_2": "regions.claude-fable-5-2",
    "VERTEX_REGION_CLAUDE_HAIKU_4_5": "regions.claude-haiku-4-5",
    "VERTEX_REGION_CLAUDE_HAIKU_5_5": "regions.claude-haiku-5-5",
}

MODELS = [
    "ANTHROPIC_MODEL",
    "ANTHROPIC_DEFAULT_MODEL",
    "ANTHROPIC_DEFAULT_OPUS_MODEL",
    "ANTHROPIC_DEFAULT_OPUS_MODEL_NAME",
    "ANTHROPIC_DEFAULT_OPUS_MODEL_DESCRIPTION",
    "ANTHROPIC_DEFAULT_OPUS_MODEL_SUPPORTED_CAPABILITIES",
    "ANTHROPIC_DEFAULT_SONNET_MODEL",
    "ANTHROPIC_DEFAULT_SONNET_MODEL_NAME",
    "ANTHROPIC_DEFAULT_SONNET_MODEL_DESCRIPTION",
    "ANTHROPIC_DEFAULT_SONNET_MODEL_SUPPORTED_CAPABILITIES",
    "ANTHROPIC_DEFAULT_HAIKU_MODEL",
    "ANTHROPIC_DEFAULT_HAIKU_MODEL_NAME",
    "ANTHROPIC_DEFAULT_HAIKU_MODEL_DESCRIPTION",
    "ANTHROPIC_DEFAULT_HAIKU_MODEL_SUPPORTED_CAPABILITIES",
    "ANTHROPIC_DEFAULT_FABLE_MODEL",
    "ANTHROPIC_DEFAULT_FABLE_MODEL_NAME",
    "ANTHROPIC_DEFAULT_FABLE_MODEL_DESCRIPTION",
    "ANTHROPIC_DEFAULT_FABLE_MODEL_SUPPORTED_CAPABILITIES",
    "ANTHROPIC_CUSTOM_MODEL_OPTION",
    "ANTHROPIC_CUSTOM_MODEL_OPTION_NAME",
    "ANTHROPIC_CUSTOM_MODEL_OPTION_DESCRIPTION",
    "ANTHROPIC_CUSTOM_MODEL_OPTION_SUPPORTED_CAPABILITIES",
    "ANTHROPIC_SMALL_FAST_MODEL",
    "CLAUDE_CODE_SUBAGENT_MODEL",
    "CLAUDE_CODE_SUBAGENT_MODEL_FORCE",
]

SWITCHES = [
    "CLAUDE_CODE_USE_BEDROCK",
    "CLAUDE_CODE_USE_FOUNDRY",
    "CLAUDE_CODE_USE_MANTLE",
    "CLAUDE_CODE_USE_ANTHROPIC_AWS",
    "CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD",
    "CLAUDE_CODE_USE_GATEWAY",
]

ANTHROPIC_KEYS = ["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"]

# Variables that a stack does not change unless it names them; new variables need no line here.
OPEN = [
    "DISABLE_PROMPT_CACHING",
    "DISABLE_PROMPT_CACHING_OPUS",
    "DISABLE_PROMPT_CACHING_SONNET",
    "DISABLE_PROMPT_CACHING_HAIKU",
    "DISABLE_PROMPT_CACHING_FABLE",
    "ENABLE_PROMPT_CACHING_1H",
    "FORCE_PROMPT_CACHING_5M",
    "CLAUDE_CODE_PROMPT_CACHE_TTL",
    "CLAUDE_CODE_MAX_OUTPUT_TOKENS",
    "CLAUDE_CODE_EFFORT_LEVEL",
    "MAX_THINKING_TOKENS",
    "CLAUDE_CODE_DISABLE_ADAPTIVE_THINKING",
    "CLAUDE_CODE_DISABLE_1M_CONTEXT",
    "CLAUDE_CODE_MAX_CONTEXT_TOKENS",
    "CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS",
    "ANTHROPIC_BETAS",
    "ANTHROPIC_CUSTOM_HEADERS",
    "ENABLE_TOOL_SEARCH",
    "DISABLE_TELEMETRY",
    "CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC",
    "CLAUDE_CODE_EXTRA_BODY",
    "CLAUDE_CODE_ENABLE_TELEMETRY",
    "OTEL_EXPORTER_OTLP_ENDPOINT",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_RESOURCE_ATTRIBUTES",
    "OTEL_METRICS_EXPORTER",
    "OTEL_LOGS_EXPORTER",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "GOOGLE_APPLICATION_CREDENTIALS",
    "CLOUDSDK_CONFIG",
    "CLOUDSDK_ACTIVE_CONFIG_NAME",
    "CLOUDSDK_CORE_PROJECT",
    "CLOUDSDK_BILLING_QUOTA_PROJECT",
    "GOOGLE_CLOUD_PROJECT",
    "GCLOUD_PROJECT",
    "GOOGLE_CLOUD_QUOTA_PROJECT",
    "GCE_METADATA_HOST",
    "METADATA_SERVER_DETECTION",
    "NO_GCE_CHECK",
    "CLAUDE_CONFIG_DIR",
    "CLAUDE_CODE_MAX_RETRIES",
    "API_TIMEOUT_MS",
    "CLAUDE_CODE_RETRY_WATCHDOG",
    "HTTPS_PROXY",
    "HTTP_PROXY",
    "NO_PROXY",
    "NODE_EXTRA_CA_CERTS",
    "CLAUDE_CODE_CERT_STORE",
    "CLAUDE_CODE_CLIENT_CERT",
    "CLOUDSDK_PROXY_TYPE",
    "CLOUDSDK_PROXY_ADDRESS",
    "CLOUDSDK_PROXY_PORT",
    "CLOUDSDK_PROXY_USERNAME",
    "CLOUDSDK_PROXY_PASSWORD",
    "CLOUDSDK_PROXY_RDNS",
    "ANTHROPIC_BASE_URL",
    "ANTHROPIC_GOOGLE_CLOUD_PROJECT",
    "ANTHROPIC_GOOGLE_CLOUD_LOCATION",
    "ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID",
    "ANTHROPIC_GOOGLE_CLOUD_BASE_URL",
]


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    """Return the file as parsed TOML."""
    with open(os.path.join(os.path.dirname(variables.__file__), "data", "variables.toml"), "rb") as file:
        return tomllib.load(file)


@pytest.mark.parametrize("name", ["variables", "models", "clients", "locations", "classes"])
def test_tables_are_what_the_files_say(name: str) -> None:
    """tables.py is up to date with the TOML files; `make docs` updates it."""
    with open(os.path.join(os.path.dirname(variables.__file__), "data", f"{name}.toml"), "rb") as file:
        assert tomllib.load(file) == getattr(tables, f"{name.upper()}_TABLE")


def test_file_has_a_date_its_sources_and_the_families_in_order(document: dict[str, Any]) -> None:
    """The file has a date, its sources and the families, in that order."""
    assert ["date", "sources", *FAMILIES] == list(document)
    assert date is type(document["date"])


def test_every_row_has_all_fields_as_text(document: dict[str, Any]) -> None:
    """Every row has the same five text fields in the same order, and optionally `wins`."""
    rows = [(name, row) for family in FAMILIES for name, row in document[family].items()]

    fields = ["key", "type", "cleared", "doc", "source"]

    assert [] == [name for name, row in rows if [field for field in row if field != "wins"] != fields]
    assert [] == [name for name, row in rows if not all(isinstance(value, str) for value in row.values())]


def test_types_and_occasions_are_known() -> None:
    """Every type and every condition for clearing is known."""
    assert set() == {variable.type for variable in load_variables().variables} - TYPES
    assert {"always", "never", "skip_auth"} == {variable.cleared for variable in load_variables().variables}


def test_names_and_keys_are_unique() -> None:
    """No variable is in two families, and no key sets two variables."""
    names = [variable.name for variable in load_variables().variables]
    keys = [variable.key for variable in load_variables().variables if variable.key]

    assert sorted(set(names)) == sorted(names)
    assert sorted(set(keys)) == sorted(keys)


def test_keys_stand_in_the_table_of_their_family() -> None:
    """A key is a field of its family's table."""
    keyed = [variable for variable in load_variables().variables if variable.key]

    assert [] == [variable.name for variable in keyed if variable.table != TABLES[variable.family]]
    assert [] == [variable.name for variable in keyed if not variable.field or "." in variable.field]


def test_docs_are_one_line_that_fits_a_terminal() -> None:
    """Every doc is one line of at most 110 characters without a period."""
    docs = [variable.doc for variable in load_variables().variables]

    assert [] == [doc for doc in docs if not 0 < len(doc) <= 110 or doc != doc.strip()]
    assert [] == [doc for doc in docs if "\n" in doc or (doc.endswith(".") and not doc.endswith("..."))]


def test_sources_are_those_of_the_file(document: dict[str, Any]) -> None:
    """Every row names its sources by their abbreviations, and each abbreviation is used."""
    assert [] == [variable.name for variable in load_variables().variables if not variable.source]
    used = {source for variable in load_variables().variables for source in variable.source.split(" ")}
    assert set(document["sources"]) == used


def test_regions_are_the_names_that_the_client_reads() -> None:
    """The regions are exactly Claude Code's 21 names, each under the ID of its model."""
    regions = [variable for variable in load_variables().variables if variable.family == "regions"]

    assert len(REGIONS) == 21
    assert REGIONS == {variable.name: variable.key for variable in regions}
    assert {"location"} == {variable.type for variable in regions}


def test_every_documented_variable_is_known() -> None:
    """No documented or measured variable is missing."""
    documented = {*ROUTING, *REGIONS, *MODELS, *OPEN, *SWITCHES, *ANTHROPIC_KEYS}

    assert set() == documented - set(load_variables().by_name)


def test_a_stack_clears_what_chooses_provider_project_location_and_model() -> None:
    """Without skip_auth, closed families and provider switches are cleared, in catalogue order."""
    assert (*ROUTING, *REGIONS, *MODELS, *SWITCHES) == list_cleared(skip_auth=False)


def test_a_stack_that_skips_authentication_clears_anthropic_keys_too() -> None:
    """With skip_auth, Anthropic's keys are cleared as well."""
    assert (*ROUTING, *REGIONS, *MODELS, *SWITCHES, *ANTHROPIC_KEYS) == list_cleared(skip_auth=True)


def test_reader_gives_a_row_as_it_is_written(document: dict[str, Any]) -> None:
    """A variable is found by name and by key, with the values of its row."""
    row = document["regions"]["VERTEX_REGION_CLAUDE_4_6_OPUS"]
    expected = Variable(name="VERTEX_REGION_CLAUDE_4_6_OPUS", family="regions", **row)

    assert expected == load_variables().by_name["VERTEX_REGION_CLAUDE_4_6_OPUS"]
    assert expected == load_variables().by_key["regions.claude-opus-4-6"]
    assert ("regions", "claude-opus-4-6") == (expected.table, expected.field)


def test_variable_without_a_key_has_no_table() -> None:
    """A variable without a key has no table and no field, and is not indexed by key."""
    variable = load_variables().by_name["DISABLE_TELEMETRY"]

    assert ("", "") == (variable.table, variable.field)
    assert "" not in load_variables().by_key


def test_catalogue_is_read_once_and_carries_its_date(document: dict[str, Any]) -> None:
    """A second call returns the same object, with the date of the file."""
    assert document["date"].isoformat() == load_variables().date
    assert load_variables() is load_variables()
