"""Settings files of Claude Code: places, values and lines."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from vxenv.catalogue.clients import Version
from vxenv.claude.requests import find_availability, find_refusal
from vxenv.claude.settings import ClaudeSettings, read_claude_settings, read_settings_file
from vxenv.claude.settings_paths import MANAGED, USER, Place, list_places
from vxenv.text.json_spans import list_members

REGION = "CLOUD_ML_REGION"


def found(home: Path, work: Path, env: Mapping[str, str] | None = None) -> ClaudeSettings:
    """Return the settings for `work`, with managed files below `home`."""
    return read_claude_settings(str(work), env or {}, managed=str(home / "managed"))


def put(path: Path, text: str) -> Path:
    """Write `text` to `path`, with missing directories."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_places_in_order(home: Path, work: Path) -> None:
    """Managed drop-ins come first, the user's file last."""
    for name in ("10-a.json", "20-b.json", ".30.json", "40.txt"):
        put(home / "managed" / "managed-settings.d" / name, "{}")
    (home / "code" / ".git").mkdir()
    below = work / "below"
    below.mkdir()
    looked = list_places(str(below), {}, managed=str(home / "managed"))

    assert [
        ("managed", "managed/managed-settings.d/20-b.json"),
        ("managed", "managed/managed-settings.d/10-a.json"),
        ("managed", "managed/managed-settings.json"),
        ("local", "code/below/.claude/settings.local.json"),
        ("local", "code/.claude/settings.local.json"),
        ("project", "code/below/.claude/settings.json"),
        ("user", ".claude/settings.json"),
    ] == [(place.scope, os.path.relpath(place.path, home)) for place in looked]


def test_at_home_project_settings_are_the_users(home: Path) -> None:
    """In the home directory, the same file is not read twice."""
    assert [USER] == [
        place.scope for place in list_places(str(home), {}) if place.path.endswith("/.claude/settings.json")
    ]


def test_a_submodule_has_a_root_of_its_own(home: Path, work: Path) -> None:
    """A .git file that does not belong to a linked worktree marks its own directory as root."""
    put(work / ".git", "gitdir: ../.git/modules/code\n")
    below = work / "below"
    below.mkdir()

    assert str(work / ".claude" / "settings.local.json") in [place.path for place in list_places(str(below), {})]
    assert str(home / ".claude" / "settings.local.json") not in [place.path for place in list_places(str(below), {})]


def test_lines_are_those_of_what_counts(home: Path, work: Path) -> None:
    """The last of duplicate keys counts, and its line is recorded."""
    text = '{\n "env": {"CLOUD_ML_REGION": "a"},\n "env": {\n  "CLOUD_ML_REGION": "b",\n  "CLOUD_ML_REGION": "c"}\n}'
    path = put(home / ".claude" / "settings.json", text)
    (said,) = found(home, work).list_values(REGION, {})

    assert ("c", USER, str(path), 5) == said


def test_the_chain_names_all(home: Path, work: Path) -> None:
    """All files that set a variable are returned, the effective one first."""
    put(home / "managed" / "managed-settings.json", '{"env": {"CLOUD_ML_REGION": "m"}}')
    put(work / ".claude" / "settings.json", '{"env": {"CLOUD_ML_REGION": "p"}}')
    said = found(home, work).list_values(REGION, {REGION: "shell"})

    assert [(MANAGED, "m"), ("project", "p")] == [(one.scope, one.value) for one in said]


def test_empty_is_unset(home: Path, work: Path) -> None:
    """An empty value unsets a variable of the shell."""
    put(home / ".claude" / "settings.json", '{"env": {"CLOUD_ML_REGION": ""}}')

    assert {"X": "1"} == found(home, work).apply_env({REGION: "eu", "X": "1"})


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("{bad", "is not valid JSON, line 1: expecting property name enclosed in double quotes"),
        ('{\n"a": 1\n"b": 2}', "is not valid JSON, line 3: expecting ',' delimiter"),
        ('{"a": NaN}', "is not valid JSON: constant NaN is not allowed"),
        ("[]", "is not a JSON object"),
        ('{"env": []}', "has env, which is not an object"),
        ('{"model": 5}', "has model, which is not a string"),
        ("[" * 100_000, "is nested too deeply"),
    ],
)
def test_broken_files_say_nothing(home: Path, work: Path, text: str, trouble: str) -> None:
    """A file that Claude Code ignores is returned with the reason, without an error."""
    put(home / ".claude" / "settings.json", text)
    (file,) = found(home, work).list_ignored_files()

    assert (trouble, {}) == (file.trouble, dict(file.env))


@pytest.mark.parametrize(
    ("key", "value", "ignored"),
    [
        ("env", ["a"], "env, which is not an object"),
        ("model", 5, "model, which is not a string"),
        ("availableModels", "x", "availableModels, which is not a list"),
        ("availableModels", [5, "opus"], "availableModels, which is not a list of strings"),
        ("modelOverrides", {"claude-opus-5": 5}, "modelOverrides, which has values other than strings"),
        ("enforceAvailableModels", "yes", "enforceAvailableModels, which is not true or false"),
        ("cleanupPeriodDays", "x", "cleanupPeriodDays, which is not a number"),
    ],
)
def test_of_a_managed_file_the_wrong_key_alone_is_ignored(
    home: Path, work: Path, key: str, value: object, ignored: str
) -> None:
    """A value of the wrong type disables its key in a managed file, and any other file as a whole."""
    settings = json.dumps({"env": {REGION: "eu"}, key: value})
    put(home / "managed" / "managed-settings.json", settings)
    put(home / ".claude" / "settings.json", settings)
    managed, user = found(home, work).files

    assert ((ignored,), "", None if key == "env" else "eu") == (
        managed.ignored,
        managed.trouble,
        managed.env[REGION].value if REGION in managed.env else None,
    )
    assert ((), f"has {ignored}", {}) == (user.ignored, user.trouble, dict(user.env))


@pytest.mark.parametrize("name", ["managed-settings.json", "managed-settings.d/1.json"])
@pytest.mark.parametrize(("text", "refuses"), [("{bad", True), ("[]", True), ("", False), ('{"model": 5}', False)])
def test_a_managed_file_that_is_no_object_stops_newer_clients(
    home: Path, work: Path, name: str, text: str, *, refuses: bool
) -> None:
    """Newer versions do not start; older ones do, and allow no named model."""
    path = put(home / "managed" / name, text)
    put(home / ".claude" / "settings.json", "{bad")
    fatal = find_refusal(found(home, work), Version(2, 1, 330))

    assert str(path) * refuses == (fatal.path if fatal else "")
    assert find_refusal(found(home, work), Version(2, 1, 197)) is None
    assert (() if refuses else None) == find_availability(found(home, work), Version(2, 1, 197)).entries


@pytest.mark.parametrize("kind", ["loop", "directory", "fifo", "large"])
def test_what_is_not_read(tmp_path: Path, kind: str) -> None:
    """A file that is not regular or larger than 2 MiB is recorded with the reason."""
    path = tmp_path / "settings.json"
    if kind == "loop":
        path.symlink_to(path)
    elif kind == "directory":
        path.mkdir()
    elif kind == "fifo":
        os.mkfifo(path)
    else:
        path.write_text(json.dumps({"x": "a" * (2 << 20)}))
    file = read_settings_file(Place(USER, str(path)))

    assert file
    assert (True, {}) == (file.trouble.startswith("cannot be read: "), dict(file.env))


def test_odd_names_are_no_variables(home: Path, work: Path) -> None:
    """A name or value that no environment can hold is skipped."""
    put(home / ".claude" / "settings.json", '{"env": {"": "a", "A=B": "a", "C": "a\\u0000", "D": "d"}}')

    assert {"D": "d"} == found(home, work).apply_env({})


def test_members_tell_places() -> None:
    """Key, value and end of each member have the right positions, even for duplicate keys."""
    text = '{ "a" : [1, 2] ,\n"a":"}"}'
    found = list_members(text, 0)

    assert [('"a"', "[1, 2]"), ('"a"', '"}"')] == [
        (text[one.start : one.start + 3], text[one.value_start : one.end]) for one in found
    ]


def test_the_client_on_path_decides_about_roots(home: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Local settings at the root of the repository count for versions that read them, by default the newest."""
    (home / "code" / ".git").mkdir()
    put(home / "code" / ".claude" / "settings.local.json", '{"env": {"CLOUD_ML_REGION": "root"}}')
    below = work / "below"
    below.mkdir()

    def installed(version: str) -> str | None:
        package = put(
            home / "bin" / "package.json", f'{{"name": "@anthropic-ai/claude-code", "version": "{version}"}}'
        )
        program = put(package.parent / "claude", "")
        program.chmod(0o755)
        monkeypatch.setenv("PATH", str(package.parent))
        return found(home, below).find_value(REGION, {})

    assert ("root", None, "root") == (
        found(home, below).find_value(REGION, {}),
        installed("2.1.210"),
        installed("2.1.211"),
    )
