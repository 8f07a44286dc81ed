"""Test settings that override the shell: the prediction of settings.py against the request of Claude Code."""

import json
import os
import subprocess
import urllib.parse
from pathlib import Path
from typing import Any

import pytest

from client.settings import Ground, ground, started, words
from client.vertex import Claude, Vertex, environment
from vxenv.catalogue.models import load_models
from vxenv.catalogue.roles import find_project
from vxenv.claude.model_overrides import find_overrides
from vxenv.claude.requests import find_refusal, find_requests
from vxenv.claude.settings import read_claude_settings

PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"
REGION = "CLOUD_ML_REGION"
MAIN = "ANTHROPIC_MODEL"
OPUS = "claude-opus-4-6"
HOST = "CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST"


def at(location: str, **more: Any) -> dict[str, Any]:
    """Return settings with a location."""
    return {"env": {REGION: f"xx-{location}"}, **more}


def of(value: str) -> str:
    """Return settings with the project `value`, as JSON text."""
    return f'{{"env": {{"{PROJECT}": {value}, "{REGION}": "xx-here"}}}}'


def at_sign(model: str) -> dict[str, Any]:
    """Return settings that replace `model` by its Vertex name."""
    return {"modelOverrides": {load_models().ids[model].id: "replaced"}}


def sized(length: int) -> str:
    """Return settings of `length` bytes."""
    text = json.dumps(at("large", x=""))
    return text.replace('"x": "', '"x": "' + "a" * (length - len(text)))


DROP_INS = {
    "managed": at("managed"),
    "managed-settings.d/B.json": at("b"),
    "managed-settings.d/10.json": at("ten"),
    "managed-settings.d/9.json": {"env": {PROJECT: "nine"}},
    "managed-settings.d/.z.json": at("hidden"),
    "managed-settings.d/z.txt": at("text"),
}
ALL = {"user": at("user"), "project": at("project"), "local": at("local")}
OVERRIDES = {
    "modelOverrides": {
        OPUS: "claude-opus-4-7",
        "claude-opus-4-7": "claude-opus-4-8",
        "claude-opus-4-5-20251101": "dated",
        "claude-haiku-4-5-20251001": "small",
        "claude-opus-5-5": "newest",
        "claude-sonnet-4-5-20250929": "middle",
    }
}
RESTRICTED = {"user": {"availableModels": ["sonnet"]}}

# The settings files, and the additional exports of the shell.
ROWS: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "nothing": ({}, {}),
    "user": ({"user": at("user")}, {}),
    "project over user": ({"user": at("user"), "project": at("project")}, {}),
    "local over project": (ALL, {}),
    "managed over local": ({**ALL, "managed": at("managed")}, {}),
    "each variable by itself": ({"user": of('"u"'), "local": at("local")}, {}),
    "drop-ins over managed": (DROP_INS, {}),
    "empty in user": ({"user": {"env": {REGION: ""}}}, {}),
    "empty in local over user": ({"user": at("user"), "local": {"env": {REGION: ""}}}, {}),
    "empty in user under managed": ({"user": {"env": {REGION: ""}}, "managed": at("managed")}, {}),
    "empty in managed over user": ({"user": at("user"), "managed": {"env": {REGION: ""}}}, {}),
    "CLAUDE_CONFIG_DIR": ({"user": at("user"), "cc/settings.json": at("moved")}, {"CLAUDE_CONFIG_DIR": "{home}/cc"}),
    "CLAUDE_CONFIG_DIR relative": ({"project/cc/settings.json": at("moved")}, {"CLAUDE_CONFIG_DIR": "cc"}),
    "CLAUDE_CONFIG_DIR empty": (
        {"user": at("user"), "project/settings.json": at("here")},
        {"CLAUDE_CONFIG_DIR": ""},
    ),
    "provider managed by host": (ALL, {HOST: "1"}),
    "provider managed by host, managed": ({"managed": at("managed")}, {HOST: "1"}),
    "provider managed by host, in settings": ({"user": {"env": {REGION: "xx-user", HOST: "1"}}}, {}),
    # models
    "model": ({"user": {"model": OPUS}}, {}),
    "model in local over user": ({"user": {"model": OPUS}, "local": {"model": "claude-opus-4-7"}}, {}),
    "model empty in local": ({"user": {"model": OPUS}, "local": {"model": ""}}, {}),
    "model under ANTHROPIC_MODEL": ({"user": {"model": OPUS}}, {MAIN: "claude-opus-4-7"}),
    "model under ANTHROPIC_MODEL in env": ({"user": {"model": OPUS, "env": {MAIN: "claude-opus-4-7"}}}, {}),
    "availableModels without it": (RESTRICTED, {MAIN: OPUS}),
    "availableModels, family": ({"user": {"availableModels": ["opus"]}}, {MAIN: OPUS}),
    "availableModels, version": ({"user": {"availableModels": ["opus-4"]}}, {MAIN: OPUS}),
    "availableModels, another version": ({"user": {"availableModels": ["opus-4-5"]}}, {MAIN: OPUS}),
    "availableModels, undated": (
        {"user": {"availableModels": ["claude-opus-4-5"]}},
        {MAIN: "claude-opus-4-5@20251101"},
    ),
    "availableModels, empty": ({"user": {"availableModels": []}}, {MAIN: OPUS}),
    "availableModels, two files": ({**RESTRICTED, "local": {"availableModels": ["opus"]}}, {MAIN: OPUS}),
    "availableModels, managed": ({"user": {"availableModels": ["opus"]}, "managed": RESTRICTED["user"]}, {MAIN: OPUS}),
    "modelOverrides, named": ({"user": OVERRIDES}, {MAIN: OPUS}),
    "modelOverrides, named as Vertex does": ({"user": OVERRIDES}, {MAIN: "claude-opus-4-5@20251101"}),
    "modelOverrides, named as Anthropic does": ({"user": OVERRIDES}, {MAIN: "claude-opus-4-5-20251101"}),
    "modelOverrides, with [1m]": ({"user": OVERRIDES}, {MAIN: f"{OPUS}[1m]"}),
    "modelOverrides, pinned": ({"user": OVERRIDES}, {MAIN: "opus", "ANTHROPIC_DEFAULT_OPUS_MODEL": OPUS}),
    "modelOverrides, alias": ({"user": OVERRIDES}, {MAIN: "haiku"}),
    "modelOverrides, default": ({"user": OVERRIDES}, {}),
    "modelOverrides, model": ({"user": {**OVERRIDES, "model": OPUS}}, {}),
    "modelOverrides, at": ({"user": at_sign("claude-haiku-4-5")}, {MAIN: "haiku"}),
    "modelOverrides, at, named": ({"user": at_sign("claude-opus-4-5")}, {MAIN: "claude-opus-4-5@20251101"}),
    "modelOverrides, undated": ({"user": {"modelOverrides": {"claude-haiku-4-5": "x"}}}, {MAIN: "haiku"}),
    "modelOverrides, undated, named": (
        {"user": {"modelOverrides": {"claude-opus-4-5": "x"}}},
        {MAIN: "claude-opus-4-5"},
    ),
    "modelOverrides, unknown name": ({"user": {"modelOverrides": {"mine": "x"}}}, {MAIN: "mine"}),
    "modelOverrides, empty": ({"user": OVERRIDES, "local": {"modelOverrides": {OPUS: ""}}}, {MAIN: OPUS}),
    "modelOverrides, two files": ({"user": OVERRIDES, "local": {"modelOverrides": {OPUS: "local"}}}, {MAIN: OPUS}),
    "modelOverrides, location": ({"user": OVERRIDES}, {MAIN: OPUS, "VERTEX_REGION_CLAUDE_4_6_OPUS": "xx-six"}),
    "modelOverrides, its location": ({"user": OVERRIDES}, {MAIN: OPUS, "VERTEX_REGION_CLAUDE_4_7_OPUS": "xx-seven"}),
    "modelOverrides, number": ({"user": {"modelOverrides": {OPUS: 5}, **at("user")}}, {MAIN: OPUS}),
    # unusual text
    "byte order mark": ({"user": "\ufeff" + json.dumps(at("user"))}, {}),
    "two byte order marks": ({"user": "\ufeff\ufeff" + json.dumps(at("user"))}, {}),
    "UTF-16": ({"user": ("\ufeff" + json.dumps(at("user"))).encode("utf-16-le")}, {}),
    "UTF-16, the other way round": ({"user": ("\ufeff" + json.dumps(at("user"))).encode("utf-16-be")}, {}),
    "no UTF-8": ({"user": of('"a\xffb"').encode("latin-1")}, {}),
    "doubled variable": ({"user": f'{{"env": {{"{REGION}": "xx-a", "{REGION}": "xx-b"}}}}'}, {}),
    "doubled env": ({"user": f'{{"env": {{"{REGION}": "xx-a"}}, "env": {{"{PROJECT}": "twice"}}}}'}, {}),
    "comment": ({"user": "// comment\n" + json.dumps(at("user"))}, {}),
    "comma at the end": ({"user": json.dumps(at("user"))[:-1] + ",}"}, {}),
    "text behind": ({"user": json.dumps(at("user")) + " x"}, {}),
    "no-break space in front": ({"user": "\u00a0" + json.dumps(at("user"))}, {}),
    "NaN": ({"user": json.dumps(at("user", x=float("nan")))}, {}),
    "tab in a string": ({"user": json.dumps(at("user", x="\t")).replace("\\t", "\t")}, {}),
    "empty file": ({"user": ""}, {}),
    "blank file": ({"user": " \n"}, {}),
    "list": ({"user": "[]"}, {}),
    "null": ({"user": "null"}, {}),
    "env is a list": ({"user": '{"env": ["a"]}'}, {}),
    "env is null": ({"user": '{"env": null}'}, {}),
    "unknown key": ({"user": at("user", whatever=5)}, {}),
    "model is a number": ({"user": at("user", model=5)}, {}),
    "permissions is a string": ({"user": at("user", permissions="x")}, {}),
    "availableModels is a string": ({"user": at("user", availableModels="x")}, {}),
    "modelOverrides is a string": ({"user": at("user", modelOverrides="x")}, {}),
    "2 MiB": ({"user": sized(2 * 1024 * 1024)}, {}),
    "over 2 MiB": ({"user": sized(2 * 1024 * 1024 + 1)}, {}),
    # errors in managed settings
    **{
        f"managed {name}": ({kind: text, "user": at("user")}, {})
        for kind in ("managed", "managed-settings.d/1.json")
        for name, text in ((f"{kind} no JSON", "{bad"), (f"{kind} no object", "[]"), (f"{kind} blank", " \n"))
    },
    "managed no JSON, haiku named": ({"managed": "{bad"}, {MAIN: "haiku"}),
    "managed env is a list": ({"managed": {"env": ["a"], "model": OPUS}, "user": at("user")}, {}),
    "managed model is a number": ({"managed": at("managed", model=5), "user": {"model": "haiku"}}, {}),
    "managed permissions is a string": ({"managed": at("managed", permissions="x")}, {}),
    "managed modelOverrides, number": ({"managed": at("managed", modelOverrides={OPUS: 5})}, {MAIN: OPUS}),
    "apiKeyHelper is a number": ({"user": at("user", apiKeyHelper=5)}, {}),
    "cleanupPeriodDays is a string": ({"user": at("user", cleanupPeriodDays="x")}, {}),
    "availableModels, no strings": ({"user": at("user", availableModels=[5])}, {}),
    # malformed locations
    "malformed location": ({"user": {"env": {REGION: "us east"}}}, {}),
    "malformed location of a model": ({"user": {"env": {"VERTEX_REGION_CLAUDE_4_6_OPUS": "us east"}}}, {MAIN: OPUS}),
    # values that are not strings
    "number": ({"user": of("123")}, {}),
    "number with zeros": ({"user": of("1.50")}, {}),
    "number with exponent": ({"user": of("1e3")}, {}),
    "small number": ({"user": of("0.0000001")}, {}),
    "less small number": ({"user": of("0.0000123")}, {}),
    "minus nothing": ({"user": of("-0")}, {}),
    "true": ({"user": of("true")}, {}),
    "null value": ({"user": of("null")}, {}),
    "list value": ({"user": of('["a", null, [1, 2.5], false]')}, {}),
    "half a character": ({"user": of('"a\\ud800b"')}, {}),
}


@pytest.fixture
def on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ground:
    """Provide directories with this process's home."""
    made = ground(tmp_path / "ground")
    monkeypatch.setenv("HOME", str(made.home))
    return made


def predicted(claude: Claude, on: Ground, given: dict[str, str], directory: Path, **how: Any) -> tuple[str, ...]:
    """Return the predicted project, location and model of the first request."""
    found = read_claude_settings(str(directory), given, managed=str(on.managed), client=claude.version, **how)
    if find_refusal(found, claude.version):
        return "", "", ""
    where = find_project(found.list_decisive(given), claude.version)
    slot = find_requests(found, given, claude.version)[0]
    replaced = [one.said.value for one in find_overrides(found, given, claude.version) if one.slot == slot]
    return where.id if where else "", slot.location, (*replaced, slot.model)[0]


@pytest.mark.parametrize("row", ROWS)
def test_the_request_is_what_the_resolver_says(row: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Project, location and model match the prediction for all combinations of settings and exports."""
    files, exported = ROWS[row]
    on.lay(files)
    moved = {name: value.replace("{home}", str(on.home)) for name, value in exported.items()}
    given = environment({REGION: "xx-shell", **moved}, vertex)
    asked = started(words(claude), on, given, vertex)

    assert predicted(claude, on, given, on.project) == tuple(map(unquoted, asked[:3])), asked.output


@pytest.mark.parametrize("sources", ["user", "project", "local", "user,local", ""])
@pytest.mark.parametrize("managed", [False, True])
def test_setting_sources_leave_files_out(
    sources: str, claude: Claude, vertex: Vertex, on: Ground, *, managed: bool
) -> None:
    """Sources that --setting-sources omits are not read, except managed settings."""
    on.lay({**ALL, **({"managed": {"env": {PROJECT: "managed"}}} if managed else {})})
    given = environment({REGION: "xx-shell"}, vertex)
    asked = started(words(claude, "--setting-sources", sources), on, given, vertex)

    assert predicted(claude, on, given, on.project, sources=tuple(sources.split(","))) == asked[:3], asked.output


@pytest.mark.parametrize("kind", ["loop", "link", "directory", "fifo"])
def test_what_is_no_file(kind: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """A symlink counts as its target; a loop, a directory and a FIFO are ignored without blocking."""
    place = on.home / ".claude" / "settings.json"
    place.parent.mkdir()
    if kind == "directory":
        place.mkdir()
    elif kind == "fifo":
        os.mkfifo(place)
    else:
        (on.home / "real.json").write_text(json.dumps(at("linked")))
        place.symlink_to(place if kind == "loop" else on.home / "real.json")
    given = environment({REGION: "xx-shell"}, vertex)
    asked = started(words(claude), on, given, vertex)

    assert predicted(claude, on, given, on.project) == asked[:3], asked.output


@pytest.mark.parametrize("git", ["", "project", "home", "worktree"])
def test_below_the_project(git: str, claude: Claude, vertex: Vertex, on: Ground) -> None:
    """Project settings are read in the directory itself; newer versions also read local ones in the root."""
    on.lay({"project": at("project"), "local": at("local"), ".claude/settings.local.json": {"env": {PROJECT: "home"}}})
    below = on.project / "below"
    below.mkdir()
    if git:
        say = ["git", "-c", "user.name=x", "-c", "user.email=x@example.com", "-C"]
        subprocess.run([*say, str(on.home if git == "home" else on.project), "init", "-q"], check=True)
        if git == "worktree":
            below = on.home / "linked"
            subprocess.run([*say, str(on.project), "commit", "-q", "--allow-empty", "-m", "x"], check=True)
            subprocess.run([*say, str(on.project), "worktree", "add", "-q", str(below)], check=True)
    given = environment({REGION: "xx-shell"}, vertex)
    asked = started(words(claude), on, given, vertex, below)

    assert predicted(claude, on, given, below) == asked[:3], asked.output


def unquoted(text: str) -> str:
    """Return a decoded part of an address."""
    return urllib.parse.unquote(text)
