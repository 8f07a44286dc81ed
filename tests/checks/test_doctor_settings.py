"""Tests of doctor's checks of Claude Code's settings files."""

import json
from pathlib import Path

import pytest

from doctor_home import World, healthy, problems
from vxenv.claude import settings_paths


@pytest.fixture
def world(home: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Return a home without problems, with its own directory of managed settings."""
    (home / "managed").mkdir()
    monkeypatch.setattr(settings_paths, "find_managed_folder", lambda: str(home / "managed"))
    return healthy(home)


def manage(world: World, text: str) -> None:
    """Write the managed settings."""
    (world.home / "managed" / "managed-settings.json").write_text(text)


def said(world: World, group: str, name: str) -> list[tuple[str, str]]:
    """Return state and text of the checks with that name."""
    return [(one["state"], one["what"]) for one in world.checks() if (one["group"], one["name"]) == (group, name)]


@pytest.mark.parametrize(("version", "state"), [("2.1.330", "failed"), ("2.1.197", "warning")])
def test_a_managed_file_that_is_no_json(world: World, version: str, state: str) -> None:
    """A managed file with invalid JSON prevents newer versions from starting; older ones ignore it."""
    world.claude(version)
    manage(world, "{bad")
    verb = "will not start: ~/managed/managed-settings.json is" if state == "failed" else "ignores"

    assert ("settings", "file", state) in problems(world.checks())
    assert said(world, "settings", "file")[0][1].startswith(f"Claude Code {verb}")


def test_a_key_of_the_wrong_type(world: World) -> None:
    """In a managed file only the invalid key is ignored; another file is ignored as a whole."""
    manage(world, '{"model": 5}')
    world.settings('{"cleanupPeriodDays": "x"}')

    assert [
        ("warning", "Claude Code ignores in ~/managed/managed-settings.json: model, which is not a string"),
        ("warning", "Claude Code ignores ~/.claude/settings.json: it has cleanupPeriodDays, which is not a number"),
    ] == said(world, "settings", "file")


@pytest.mark.parametrize(
    ("key", "value", "managed_only"),
    [
        ("policyHelper", {"path": "/bin/true"}, True),
        ("deniedModels", ["haiku"], True),
        ("modelPricing", {"multiplier": 1.1}, False),
        ("gcpAuthRefresh", "gcloud auth application-default login", False),
    ],
)
def test_keys_that_decide_something(world: World, key: str, value: object, *, managed_only: bool) -> None:
    """Each key is a note with its line, unless Claude Code does not read it there."""
    text = json.dumps({key: value})
    world.settings(text)
    place = f"~/.claude/settings.json:1 sets {key}: "
    user = [what.startswith(place) for _, what in said(world, "settings", "key")]
    manage(world, text)
    both = said(world, "settings", "key")

    assert ([] if managed_only else [True]) == user
    assert ("note", True) == (both[0][0], both[0][1].startswith(f"~/managed/managed-settings.json:1 sets {key}: "))


def test_a_malformed_location(world: World) -> None:
    """The location that Claude Code will use is reported, not the malformed one."""
    world.settings('{"env": {"CLOUD_ML_REGION": "us east"}}')

    route = "Vertex, project acme-eu, location us-east5 (default of Claude Code)"
    assert [("ok", route)] == said(world, "routing", "project")
    line = '~/.claude/settings.json:1 sets CLOUD_ML_REGION to the invalid location "us east"'
    assert [("warning", f"{line}: Claude Code will use us-east5, not eu")] == said(world, "settings", "wins")


def test_sign_ins_at_anthropic(world: World) -> None:
    """ANTHROPIC_PROFILE and settings of the organization are notes."""
    (world.home / ".claude").mkdir()
    (world.home / ".claude" / "remote-settings.json").write_text("{}")
    world.env["ANTHROPIC_PROFILE"] = "work"

    assert (["note"], ["note"]) == (
        [state for state, _ in said(world, "routing", "sign-in")],
        [state for state, _ in said(world, "settings", "organisation")],
    )
