"""Test availableModels and enforceAvailableModels: the model in each role against the resolver's prediction."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from client.settings import Ground, ground, started, words
from client.vertex import SUBAGENTS, Claude, Vertex, environment
from vxenv.catalogue.environment import FAMILIES
from vxenv.claude.requests import find_availability, find_requests
from vxenv.claude.settings import read_claude_settings

MAIN = "ANTHROPIC_MODEL"
DEFAULT = "ANTHROPIC_DEFAULT_MODEL"
OPUS, SONNET, HAIKU = (f"ANTHROPIC_DEFAULT_{family}_MODEL" for family in ("OPUS", "SONNET", "HAIKU"))
PINS = {OPUS: "claude-opus-4-6", SONNET: "claude-sonnet-4-6", HAIKU: "claude-haiku-4-5@20251001"}
HOOK = {"type": "prompt", "prompt": "role:small/fast. $ARGUMENTS"}


def only(*entries: Any, enforce: Any = None) -> dict[str, Any]:
    """Return settings that allow only `entries`."""
    return {"availableModels": list(entries), **({} if enforce is None else {"enforceAvailableModels": enforce})}


def exact(*entries: Any, enforce: Any = None, match: Any = "exact") -> dict[str, Any]:
    """Return managed settings that allow only `entries` and no other version."""
    return {"managed": {**only(*entries, enforce=enforce), "availableModelsMatch": match}}


def user(*entries: Any, enforce: Any = None) -> dict[str, Any]:
    """Return the same as user settings."""
    return {"user": only(*entries, enforce=enforce)}


def managed(*entries: Any, enforce: Any = None) -> dict[str, Any]:
    """Return the same as managed settings."""
    return {"managed": only(*entries, enforce=enforce)}


# The settings files, and the additional exports of the shell.
ROWS: dict[str, tuple[Mapping[str, Any], dict[str, str]]] = {
    "haiku enforced, pins": (user("haiku", enforce=True), PINS),
    "haiku, pins": (user("haiku"), PINS),
    "haiku enforced": (user("haiku", enforce=True), {}),
    "haiku enforced, opus named": (user("haiku", enforce=True), {**PINS, MAIN: "opus"}),
    "managed sonnet enforced, pins": (managed("sonnet", enforce=True), PINS),
    "managed sonnet enforced": (managed("sonnet", enforce=True), {}),
    "managed sonnet, opus named": (managed("sonnet"), {MAIN: "opus"}),
    "managed sonnet, sonnet pinned and named": (managed("sonnet", enforce=True), {**PINS, MAIN: "sonnet"}),
    "opusplan, opusplan named": (managed("opusplan", enforce=True), {MAIN: "opusplan"}),
    "opusplan enforced": (managed("opusplan", enforce=True), {}),
    "opusplan, sonnet named": (managed("opusplan"), {MAIN: "sonnet"}),
    "opus and sonnet, opusplan named": (managed("opus", "sonnet", enforce=True), {MAIN: "opusplan"}),
    "opus, opusplan named": (managed("opus"), {MAIN: "opusplan"}),
    "sonnet[1m], sonnet[1m] named": (managed("sonnet[1m]"), {MAIN: "sonnet[1m]"}),
    "sonnet[1m], sonnet named": (managed("sonnet[1m]"), {MAIN: "sonnet"}),
    "sonnet[1m] enforced": (managed("sonnet[1m]", enforce=True), {}),
    "id, sonnet pinned to it and named": (managed("claude-sonnet-5"), {MAIN: "sonnet", SONNET: "claude-sonnet-5"}),
    "id enforced, sonnet pinned to it": (managed("claude-sonnet-5", enforce=True), {SONNET: "claude-sonnet-5"}),
    "id enforced": (managed("claude-sonnet-5", enforce=True), {}),
    "id, sonnet named": (managed("claude-sonnet-5"), {MAIN: "sonnet"}),
    "sonnet, default opus": (managed("sonnet"), {DEFAULT: "opus"}),
    "sonnet, default id": (managed("sonnet"), {DEFAULT: "claude-opus-4-6"}),
    "sonnet, default sonnet": (managed("sonnet"), {DEFAULT: "sonnet"}),
    "sonnet enforced, default id": (managed("sonnet", enforce=True), {DEFAULT: "claude-opus-4-6"}),
    "nothing, enforced": (user(enforce=True), {SONNET: "claude-sonnet-4-6"}),
    "id enforced, opus pinned to another": (user("claude-opus-4-6", enforce=True), {OPUS: "claude-opus-4-7"}),
    "opus enforced, opus pinned to a name": (managed("opus", enforce=True), {OPUS: "my-custom"}),
    "versions enforced": (user("opus-4-6", "opus-4-7", enforce=True), {}),
    "version, opus named": (user("opus-4-7"), {MAIN: "opus"}),
    "version, opus pinned to it and named": (user("opus-4-7"), {MAIN: "opus", OPUS: "claude-opus-4-7"}),
    "family narrowed": (user("opus", "claude-opus-4-6"), {MAIN: "claude-opus-4-7"}),
    "family narrowed by a pin": (user("opus", "claude-opus-4-6"), {MAIN: "opus", OPUS: "claude-opus-4-7"}),
    "fable enforced": (user("fable", enforce=True), {}),
    "best enforced": (user("best", enforce=True), {}),
    "default enforced": (user("default", enforce=True), {}),
    "default, haiku named": (user("default"), {MAIN: "haiku"}),
    "nonsense enforced, pins": (user("nonsense", enforce=True), PINS),
    "unknown id enforced": (user("claude-nonsense", enforce=True), {}),
    "undated id enforced": (user("claude-sonnet-4-5", enforce=True), {}),
    "Vertex's id enforced": (user("claude-sonnet-4-5@20250929", enforce=True), {}),
    "Anthropic's id enforced": (user("claude-sonnet-4-5-20250929", enforce=True), {}),
    "ambiguous enforced": (user("opus-4", enforce=True), {}),
    "capitals and blanks enforced": (user(" Sonnet ", enforce=True), {}),
    "enforced in another file": ({"user": only("sonnet"), "project": {"enforceAvailableModels": True}}, {}),
    "enforcement taken back": ({"user": only("sonnet", enforce=True), "local": {"enforceAvailableModels": False}}, {}),
    "lists add up, the weakest first": (
        {"user": only("claude-opus-4-8", enforce=True), "local": only("opus-4-7"), "project": only("opus-4-6")},
        {},
    ),
    "managed list, the user enforces": ({**managed("sonnet"), "user": {"enforceAvailableModels": True}}, {}),
    "managed enforces, the user lists": ({"managed": {"enforceAvailableModels": True}, "user": only("sonnet")}, {}),
    "any managed file, the user enforces": ({"managed": {"env": {"X": "1"}}, **user("sonnet", enforce=True)}, {}),
    "managed list over the user's": ({**managed("sonnet"), **user("haiku")}, {MAIN: "haiku"}),
    "managed drop-in": ({**managed("sonnet", enforce=True), "managed-settings.d/1.json": only("haiku")}, {}),
    "managed, no list": ({"managed": {"availableModels": "x", "enforceAvailableModels": True}}, {MAIN: "haiku"}),
    "managed, no strings": (managed(5, "opus"), {MAIN: "haiku"}),
    "managed, no flag": ({"managed": {**only("haiku"), "enforceAvailableModels": "yes"}}, {}),
    "the user's, no strings": (user(5, "opus"), {MAIN: "haiku"}),
    "model key": ({"user": {**only("opus"), "model": "haiku"}}, {}),
    "subagents": (user("sonnet", enforce=True), {"CLAUDE_CODE_SUBAGENT_MODEL": "haiku"}),
    "small and fast, pinned": (user("sonnet", enforce=True), {HAIKU: "claude-haiku-4-5@20251001"}),
    "best, pinned": (user("best"), {MAIN: "best", OPUS: "claude-opus-4-6"}),
    "Vertex's id by its beginning": (user("haiku-4-5"), {MAIN: "claude-haiku-4-5@20251001"}),
    "exact, prefix named": (exact("claude-opus-5", enforce=True), {MAIN: "claude-opus-5-5"}),
    "exact, default": (exact("claude-opus-5"), {}),
    "exact, no date": (exact("claude-haiku-4-5"), {MAIN: "claude-haiku-4-5@20251001"}),
    "exact, date": (exact("claude-haiku-4-5@20251001", "claude-opus-5"), {MAIN: "haiku"}),
    "exact, version": (exact("opus-4-7"), {MAIN: "claude-opus-4-7"}),
    "exact, family": (exact("opus"), {MAIN: "claude-opus-4-7"}),
    "exact, family, another": (exact("sonnet"), {MAIN: "claude-opus-4-7"}),
    "exact, pins": (exact("claude-opus-4-6", "claude-sonnet-4-6"), {**PINS, MAIN: "sonnet"}),
    "exact, opusplan": (exact("opusplan", "claude-opus-5-5"), {MAIN: "opusplan"}),
    "exact, unknown word": (exact("claude-opus-5", match="x"), {MAIN: "claude-opus-5-5"}),
    "exact, prefix": (exact("claude-opus-5", match="prefix"), {MAIN: "claude-opus-5-5"}),
    "exact, the user's": (
        {"user": {**only("claude-opus-5"), "availableModelsMatch": "exact"}},
        {MAIN: "claude-opus-5-5"},
    ),
    "pin and its family": (user("sonnet", "my-model"), {MAIN: "sonnet", SONNET: "my-model"}),
}


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """Provide directories with this process's home."""
    made = ground(tmp_path / "ground")
    monkeypatch.setenv("HOME", str(made.home))
    return made


@pytest.mark.parametrize("row", ROWS)
def test_each_role_takes_what_the_resolver_says(row: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """The main model and those of subagents and small, fast work match the prediction, restricted or not."""
    files, exported = ROWS[row]
    on.lay({"user": {}, **files})
    path = on.home / ".claude" / "settings.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), "hooks": {"UserPromptSubmit": [{"hooks": [HOOK]}]}}))
    given = environment({"CLOUD_ML_REGION": "xx-shell", **exported}, vertex)
    asked = started(words(claude), on, given, vertex)
    found = read_claude_settings(str(on.project), given, managed=str(on.managed), client=claude.version)
    foretold = {slot.name: slot.model for slot in find_requests(found, given, claude.version)}
    main = foretold["main"]
    if find_availability(found, claude.version).is_allowed(main, str, str):
        # An alias of the main model's own family gives the same model.
        foretold |= {family: main for family in FAMILIES if f"-{family}-" in main}
    models = {one.role: one.url.rpartition("/")[2].partition(":")[0] for one in vertex.requests}
    arrived = {role: models[role] for role in ("main", "small/fast", *SUBAGENTS) if role in models}

    assert {"main"} <= arrived.keys(), asked.output
    assert {role: foretold[role] for role in arrived} == arrived, asked.output
