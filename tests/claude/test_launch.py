"""Command lines that start Claude Code with a profile."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from vxenv.claude.launch import is_claude, keep_settings, prepare_launch, render_recording
from vxenv.claude.private_settings import keep
from vxenv.claude.settings import read_claude_settings

VALUES = {"CLOUD_ML_REGION": "eu", "ANTHROPIC_MODEL": None}
RECORDING = {"hooks": [{"type": "command", "command": render_recording()}]}
HOOKS = {"SessionStart": [RECORDING]}


def test_settings_come_first(work: Path) -> None:
    """Settings directly follow the program, with empty values for unset variables."""
    launch = prepare_launch(["claude", "-p", "--", "--settings", "x"], VALUES, {}, str(work))

    assert ({"hooks": HOOKS, "env": {"CLOUD_ML_REGION": "eu", "ANTHROPIC_MODEL": ""}}, False) == (
        json.loads(launch.settings),
        launch.joined,
    )
    assert ["claude", "--settings", "a/file", "-p", "--", "--settings", "x"] == launch.list_words("a/file")


@pytest.mark.parametrize("form", ["json", "equals", "file", "twice"])
def test_own_settings_are_joined(work: Path, form: str) -> None:
    """Other keys and variables of the caller stay; the last of several --settings counts, as in Claude Code."""
    own = '{"a":[1,2.5,null],"env":{"CLOUD_ML_REGION":"us","X":"1"}}'
    (work / "own.json").write_bytes(b"\xef\xbb\xbf" + own.encode())
    words = {
        "json": ["--settings", f" {own}\n"],
        "equals": [f"--settings={own}"],
        "file": ["--settings", "own.json"],
        "twice": ["--settings", "nowhere", "--settings", own],
    }[form]
    launch = prepare_launch(["claude", *words, "-p"], VALUES, {}, str(work))
    expected = {"a": [1, 2.5, None], "hooks": HOOKS, "env": {"CLOUD_ML_REGION": "eu", "X": "1", "ANTHROPIC_MODEL": ""}}

    assert expected == json.loads(launch.settings)
    assert (True, ("CLOUD_ML_REGION",), "-p") == (launch.joined, launch.over, launch.arguments[-1])


@pytest.mark.parametrize("own", ["nowhere.json", "{bad}", '{"env": 5}', "."])
def test_what_cannot_be_joined_is_an_error(work: Path, own: str) -> None:
    """Unreadable settings are left to Claude Code."""
    with pytest.raises(ValueError, match=r"."):
        prepare_launch(["claude", "--settings", own], VALUES, {}, str(work))


def test_a_model_key_gives_way(home: Path, work: Path) -> None:
    """A `model` key that would override the profile's main model is neutralized."""
    (home / ".claude").mkdir()
    (home / ".claude" / "settings.json").write_text('{"model": "haiku"}')
    values = {"ANTHROPIC_DEFAULT_SONNET_MODEL": "claude-sonnet-5", "CLAUDE_CODE_USE_VERTEX": "1"}
    launch = prepare_launch(["claude"], values, values, str(work))

    assert ("", ()) == (json.loads(launch.settings)["model"], launch.win)


def test_a_model_key_of_the_same_model_stays(home: Path, work: Path) -> None:
    """An alias of the profile's main model is not a conflict."""
    (home / ".claude").mkdir()
    (home / ".claude" / "settings.json").write_text('{"model": "sonnet"}')
    values = {"ANTHROPIC_DEFAULT_SONNET_MODEL": "claude-sonnet-5", "CLAUDE_CODE_USE_VERTEX": "1"}
    launch = prepare_launch(["claude"], values, values, str(work))

    assert {"hooks": HOOKS, "env": values} == json.loads(launch.settings)


def test_other_keys_about_models_give_way(home: Path, work: Path) -> None:
    """Keys that replace or exclude the profile's model are neutralized unless the caller sets them."""
    (home / ".claude").mkdir()
    against = {"modelOverrides": {"claude-sonnet-5": "x", "claude-opus-5": "y"}, "availableModels": ["haiku"]}
    (home / ".claude" / "settings.json").write_text(json.dumps(against))
    values = {"ANTHROPIC_MODEL": "claude-sonnet-5", "CLAUDE_CODE_USE_VERTEX": "1"}
    plain = prepare_launch(["claude"], values, values, str(work))
    given = ({"modelOverrides": {name: "z"}} for name in ("claude-opus-5", "claude-sonnet-5"))
    own, loses = (
        prepare_launch(["claude", "--settings", json.dumps(one)], values, values, str(work)) for one in given
    )

    models = {"availableModels": ["claude-sonnet-5"], "enforceAvailableModels": False}
    assert {"modelOverrides": {"claude-sonnet-5": ""}, **models, "hooks": HOOKS, "env": values} == json.loads(
        plain.settings
    )
    assert {"claude-sonnet-5": "", "claude-opus-5": "z"} == json.loads(own.settings)["modelOverrides"]
    assert ((), (), ["modelOverrides.claude-sonnet-5"]) == (plain.win, own.win, [one.key for one in loses.win])


OWN = {"matcher": "startup", "hooks": [{"type": "command", "command": "echo vxenv guard"}]}


def list_hooks(words: list[str], work: Path) -> object:
    """Return the hooks in the settings for `words`."""
    return json.loads(prepare_launch(words, VALUES, {}, str(work)).settings).get("hooks")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ({}, {"SessionStart": [RECORDING]}),
        ({"Stop": [OWN], "SessionStart": []}, {"Stop": [OWN], "SessionStart": [RECORDING]}),
        ({"SessionStart": [{"hooks": [5]}, 5]}, {"SessionStart": [{"hooks": [5]}, 5, RECORDING]}),
        ({"SessionStart": [OWN]}, {"SessionStart": [OWN]}),
        ({"SessionStart": 5}, {"SessionStart": 5}),
        (5, 5),
    ],
)
def test_own_hooks_are_joined(own: object, expected: object, work: Path) -> None:
    """The recording is added to the caller's own hooks, unless they run the guard or are invalid."""
    assert expected == list_hooks(["claude", "--settings", json.dumps({"hooks": own})], work)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        ("/bin/vxenv guard", None),
        ("'/a b/vxenv' guard", None),
        ("! command -v vxenv >/dev/null || vxenv guard", None),
        ("/bin/python -P -m vxenv guard", None),
        (render_recording(), None),
        ("vxenv statusline", HOOKS),
        ("echo hello", HOOKS),
    ],
)
@pytest.mark.parametrize("scope", ["user", "project"])
def test_the_guard_records(command: str, expected: object, scope: str, home: Path, work: Path) -> None:
    """If a settings file has the guard, no second hook is passed; the wrapper's file is for all directories."""
    file = (home if scope == "user" else work) / ".claude" / "settings.json"
    file.parent.mkdir()
    file.write_text(json.dumps({"hooks": {"SessionStart": [{"hooks": [{"type": "command", "command": command}]}]}}))
    path, _ = keep_settings(VALUES, read_claude_settings(str(work), {}), {})
    kept = json.loads(Path(path).read_text()).get("hooks")

    assert (expected, HOOKS if scope == "project" else expected) == (list_hooks(["claude"], work), kept)


def test_marks_are_variables(work: Path) -> None:
    """Marks for vxenv are variables of the session."""
    launch = prepare_launch(["claude"], VALUES, {}, str(work), marks={"__VXENV_EXEC": "eu"})

    assert {"CLOUD_ML_REGION": "eu", "ANTHROPIC_MODEL": "", "__VXENV_EXEC": "eu"} == json.loads(launch.settings)["env"]


def test_the_recording_without_vxenv(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After vxenv was removed, the hook of an old settings file does nothing."""
    monkeypatch.setattr("vxenv.claude.launch.find_main_file", lambda: str(home / "gone" / "__main__.py"))
    done = subprocess.run(["sh", "-c", render_recording()], capture_output=True, check=False)

    assert (0, b"", b"") == (done.returncode, done.stdout, done.stderr)


def test_what_is_claude(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Claude Code is recognized by its name or the target of a symlink."""
    for name in ("claude", "other"):
        (home / name).write_text("")
        (home / name).chmod(0o755)
    (home / "cc").symlink_to(home / "claude")
    monkeypatch.setenv("PATH", str(home))

    assert [True, True, True, False, False] == [
        is_claude(word) for word in ("claude", "/opt/claude", "cc", "other", "nothing")
    ]


def test_files_that_nobody_asks_for_go() -> None:
    """Writing a file removes those not used for months."""
    old, used = Path(keep("old")), Path(keep("used"))
    for path in (old, used):
        os.utime(path, (0, 0))
    again = Path(keep("used"))
    new = Path(keep("new"))

    assert (used, sorted([used, new])) == (again, sorted(old.parent.iterdir()))
