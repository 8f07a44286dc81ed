"""Test the JSON output of commands: its keys change only with the version."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import called, error
from vxenv.plans.build import make_plan

Profile = Callable[[str, str | bytes], Path]


@pytest.fixture
def prod(profile: Profile) -> Path:
    """Return the path of a profile with a secret, and a separate location for its main model."""
    return profile(
        "prod",
        'description = "Production"\nprotected = true\n[vertex]\nproject = "acme-prod"\nregion = "global"\n'
        '[models]\nmain = "claude-opus-5"\n[regions]\n"claude-opus-5" = "eu"\n'
        '[env]\nHTTPS_PROXY = "http://me:hunter2@proxy.example:3128"\n',
    )


def found(*words: str, env: dict[str, str | None] | None = None) -> Any:
    """Return the document that a command prints, which must be all of stdout."""
    return json.loads(called(*words, env=env).stdout)


def test_json_list(prod: Path, profile: Profile) -> None:
    """Each profile has the same keys, including a broken one; marks are booleans."""
    profile("twice", "[vertex]\n[vertex]\n")
    called("default", "prod")
    rows = found("list", "--json", env={"VXENV_PROFILE": "prod"})["profiles"]
    assert [
        {
            "name": "prod",
            "source": None,
            "marks": "*d",
            "active": True,
            "directory": False,
            "default": True,
            "project": "acme-prod",
            "location": "global",
            "model": "claude-opus-5",
            "description": "Production",
            "protected": True,
            "error": None,
        },
        {
            "name": "twice",
            "source": None,
            "marks": "",
            "active": False,
            "directory": False,
            "default": False,
            "project": None,
            "location": None,
            "model": None,
            "description": "invalid TOML at twice.toml:2: table [vertex] declared twice",
            "protected": False,
            "error": "~/.config/vxenv/profiles/twice.toml:2: invalid TOML: table [vertex] declared twice\n"
            "hint: vi ~/.config/vxenv/profiles/twice.toml",
        },
    ] == rows
    assert prod.name == "prod.toml"


def test_json_status(prod: Path) -> None:
    """Status has the request location, whether the profile is protected, and lint's findings."""
    env: dict[str, str | None] = {"VXENV_PROFILE": "prod", "VXENV_REASON": "use", "VXENV_TODAY": "2026-11-29"}
    one = found("status", "--json", env=env)
    keys = ("project", "location", "model", "main_location", "protected")
    assert ["acme-prod", "global", "claude-opus-5", "eu", True] == [one[key] for key in keys]
    assert found("lint", "prod", "--json", env=env)["findings"] == one["findings"]
    assert {"rule", "severity", "message", "file", "line", "hint", "hints", "fixable"} == {
        key for row in one["findings"] for key in row
    }
    assert {str(prod)} == {row["file"] for row in one["findings"]}


def test_json_default(prod: Path) -> None:
    """The default is given as a word and as a list, also after it was set or unset."""
    assert prod.exists()
    nothing: dict[str, object] = {"version": 1, "profile": None, "stack": []}
    assert [nothing, {"version": 1, "profile": "prod", "stack": ["prod"]}, nothing] == [
        found("default", "--json"), found("default", "prod", "--json"), found("default", "--unset", "--json"),
    ]  # fmt: skip


@pytest.mark.parametrize("dry_run", [True, False])
def test_set_and_unset(prod: Path, *, dry_run: bool) -> None:
    """A change lists each key with both values, and the files with their differences; null means unset."""
    dry = ["--dry-run"] if dry_run else []
    before = prod.read_text()
    one = found("set", "prod", "models.main=claude-opus-5-5", "env.HTTPS_PROXY:=false", "--json", *dry)
    assert {
        "version": 1,
        "dry_run": dry_run,
        "changes": [
            {"profile": "prod", "file": str(prod), "key": "models.main", "before": "claude-opus-5",
             "after": "claude-opus-5-5"},
            {"profile": "prod", "file": str(prod), "key": "network.https_proxy",
             "before": "http://***@proxy.example:3128", "after": "false"},
        ],
    } == {key: value for key, value in one.items() if key != "files"}  # fmt: skip
    (file,) = one["files"]
    assert (str(prod), True, False, dry_run) == (
        file["file"],
        '+main = "claude-opus-5-5"' in file["diff"],
        "hunter2" in json.dumps(one),
        before == prod.read_text(),
    )
    gone = found("unset", "prod", "regions.claude-opus-5", "--json", *dry)["changes"]
    assert [{"profile": "prod", "file": str(prod), "key": "regions.claude-opus-5", "before": "eu", "after": None}] == (
        gone
    )


@pytest.mark.parametrize("dry_run", [True, False])
def test_json_import(work: Path, config: Path, *, dry_run: bool) -> None:
    """An import lists the profiles with their values, and the skipped variables with reasons."""
    (work / ".env").write_text("CLOUD_ML_REGION=eu\nANTHROPIC_VERTEX_PROJECT_ID=acme-prod\nPATH=/x\n")
    one = found("import", ".env", "--as", "new", "--json", *(["--dry-run"] if dry_run else []))
    place = config / "profiles" / "new.toml"
    assert {
        "version": 1,
        "dry_run": dry_run,
        "profiles": [
            {
                "name": "new",
                "file": str(place),
                "replaces": False,
                "protected": False,
                "variables": [
                    {"name": "ANTHROPIC_VERTEX_PROJECT_ID", "value": "acme-prod"},
                    {"name": "CLOUD_ML_REGION", "value": "eu"},
                ],
            }
        ],
        "not_taken": ["PATH"],
    } == {**one, "not_taken": [row["name"] for row in one["not_taken"]]}
    assert dry_run is not place.exists()


@pytest.mark.parametrize("how", ["--dry-run", "--yes"])
def test_upgrade(profile: Profile, how: str) -> None:
    """An upgrade lists key, model and successor of each change, and the results for files."""
    path = profile("old", '[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "claude-opus-4-1"\n')
    before = path.read_text()
    one = found("upgrade", "old", how, "--json", "--client", "2.1.332", env={"VXENV_TODAY": "2026-11-29"})
    move = one["moves"][0]
    assert (1, how == "--dry-run", ["old", str(path), "models.main", "claude-opus-4-1", ["global"]]) == (
        one["version"],
        one["dry_run"],
        [move[key] for key in ("profile", "file", "key", "from", "locations")],
    )
    assert {"profile", "file", "key", "from", "to", "why", "locations"} == move.keys()
    assert (True, how == "--dry-run") == (
        f'+main = "{move["to"]}"' in one["files"][0]["diff"],
        before == path.read_text(),
    )


def test_setup(home: Path) -> None:
    """A dry run of setup lists the lines, the profiles and the files."""
    (home / ".bashrc").write_text("export CLOUD_ML_REGION=eu\nexport ANTHROPIC_VERTEX_PROJECT_ID=acme-prod\n")
    one = found("setup", "--shell", "bash", "--dry-run", "--json")
    assert {"version", "dry_run", "shell", "lines", "loaded", "profiles", "files"} == one.keys()
    assert (1, True, "bash", [], str(home / ".bashrc")) == (
        one["version"], one["dry_run"], one["shell"], one["loaded"], one["lines"][0]["file"],
    )  # fmt: skip
    (candidate,) = one["profiles"]
    assert [{"key": "vertex.project", "value": "acme-prod"}, {"key": "vertex.region", "value": "eu"}] == sorted(
        candidate["keys"], key=lambda row: str(row["key"])
    )
    assert str(home / ".bashrc") in [row["file"] for row in one["files"]]


@pytest.mark.parametrize(
    "words", [("setup", "--shell", "bash", "--json"), ("setup", "--remove", "--dry-run", "--json"),
              ("upgrade", "prod", "--json")], ids=" ".join,
)  # fmt: skip
def test_json_asks_nothing(prod: Path, words: tuple[str, ...]) -> None:
    """If a question would be needed, JSON output is rejected, with the command that needs no question."""
    assert prod.exists()
    assert "--json" in error(called(*words), 2)


def test_show_resolved_of_opusplan(profile: Profile) -> None:
    """The plan mode model of opusplan and its location are given; null for other models."""
    profile(
        "plan",
        '[vertex]\nproject = "acme-prod"\nregion = "global"\n[models]\nmain = "opusplan"\nopus = "claude-opus-5"\n',
    )
    profile("other", '[vertex]\nproject = "acme-prod"\nregion = "global"\n')
    words = ("--resolved", "--json", "--client", "2.1.332")
    assert [{"model": "claude-opus-5", "location": "global"}, None] == [
        found("show", name, *words)["plan_mode"] for name in ("plan", "other")
    ]
    said = "opusplan uses opus in plan mode and sonnet otherwise"
    shown = called("show", "plan", "--resolved", "--client", "2.1.332").stderr
    assert (True, True, False) == (
        f"note: {said}\n" in called("show", "plan").stderr,
        f"{said}; plan mode uses claude-opus-5 in global\n" in shown,
        said in called("show", "other").stderr,
    )


def test_location_of_the_main_model(prod: Path, work: Path) -> None:
    """The main model's location by [regions] is given by activating commands and by doctor."""
    assert prod.exists()
    called("local", "prod")
    line = "prod [protected]  acme-prod · global · claude-opus-5 in eu"
    asked = [
        called("local", "prod"),
        called("default", "prod"),
        called("doctor", "--verbose", "prod"),
    ]
    assert [True, True, True] == [line in ran.stdout + ran.stderr for ran in asked]
    env: dict[str, str | None] = {"VXENV_PROFILE": "prod", "VXENV_REASON": "use"}
    assert line == make_plan("use:prod").line.splitlines()[0]
    assert "claude-opus-5  in eu, set by [regions]" in called("status", env=env).stdout
    assert (work / ".vxenv.toml").exists()


ENVELOPES = {
    "allowed": ("records", "worktrees"),
    "config list": ("file", "settings"),
    "default": ("profile", "stack"),
    "diff prod @shell": ("a", "b", "rows", "prices_a", "prices_b"),
    "doctor prod": ("profile", "checks"),
    "explain 'API Error: 429'": (
        "known", "name", "cause", "model", "project", "location", "metric", "permission", "account", "service", "path",
        "constraint", "beta", "field", "id", "successor", "key", "set", "fix", "command", "line",
    ),
    "explain nothing": ("known",),
    "lint prod": ("findings",),
    "list": ("profiles",),
    "models": ("date", "age_days", "models"),
    "models --location eu --family opus": ("date", "age_days", "models"),
    "set prod models.main=opus": ("dry_run", "changes", "files"),
    "setup --shell bash --dry-run": ("dry_run", "shell", "lines", "loaded", "profiles", "files"),
    "show prod": ("stack", "protected", "budgets", "variables"),
    "show prod --resolved": ("stack", "client", "plan_mode", "facts_of", "slots"),
    "status": (
        "profile", "reason", "not_applied", "previous", "project", "location", "model", "main_location", "protected",
        "budgets", "findings", "state_whole", "changed_by_hand", "directory", "default", "policies", "claude",
        "claude_ignores", "claude_refuses_to_start",
    ),
    "undo --list": ("changes",),
    "unset prod models.main --dry-run": ("dry_run", "changes", "files"),
    "upgrade prod --dry-run": ("dry_run", "moves", "files"),
    "vars CLOUD_ML_REGION": ("date", "variables"),
    "why": ("profile", "variables"),
    "why CLOUD_ML_REGION": ("name", "value", "chain", "notes"),
}  # fmt: skip


@pytest.mark.parametrize("line", ENVELOPES)
def test_envelope(prod: Path, line: str) -> None:
    """Every document has its version first, its keys in a fixed order, and an indentation of two."""
    assert prod.exists()
    text = called(*shlex.split(line), "--json", env={"VXENV_PROFILE": "prod", "VXENV_REASON": "use"}).stdout
    document = json.loads(text)
    assert (("version", *ENVELOPES[line]), 1, f"{json.dumps(document, indent=2)}\n") == (
        tuple(document),
        document["version"],
        text,
    )


ROWS = {
    "config list": ("settings", ("key", "value", "set")),
    "diff prod @shell": ("rows", ("name", "change", "a", "b", "origin_a", "origin_b")),
    "doctor prod": ("checks", ("group", "name", "state", "what", "hint")),
    "models --location eu": (
        "models",
        (
            "id", "name", "family", "aliases", "status", "locations", "single_regions", "context", "deprecated",
            "retires", "region_variable", "successors", "note", "source", "date", "served_at", "host",
        ),
    ),
    "show prod": ("variables", ("name", "value", "origin")),
    "show prod --resolved": (
        "slots",
        (
            "name", "model", "origin", "via", "alias", "rule", "million", "beta", "location", "location_origin",
            "dropped", "host", "url", "served", "seen", "fallback", "prices",
        ),
    ),
    "undo --list": ("changes", ("what", "when", "undone", "files")),
    "vars CLOUD_ML_REGION": (
        "variables",
        (
            "name", "key", "type", "family", "cleared", "doc", "source", "wins", "class", "wins_over_it", "closed",
        ),
    ),
    "why CLOUD_ML_REGION": ("chain", ("who", "value", "where")),
}  # fmt: skip


@pytest.mark.parametrize("line", ROWS)
def test_rows(prod: Path, line: str) -> None:
    """The first row of each list has its keys in a fixed order."""
    assert prod.exists()
    called("set", "prod", "models.opus=claude-opus-5")
    name, keys = ROWS[line]
    rows = found(*shlex.split(line), "--json", env={"VXENV_PROFILE": "prod", "VXENV_REASON": "use"})[name]
    assert keys == tuple(rows[0])
