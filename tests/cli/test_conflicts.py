"""Test reports about Claude Code's settings files in use, status, why and diff @claude."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run
from vxenv.claude.precedence import Conflict, suggest_command
from vxenv.claude.settings import SettingsValue

HOOKED = {"__VXENV_HOOK": "bash 1 home"}
EU = 'extends = "base"\n[vertex]\nregion = "eu"\nproject = "acme-eu"\n'


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> dict[str, str]:
    """Write a profile that extends another, and return the variables of a shell with it active."""
    profile("base", '[vertex]\nregion = "global"\n[models]\nopus = "claude-opus-5"\n')
    profile("eu", EU)
    return {
        "VXENV_PROFILE": "eu",
        "VXENV_REASON": "use",
        "CLOUD_ML_REGION": "eu",
        "__VXENV_STATE": "1 CLOUD_ML_REGION:ss",
        "__VXENV_O_CLOUD_ML_REGION": "us-east5",
        "__VXENV_N_CLOUD_ML_REGION": "eu",
    }


def put(path: Path, settings: object) -> None:
    """Write settings, as JSON or as given text."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(settings if isinstance(settings, str) else json.dumps(settings))


def test_use_names_file_and_key(run: Run, home: Path, work: Path) -> None:
    """Each variable that a settings file overrides is reported, and equal values are not."""
    put(home / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us-east5", "ANTHROPIC_MODEL": ""}})
    own = {"CLAUDE_CODE_USE_VERTEX": "true", "VERTEX_REGION_CLAUDE_5_OPUS": "us"}
    put(work / ".claude" / "settings.json", {"env": own})
    ran = run("use", "eu", env=HOOKED)
    said = [line for line in ran.stderr.splitlines() if "warning" in line]

    first = "~/.claude/settings.json:1 overrides CLOUD_ML_REGION: Claude Code will use us-east5, not eu"
    second = (
        "~/code/.claude/settings.json:1 overrides VERTEX_REGION_CLAUDE_5_OPUS: Claude Code will use us, not (unset)"
    )
    assert (0, [f"warning: {first}", f"warning: {second}"]) == (ran.code, said)


@pytest.mark.parametrize("own", [False, True])
def test_the_hint_is_a_command_that_helps(run: Run, home: Path, work: Path, *, own: bool) -> None:
    """The hint is a working command: exec for a named stack, why for a directory's own keys."""
    put(home / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us-east5"}})
    (work / ".vxenv.toml").write_text('profile = "eu"\n' + ('[env]\nX = "1"\n' if own else ""))
    run("allow", "--yes")
    plan = run("hook", "bash", "1", f"dir:{work}/.vxenv.toml", "", str(home)).stdout

    assert f"hint: vxenv {'why CLOUD_ML_REGION' if own else 'exec eu -- claude'}" in plan


@pytest.mark.parametrize(("count", "more"), [(2, ""), (4, ""), (6, " and 3 more (vxenv status)")])
def test_use_says_one_line_for_a_file(run: Run, home: Path, count: int, more: str) -> None:
    """Variables overridden by one file share a line, with a count after the first few."""
    names = [f"VERTEX_REGION_CLAUDE_4_{number}_OPUS" for number in (0, 1, 5, 6, 7, 8)][:count]
    put(home / ".claude" / "settings.json", {"env": dict.fromkeys(names, "us")})
    said = [line for line in run("use", "eu", env=HOOKED).stderr.splitlines() if line.startswith("warning")]
    rows = [f"{name} = us" for name in names]
    named = f"{', '.join(rows[:3])}{more}" if more else f"{', '.join(rows[:-1])} and {rows[-1]}"

    overridden = f"overrides {count} variables: Claude Code will use {named}"
    assert [f"warning: ~/.claude/settings.json {overridden}"] == said


def test_a_model_key_is_a_defeat(run: Run, home: Path) -> None:
    """A `model` key sets the main model if no variable does."""
    put(home / ".claude" / "settings.json", {"model": "haiku"})

    assert (
        "warning: ~/.claude/settings.json:1 sets model: Claude Code will use haiku, not claude-opus-5"
        in run("use", "eu", env=HOOKED).stderr.splitlines()
    )


def test_secrets_stay_hidden(run: Run, home: Path) -> None:
    """A key in a settings file is named, and its value is hidden."""
    put(home / ".claude" / "settings.json", {"env": {"ANTHROPIC_API_KEY": "sk-ant-secret123"}})
    said = [run(*words).stdout for words in (["status"], ["why", "ANTHROPIC_API_KEY"], ["diff", "@shell", "@claude"])]

    assert [True, True, True] == ["(hidden)" in text and "secret123" not in text for text in said]


def test_status_tells_what_wins_and_what_is_ignored(run: Run, home: Path, work: Path) -> None:
    """Status shows the values Claude Code uses instead of the shell's, and the files it ignores; JSON is the same."""
    put(home / ".claude" / "settings.json", '{\n"env": {"CLOUD_ML_REGION": "eu"}}')
    put(work / ".claude" / "settings.local.json", "{bad")
    env = {"CLOUD_ML_REGION": "global"}
    found = json.loads(run("status", "--json", env=env).stdout)

    ignored = "~/code/.claude/settings.local.json: it is not valid JSON, line 1"
    assert [
        "warning: ~/.claude/settings.json:2 overrides CLOUD_ML_REGION: Claude Code will use eu, not global",
        f"warning: Claude Code ignores {ignored}: expecting property name enclosed in double quotes",
    ] == run("status", env=env).stdout.splitlines()[-2:]
    assert [("CLOUD_ML_REGION", "env.CLOUD_ML_REGION", "global", "eu", "user", 2)] == [
        (row["name"], row["key"], row["shell"], row["obeyed"], row["scope"], row["line"]) for row in found["claude"]
    ]
    assert [str(work / ".claude" / "settings.local.json")] == [row["file"] for row in found["claude_ignores"]]


def test_why_shows_the_chain(run: Run, home: Path, work: Path, eu: dict[str, str]) -> None:
    """The effective source is first, then weaker files, the shell, the previous value, the profile, and its bases."""
    put(home / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us-east5"}})
    put(work / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us"}})
    ran = run("why", "CLOUD_ML_REGION", env=eu)

    assert (
        0,
        [
            "project settings us ~/code/.claude/settings.json:1",
            "user settings us-east5 ~/.claude/settings.json:1",
            "this shell eu set by eu",
            "before us-east5 restored when the profile is deactivated",
            "eu eu ~/.config/vxenv/profiles/eu.toml:3",
            "base global ~/.config/vxenv/profiles/base.toml:2",
        ],
    ) == (ran.code, [" ".join(line.split()) for line in ran.stdout.splitlines()])


def test_why_as_json(run: Run, home: Path, eu: dict[str, str]) -> None:
    """JSON has the effective value, and the chain."""
    put(home / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us-east5"}})
    found = json.loads(run("why", "--json", "CLOUD_ML_REGION", env=eu).stdout)

    assert (1, "us-east5", ["user settings", "this shell", "before", "eu", "base"]) == (
        found["version"],
        found["value"],
        [row["who"] for row in found["chain"]],
    )


def test_why_of_what_a_hand_changed(run: Run, eu: dict[str, str]) -> None:
    """A manually changed value is reported as such; a closed variable too."""
    changed = {**eu, "CLOUD_ML_REGION": "mine"}

    assert (["this", "shell", "mine", "changed", "manually"], ["the", "profile", "(unset)"]) == (
        run("why", "CLOUD_ML_REGION", env=changed).stdout.splitlines()[0].split(),
        run("why", "ANTHROPIC_MODEL", env=eu).stdout.splitlines()[-1].split()[:3],
    )


def test_why_of_the_main_model(run: Run, home: Path) -> None:
    """Other sources of the main model are reported."""
    put(home / ".claude" / "settings.json", {"model": "opus", "availableModels": ["sonnet"]})
    vertex = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_MODEL": "m", "ANTHROPIC_DEFAULT_OPUS_MODEL": "claude-opus-5"}

    assert (
        ["~/.claude/settings.json:1 selects model opus"],
        ["~/.claude/settings.json:1 does not allow this model (availableModels): Claude Code will use claude-opus-5"],
    ) == (
        run("why", "ANTHROPIC_MODEL").stderr.splitlines(),
        run("why", "ANTHROPIC_MODEL", env=vertex).stderr.splitlines(),
    )


def test_why_of_a_model_that_is_replaced(run: Run, home: Path) -> None:
    """Replacements by modelOverrides are reported for each source of the model, and only on Vertex."""
    put(home / ".claude" / "settings.json", {"modelOverrides": {"claude-opus-5": "x\u0007y"}})
    env = {"ANTHROPIC_DEFAULT_OPUS_MODEL": "claude-opus-5", "CLAUDE_CODE_USE_VERTEX": "1"}
    note = "~/.claude/settings.json:1 replaces claude-opus-5 with x\\x07y (modelOverrides)"

    assert ([note], [note], [], []) == (
        run("why", "ANTHROPIC_DEFAULT_OPUS_MODEL", env=env).stderr.splitlines(),
        run("why", "ANTHROPIC_MODEL", env=env).stderr.splitlines(),
        run("why", "ANTHROPIC_DEFAULT_HAIKU_MODEL", env=env).stderr.splitlines(),
        run("why", "ANTHROPIC_MODEL", env={**env, "CLAUDE_CODE_USE_VERTEX": "0"}).stderr.splitlines(),
    )


def test_a_model_of_the_profile_that_is_replaced(run: Run, home: Path) -> None:
    """Use reports the replacement of the profile's model."""
    put(home / ".claude" / "settings.json", {"modelOverrides": {"claude-opus-5": "x"}})
    said = [line for line in run("use", "eu", env=HOOKED).stderr.splitlines() if "modelOverrides" in line]

    place = "~/.claude/settings.json:1"
    what = "modelOverrides.claude-opus-5: Claude Code will use x, not claude-opus-5"
    assert [f"warning: {place} sets {what}"] == said


def test_what_the_wrapper_gives_counts(run: Run, home: Path, work: Path) -> None:
    """Settings passed by this shell's claude wrapper override the user's in why, status and diff."""
    put(home / ".claude" / "settings.json", {"env": {"CLOUD_ML_REGION": "us-east5"}})
    put(work / "given.json", {"env": {"CLOUD_ML_REGION": "eu"}})
    env = {"CLOUD_ML_REGION": "eu", "__VXENV_SETTINGS": str(work / "given.json")}
    chain = json.loads(run("why", "--json", "CLOUD_ML_REGION", env=env).stdout)["chain"]

    assert (["claude_wrapper", "user settings", "this shell"], [], 0) == (
        [one["who"] for one in chain],
        json.loads(run("status", "--json", env=env).stdout)["claude"],
        run("diff", "--exit-code", "@shell", "@claude", env=env).code,
    )


def test_why_of_an_unknown_variable(run: Run) -> None:
    """An unknown name is an error with the nearest known one."""
    ran = run("why", "CLOUD_ML_REGON")

    assert (2, "hint: vxenv why CLOUD_ML_REGION") == (ran.code, ran.stderr.splitlines()[-1])


def test_diff_with_claude(run: Run, home: Path) -> None:
    """The side @claude is the shell combined with Claude Code's settings, with file and line."""
    put(home / ".claude" / "settings.json", {"model": "haiku", "env": {"CLOUD_ML_REGION": "us-east5", "OTHER": "1"}})
    env = {"CLOUD_ML_REGION": "eu"}
    rows = json.loads(run("diff", "--json", "@shell", "@claude", env=env).stdout)["rows"]

    assert [
        ("ANTHROPIC_MODEL", None, "haiku", "~/.claude/settings.json:1"),
        ("CLOUD_ML_REGION", "eu", "us-east5", "~/.claude/settings.json:1"),
        ("OTHER", None, "1", "~/.claude/settings.json:1"),
    ] == [(row["name"], row["a"], row["b"], row["origin_b"]) for row in rows]
    assert 1 == run("diff", "--exit-code", "@claude", "eu", env=env).code


@pytest.mark.parametrize(
    "words", ["status", "why CLOUD_ML_REGION", "diff @claude eu", "list", "use eu", "exec eu -- true"]
)
def test_a_directory_that_was_removed(words: str, run: Run, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read-only commands work in a removed working directory."""
    gone = work / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    ran = run(*words.split(), env=HOOKED)

    assert (0, False) == (ran.code, "Traceback" in ran.stderr), ran


def test_nothing_is_written_from_a_directory_that_was_removed(home: Path, work: Path) -> None:
    """A command that would write to the removed working directory is rejected."""
    gone = work / "gone"
    gone.mkdir()
    vxenv = [sys.executable, "-P", "-m", "vxenv", "claude", "install", "--local"]
    script = 'rmdir "$PWD" && exec "$@"'
    env = {**os.environ, "HOME": str(home)}
    ran = subprocess.run(
        ["sh", "-c", script, "sh", *vxenv], cwd=gone, env=env, capture_output=True, text=True, check=False
    )

    assert (1, "vxenv: the working directory was removed; nothing changed\nhint: cd\n") == (ran.returncode, ran.stderr)


def test_against_managed_settings_exec_is_no_help() -> None:
    """If only managed settings override, the hint names `why`, because exec cannot override them."""
    defeats = {
        scope: (Conflict("CLOUD_ML_REGION", "env.CLOUD_ML_REGION", "eu", SettingsValue("us", scope, "/x", 1)),)
        for scope in ("managed", "user")
    }

    assert {"managed": "vxenv why CLOUD_ML_REGION", "user": "vxenv exec eu -- claude"} == {
        scope: suggest_command(one, "eu") for scope, one in defeats.items()
    }


def test_status_names_another_profile_as_the_one_before(run: Run, eu: dict[str, str]) -> None:
    """The previous stack is not shown if it equals the active one."""
    rows = [run("status", env={**eu, "__VXENV_LAST": last}).stdout for last in ("eu", "base")]

    assert [False, True] == ["previous" in text for text in rows]


ENFORCED = {"availableModels": ["haiku"], "enforceAvailableModels": True}
HAIKU = "claude-haiku-4-5@20251001"


def test_use_says_which_model_a_list_leaves(run: Run, home: Path) -> None:
    """An enforced model list also limits the default; the line names the effective model."""
    put(home / ".claude" / "settings.json", ENFORCED)
    said = run("use", "eu", env=HOOKED).stderr.splitlines()

    line = "~/.claude/settings.json:1 does not allow claude-opus-5 in availableModels: Claude Code will use"
    assert f"warning: {line} {HAIKU}" in said


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("CLOUD_ML_REGION", "us east", "us-east5"),
        ("CLOUD_ML_REGION", " eu ", ""),
        ("CLOUD_ML_REGION", "us-east5/x", "us-east5"),
        ("VERTEX_REGION_CLAUDE_5_OPUS", "us east", ""),
    ],
)
def test_a_malformed_location_is_not_obeyed(run: Run, home: Path, variable: str, value: str, said: str) -> None:
    """For a malformed location in a settings file, use and status name the replacement, or nothing."""
    put(home / ".claude" / "settings.json", {"env": {variable: value}})
    line = f'~/.claude/settings.json:1 sets {variable} to the invalid location "{value}"'
    expected = [f"warning: {line}: Claude Code will use {said}, not eu"] if said else []
    status = run("status", env={"CLOUD_ML_REGION": "eu"}).stdout.splitlines()

    assert (expected, expected) == tuple(
        [text for text in lines if text.startswith("warning")]
        for lines in (run("use", "eu", env=HOOKED).stderr.splitlines(), status)
    )
