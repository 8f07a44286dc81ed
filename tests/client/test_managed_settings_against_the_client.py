"""Test ``vxenv export --format managed-settings`` and ``policy-helper``: nothing that a user sets overrides them."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from client.settings import Asked, Ground, ground, started, words
from client.test_exec_against_the_client import SOURCE
from client.vertex import Claude, Vertex, environment
from vxenv.catalogue.clients import Version
from vxenv.claude.requests import find_requests
from vxenv.claude.settings import read_claude_settings

PROJECT, REGION, MAIN = "ANTHROPIC_VERTEX_PROJECT_ID", "CLOUD_ML_REGION", "ANTHROPIC_MODEL"
HOST = "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"
HELPER = "/etc/claude-code/vxenv-policy-helper"
HOOK = {"type": "prompt", "prompt": "role:small/fast. $ARGUMENTS"}
OTHER = "claude-opus-4-7"
EXACT = Version(2, 1, 330)  # first measured version with availableModelsMatch, policyHelpers and modelPricing
PIN = "ANTHROPIC_DEFAULT_{}_MODEL"
# What a user may set against them, in each place in which Claude Code reads it.
ENV = {
    **{PIN.format(family): OTHER for family in ("OPUS", "SONNET", "HAIKU", "FABLE")},
    PROJECT: "mine",
    REGION: "us-east5",
    MAIN: OTHER,
    "ANTHROPIC_SMALL_FAST_MODEL": OTHER,
    "ANTHROPIC_VERTEX_BASE_URL": "http://127.0.0.1:9/v1",
    "CLAUDE_CODE_SUBAGENT_MODEL": OTHER,
    "CLAUDE_CODE_USE_BEDROCK": "1",
    "CLAUDE_CODE_USE_VERTEX": "0",
    "VERTEX_REGION_CLAUDE_4_6_SONNET": "us-east5",
    "VERTEX_REGION_CLAUDE_HAIKU_4_5": "us-east5",
}
AGAINST: dict[str, Any] = {
    "env": ENV,
    "model": OTHER,
    "availableModels": ["opus", "sonnet", "haiku", "fable"],
    "enforceAvailableModels": False,
    "modelOverrides": {"claude-sonnet-4-6": OTHER, "claude-haiku-4-5-20251001": OTHER, "claude-opus-5": OTHER},
    "modelPricing": {"multiplier": 2},
    "allowedProviders": ["bedrock"],
    "policyHelper": {"path": "/nonexistent"},
}
PROFILES = {
    "pinned": 'opus = "claude-opus-4-6"\nsonnet = "claude-sonnet-4-6"\nhaiku = "claude-haiku-4-5@20251001"',
    "main": 'main = "sonnet"\nsonnet = "claude-sonnet-4-6"\nhaiku = "claude-haiku-4-5@20251001"',
    "one pin": 'sonnet = "claude-sonnet-4-6"',
    "unpinned": "",
    "opusplan": 'main = "opusplan"\nopus = "claude-opus-4-6"\nsonnet = "claude-sonnet-4-6"',
    "opusplan, unpinned": 'main = "opusplan"',
    "a million": 'main = "sonnet[1m]"\nsonnet = "claude-sonnet-4-6"',
    "dated": 'main = "claude-haiku-4-5@20251001"',
    "unknown": 'main = "my-model"\nhaiku = "my-small"',
    "subagents": 'main = "claude-opus-5"\nsubagent = "claude-sonnet-4-6"',
    "prefix of another": 'opus = "claude-opus-5"\nhaiku = "claude-haiku-4-5@20251001"',
}


@pytest.fixture
def on(tmp_path: Path) -> Ground:
    """Provide directories with a home."""
    return ground(tmp_path / "ground")


def write_profile(on: Ground, vertex: Vertex, name: str, models: str, project: str = "acme-eu") -> None:
    """Write a profile for the server, with a location of its own for Haiku 4.5."""
    base = environment({}, vertex)["ANTHROPIC_VERTEX_BASE_URL"]
    text = f"""\
[vertex]
project = "{project}"
region = "europe-west1"
base_url = "{base}"
skip_auth = true
[regions]
"claude-haiku-4-5" = "europe-west4"
[models]
{models}
"""
    path = on.home / ".config" / "vxenv" / "profiles" / f"{name}.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def export(claude: Claude, on: Ground, *given: str) -> str:
    """Return the output of ``vxenv export`` of an administrator with the same version of Claude Code."""
    command = [sys.executable, "-P", "-m", "vxenv", "export", *given]
    path = f"{Path(claude.path).parent}:{os.environ['PATH']}"
    env = {"PATH": path, "HOME": str(on.home), "PYTHONPATH": SOURCE}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=True).stdout


def against(claude: Claude, on: Ground, vertex: Vertex, *more: str, exports: Mapping[str, str] = {}) -> Asked:
    """Run Claude Code with everything set against the administrator."""
    mine = {**AGAINST, "hooks": {"UserPromptSubmit": [{"hooks": [HOOK]}]}}
    on.lay({"user": mine, "project": AGAINST, "local": AGAINST})
    given = {**environment({}, vertex), **ENV, **exports}
    return started(words(claude, "--settings", json.dumps(AGAINST), *more), on, given, vertex)


def list_requests(vertex: Vertex) -> set[tuple[str, str, str]]:
    """Return the project, location and model of each request."""
    pattern = re.compile(r"/projects/([^/]+)/locations/([^/]+)/publishers/anthropic/models/([^/:]+):")
    return {(found[1], found[2], found[3]) for request in vertex.requests if (found := pattern.search(request.url))}


def predict(claude: Claude, on: Ground) -> dict[str, tuple[str, str, str]]:
    """Return the project, location and model of each role under the managed settings."""
    found = read_claude_settings(str(on.project), ENV, managed=str(on.managed), client=claude.version)
    return {role.name: ("acme-eu", role.location, role.model) for role in find_requests(found, ENV, claude.version)}


def find_role(vertex: Vertex, role: str) -> set[str]:
    """Return the models requested for `role`."""
    return {request.model for request in vertex.requests if request.role == role}


@pytest.mark.parametrize("name", PROFILES)
def test_nothing_overrides_managed_settings(name: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Each role has the project, location and model of the profile, whatever settings files and exports contain."""
    write_profile(on, vertex, "eu", PROFILES[name])
    on.lay({"managed": export(claude, on, "eu", "--format", "managed-settings")})
    asked = against(claude, on, vertex)
    predicted = predict(claude, on)

    assert list_requests(vertex), asked.output
    assert set() == list_requests(vertex) - set(predicted.values()), asked.output
    for role in ("main", "small/fast"):
        assert {predicted[role][2]} == find_role(vertex, role), asked.output


@pytest.mark.parametrize(
    ("name", "model", "sent"),
    [
        ("pinned", OTHER, ""),
        ("pinned", "opus", "claude-opus-4-6"),
        ("pinned", "claude-sonnet-4-6", "claude-sonnet-4-6"),
        ("pinned", "haiku", "claude-haiku-4-5@20251001"),
        ("main", "opus", ""),
        ("prefix of another", "claude-opus-5", "claude-opus-5"),
        ("prefix of another", "claude-opus-5-5", ""),
    ],
)
def test_an_option_selects_a_listed_model(  # noqa: PLR0917 - a table
    name: str, model: str, sent: str, claude: Claude, vertex: Vertex, on: Ground
) -> None:
    """--model selects among the profile's models; in place of another one, Claude Code uses one of them."""
    if model == "claude-opus-5-5" and claude.version < EXACT:
        sent = model
    write_profile(on, vertex, "eu", PROFILES[name])
    managed = export(claude, on, "eu", "--format", "managed-settings")
    on.lay({"managed": managed})
    asked = against(claude, on, vertex, "--model", model)
    allowed = {sent} if sent else set(json.loads(managed)["availableModels"])

    assert find_role(vertex, "main"), asked.output
    assert set() == find_role(vertex, "main") - allowed, asked.output
    assert {"acme-eu"} == {project for project, _, _ in list_requests(vertex)}, asked.output


def test_a_host_overrides_managed_settings(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """An exported switch makes Claude Code ignore managed projects and locations; docs/how-to says that."""
    write_profile(on, vertex, "eu", PROFILES["pinned"])
    on.lay({"managed": export(claude, on, "eu", "--format", "managed-settings")})
    given = {**environment({}, vertex), PROJECT: "mine", REGION: "us-east5", HOST: "1"}
    asked = started(words(claude), on, given, vertex)

    assert {("mine", "us-east5")} == {(project, place) for project, place, _ in list_requests(vertex)}, asked.output


def test_a_hook_names_its_model(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """A user's prompt hook uses any model, in the project and location of the profile; docs/how-to says that."""
    write_profile(on, vertex, "eu", PROFILES["pinned"])
    hook = {"UserPromptSubmit": [{"hooks": [{**HOOK, "model": OTHER}]}]}
    on.lay({"managed": export(claude, on, "eu", "--format", "managed-settings"), "user": {"hooks": hook}})
    asked = started(words(claude), on, environment({PROJECT: "mine"}, vertex), vertex)

    assert ("acme-eu", "europe-west1", OTHER) in list_requests(vertex), asked.output
    assert {"acme-eu"} == {project for project, _, _ in list_requests(vertex)}, asked.output


@pytest.mark.parametrize("selected", [None, "eu", "us", "eu+us", "mine", ""])
@pytest.mark.parametrize("key", ["path", "script", "merge"])
def test_the_policy_helper_selects(key: str, selected: str | None, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """VXENV_PROFILE selects one of the exported profiles; with any other Claude Code does not start."""
    if key != "path" and claude.version < EXACT:
        pytest.skip("no policyHelpers")
    lay_helper(claude, on, vertex, key)
    asked = against(claude, on, vertex, exports={} if selected is None else {"VXENV_PROFILE": selected})
    project = {"us": "acme-us", "mine": "", "eu+us": ""}.get(selected or "", "acme-eu")

    assert {project} - {""} == {project for project, _, _ in list_requests(vertex)}, asked.output
    assert set() == {place for _, place, _ in list_requests(vertex)} - {"europe-west1", "europe-west4"}, asked.output
    if not project:
        assert "vxenv: only these profiles are allowed: eu, us; select one: vxenv use eu" in asked.output


def lay_helper(claude: Claude, on: Ground, vertex: Vertex, key: str) -> None:
    """Write a policy helper for two profiles and managed settings that start it."""
    write_profile(on, vertex, "eu", PROFILES["pinned"])
    write_profile(on, vertex, "us", PROFILES["main"], project="acme-us")
    text = export(claude, on, "eu", "us", "--format", "policy-helper")
    path = on.managed / Path(HELPER).name
    path.write_text(text)
    path.chmod(0o755)
    entries = {
        "path": {"policyHelper": {"path": HELPER}},
        "script": {"policyHelpers": {"linux": {"script": text, "interpreter": "sh"}}},
        "merge": {"policyHelpers": {"linux": {"path": HELPER, "outputBehavior": "merge"}}},
    }
    on.lay({"managed": entries[key]})


@pytest.mark.parametrize("name", [HOST, "BASH_FUNC_printf%%", "PATH", "ENV", "BASH_ENV", "SHELLOPTS", "IFS"])
def test_the_policy_helper_cannot_be_forged(name: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The environment makes the helper refuse, or has no effect on it."""
    lay_helper(claude, on, vertex, "path")
    forged = "() { echo '{}'; }"
    script = on.home / "forged"
    script.write_text("echo '{}'; exit 0\n")
    values = {"BASH_FUNC_printf%%": forged, "PATH": f"{on.home}:{os.environ['PATH']}", "SHELLOPTS": "noexec"}
    values |= {HOST: "1", "IFS": "acme", "ENV": str(script), "BASH_ENV": str(script)}
    asked = against(claude, on, vertex, exports={name: values[name]})

    if name == HOST:
        assert set() == list_requests(vertex), asked.output
        assert f"vxenv: unset {HOST}" in asked.output
    else:
        assert {"acme-eu"} == {project for project, _, _ in list_requests(vertex)}, asked.output


def test_prices_of_a_region(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Claude Code adds the premium for the location to its costs."""
    if claude.version < EXACT:
        pytest.skip("no modelPricing")
    write_profile(on, vertex, "eu", PROFILES["pinned"])
    document = json.loads(export(claude, on, "eu", "--format", "managed-settings"))
    costs = []
    for pricing in (document["modelPricing"], None):
        on.lay({"managed": {**document, "modelPricing": pricing or {}}})
        asked = started(words(claude, "--output-format", "json"), on, environment({}, vertex), vertex)
        costs.append(json.loads(asked.output.splitlines()[-1])["total_cost_usd"])

    assert {"multiplier": 1.1} == document["modelPricing"]
    assert pytest.approx(1.1 * costs[1]) == costs[0]
    assert costs[0] > 0


def test_google_is_allowed(claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Without a gateway in the profile, requests go to Google's host for the location, not to the user's own."""
    write_profile(on, vertex, "eu", PROFILES["pinned"])
    path = on.home / ".config" / "vxenv" / "profiles" / "eu.toml"
    path.write_text(re.sub(r"base_url = .*\n", "", path.read_text()))
    on.lay({"managed": export(claude, on, "eu", "--format", "managed-settings")})
    asked = against(claude, on, vertex, exports={"HTTPS_PROXY": f"http://{vertex.host}"})

    assert not vertex.requests, asked.output
    assert "europe-west1-aiplatform.googleapis.com:443" in vertex.connects, asked.output
