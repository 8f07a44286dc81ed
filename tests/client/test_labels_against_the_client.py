"""Test labels and telemetry of profiles: the requests of Claude Code to Vertex and to a collector, on loopback."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from client.collector import Collector, collecting
from client.settings import Asked, Ground, ground, started
from client.vertex import Claude, Vertex, environment

SOURCE = str(Path(__file__).parents[2] / "src")
HOOK = {"UserPromptSubmit": [{"hooks": [{"type": "prompt", "prompt": "role:small/fast. $ARGUMENTS"}]}]}
LABELS = """
[labels]
team = "payments"
env = "prod"
"""


@pytest.fixture
def collector() -> Iterator[Collector]:
    """Provide a collector."""
    with collecting() as server:
        yield server


@pytest.fixture
def on(tmp_path: Path) -> Ground:
    """Provide directories."""
    return ground(tmp_path / "ground")


def write_profile(on: Ground, vertex: Vertex, more: str) -> Path:
    """Write the profile `eu` for the server with the tables `more`."""
    base = environment({}, vertex)["ANTHROPIC_VERTEX_BASE_URL"]
    text = f"""[vertex]
project = "acme-eu"
region = "europe-west1"
base_url = "{base}"
skip_auth = true
{more}"""
    path = on.home / ".config" / "vxenv" / "profiles" / "eu.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def run(claude: Claude, on: Ground, vertex: Vertex, **own: str) -> Asked:
    """Run Claude Code by ``vxenv exec`` in a shell with the variables `own`."""
    words = [sys.executable, "-P", "-m", "vxenv", "exec", "eu", "--", claude.path, "-p", "hi"]
    given = {"PYTHONPATH": SOURCE, "METADATA_SERVER_DETECTION": "none", **own}
    return started(words, on, given, vertex)


def test_labels_are_in_the_requests_of_all_roles(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The main model, the small/fast model and subagents get the labels of the profile."""
    on.lay({"user": {"hooks": HOOK}})
    write_profile(on, vertex, LABELS)
    asked = run(claude, on, vertex)
    labels = {role: [one.body.get("labels") for one in vertex.requests if one.role == role] for role in ROLES}

    assert [*ROLES] == [role for role, bodies in labels.items() if bodies], asked.output
    assert [{"team": "payments", "env": "prod"}] == _list_different(
        one for bodies in labels.values() for one in bodies
    )


ROLES = ("main", "small/fast", "subagent", "opus")


def _list_different(values: Iterator[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        if value not in found:
            found.append(value)
    return found


def test_labels_are_merged_with_the_body_of_the_user(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The user's own members and labels are kept and take precedence."""
    on.lay({"user": {"hooks": HOOK}})
    write_profile(on, vertex, LABELS)
    own = json.dumps({"labels": {"team": "mine"}, "temperature": 0.5})
    asked = run(claude, on, vertex, CLAUDE_CODE_EXTRA_BODY=own)
    bodies = [request.body for request in vertex.requests if request.role in ROLES]

    assert bodies, asked.output
    assert [{"env": "prod", "team": "mine"}] == _list_different(body["labels"] for body in bodies)
    assert [0.5] == _list_different(body["temperature"] for body in bodies)


def test_labels_are_merged_with_the_body_in_a_settings_file(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Exec passes as --settings the labels merged with the body that the user's settings file sets."""
    on.lay({"user": {"env": {"CLAUDE_CODE_EXTRA_BODY": '{"labels":{"team":"other"}}'}}})
    write_profile(on, vertex, LABELS)
    asked = run(claude, on, vertex)
    bodies = [request.body for request in vertex.requests if request.role == "main"]

    assert bodies, asked.output
    assert [{"env": "prod", "team": "other"}] == _list_different(body["labels"] for body in bodies)


TELEMETRY = """
[telemetry]
enabled = true
endpoint = "{url}"
protocol = "{protocol}"
{more}
[telemetry.attributes]
"cost.center" = "a, b=ü+%"
"""
# Metrics and events are sent every second, and at the end.
OFTEN = {"OTEL_METRIC_EXPORT_INTERVAL": "1000", "OTEL_LOGS_EXPORT_INTERVAL": "1000"}


def run_with_telemetry(
    claude: Claude, on: Ground, vertex: Vertex, collector: Collector, *, protocol: str = "http/json", more: str = ""
) -> Asked:
    """Run Claude Code with a profile that sends telemetry to `collector`, and attributes of the user's own."""
    write_profile(on, vertex, TELEMETRY.format(url=collector.url, protocol=protocol, more=more))
    own = {"OTEL_RESOURCE_ATTRIBUTES": "department=r%26d,vxenv.profile=stale", **OFTEN}
    return run(claude, on, vertex, **own, DISABLE_TELEMETRY="")


def test_telemetry_has_the_attributes_of_the_profile(
    claude: Claude, vertex: Vertex, on: Ground, collector: Collector
) -> None:
    """Metrics and events have the profile, the project and the location beside the user's own attributes."""
    asked = run_with_telemetry(claude, on, vertex, collector)
    wanted = {
        "department": "r&d",
        "cost.center": "a, b=ü+%",
        "vxenv.profile": "eu",
        "vxenv.project": "acme-eu",
        "vxenv.location": "europe-west1",
    }
    resources = [resource for export in collector.exports for resource in export.list_resources()]

    assert {"/v1/metrics", "/v1/logs"} == collector.list_paths(), asked.output
    assert [wanted] == _list_different(
        {name: value for name, value in resource.items() if name in wanted} for resource in resources
    )


def test_telemetry_is_sent_as_protobuf(claude: Claude, vertex: Vertex, on: Ground, collector: Collector) -> None:
    """The protocol of the profile is used."""
    asked = run_with_telemetry(claude, on, vertex, collector, protocol="http/protobuf")

    assert {"/v1/metrics", "/v1/logs"} == collector.list_paths(), asked.output
    assert {"application/x-protobuf"} == {export.headers["content-type"] for export in collector.exports}
    assert all(b"vxenv.project" in export.data and b"acme-eu" in export.data for export in collector.exports)


def test_headers_come_from_the_helper(claude: Claude, vertex: Vertex, on: Ground, collector: Collector) -> None:
    """The helper's headers are sent, and no file of vxenv's contains them."""
    helper = on.home / "headers"
    helper.write_text('#!/bin/sh\nprintf \'{"Authorization": "Bearer %s-7"}\' s3cret\n')
    helper.chmod(0o700)
    asked = run_with_telemetry(claude, on, vertex, collector, more=f"headers_helper = {json.dumps(str(helper))}")
    files = [path for path in (on.home / ".config").rglob("*") if path.is_file()]
    files += [path for path in (on.home / ".cache" / "vxenv").rglob("*") if path.is_file()]

    assert collector.exports, asked.output
    assert {"Bearer s3cret-7"} == {export.headers.get("authorization", "") for export in collector.exports}
    assert [] == [path for path in files if b"s3cret-7" in path.read_bytes()]
    assert os.access(helper, os.X_OK)
