"""Install a profile into the settings of editors, and remove it again byte for byte."""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from commandline import Run, called, error
from vxenv.claude import editors
from vxenv.claude.editors import EDITORS
from vxenv.text.json_comments import blank_all

COMMENTED = """\
// Settings of the team
{
    "editor.tabSize": 2, // as everywhere
    "claudeCode.environmentVariables": [
        // mine
        { "name": "MINE", "value": "1" },
    ],
    /* "terminal": {} */
}
"""
FORMAT = ("--format", "claude-settings")
VERTEX = {"CLAUDE_CODE_USE_VERTEX": "1", "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu", "CLOUD_ML_REGION": "eu"}


@pytest.fixture(autouse=True)
def eu(profile: Callable[[str, str], Path]) -> None:
    """Write profiles."""
    profile("eu", '[vertex]\nproject = "acme-eu"\nregion = "eu"\n')
    profile("us", '[vertex]\nproject = "acme-us"\nregion = "us-east5"\n')


@pytest.fixture
def local(work: Path) -> Path:
    """Return the path of the workspace's settings of Claude Code."""
    return work / ".claude" / "settings.local.json"


@pytest.fixture
def code(work: Path) -> Path:
    """Return the path of VS Code's settings of the workspace, in an existing directory."""
    (work / ".vscode").mkdir()
    return work / ".vscode" / "settings.json"


def parse(path: Path) -> Any:
    """Return the value of JSON with comments."""
    return json.loads(blank_all(path.read_text()))


def variables(path: Path) -> dict[str, str]:
    """Return the variables of the extension."""
    return {item["name"]: item["value"] for item in parse(path)["claudeCode.environmentVariables"]}


@pytest.mark.parametrize("editor", EDITORS)
def test_install_and_remove(editor: str, run: Run, work: Path, local: Path) -> None:
    """Every editor gets the variables in the workspace's settings of Claude Code, and removing restores each file."""
    file = EDITORS[editor].workspace
    files = [path for path in (local, work / file) if path.suffix]
    before = {}
    for path in files:
        path.parent.mkdir(exist_ok=True)
        path.write_text('{"model": "opus"}' if path == local else COMMENTED)
        before[path] = path.read_bytes()
    installed = run("editor", "install", editor, "eu")
    place = "".join(
        f"~/code/{path.relative_to(work)}: added eu  (revert: vxenv editor remove {editor})\n" for path in files
    )

    assert (0, "", place) == installed
    assert {"model": "opus", "env": VERTEX} == json.loads(local.read_text())
    assert (0, "already up to date", 0) == (
        run("editor", "install", editor, "eu").code,
        run("editor", "install", editor, "eu").stderr.splitlines()[-1].partition(": ")[2],
        run("editor", "remove", editor).code,
    )
    assert before == {path: path.read_bytes() for path in files}
    assert f"{EDITORS[editor].title} has no variables from vxenv in ~/code" in error(
        run("editor", "remove", editor), 3
    )


@pytest.mark.parametrize("editor", EDITORS)
def test_files_that_were_missing(editor: str, run: Run, work: Path, local: Path) -> None:
    """Missing files are created with their directories, and removed again."""
    assert 0 == run("editor", "install", editor, "eu").code
    assert (True, bool(EDITORS[editor].workspace)) == (local.exists(), (work / EDITORS[editor].workspace).is_file())
    assert 0 == run("editor", "remove", editor).code
    assert [] == [path for path in work.rglob("*") if path.is_file()]


def test_the_extension(run: Run, code: Path) -> None:
    """The extension gets the variables after the user's own, no login prompt, and all comments stay."""
    code.write_text(COMMENTED)
    run("editor", "install", "vscode", "eu")
    text = code.read_text()

    assert {"MINE": "1", **VERTEX} == variables(code)
    assert (True, 2) == (parse(code)["claudeCode.disableLoginPrompt"], parse(code)["editor.tabSize"])
    assert [True] * 4 == [part in text for part in ("// Settings", "// as everywhere", "// mine", '/* "terminal')]


def test_what_was_changed_since_stays(run: Run, code: Path, local: Path) -> None:
    """From files that were changed meanwhile, only vxenv's variables are removed."""
    code.write_text(COMMENTED)
    run("editor", "install", "cursor", "eu")
    code.write_text(code.read_text().replace('"editor.tabSize": 2', '"editor.tabSize": 8'))
    local.write_text(local.read_text().replace('"env": {', '"env": {\n    "X": "1",'))
    run("editor", "remove", "cursor")

    assert COMMENTED.replace(": 2", ": 8") == code.read_text()
    assert {"env": {"X": "1"}} == json.loads(local.read_text())


def test_another_profile_replaces_the_first(run: Run, code: Path, local: Path) -> None:
    """A second installation replaces the variables, in the files that several editors read for all of them."""
    run("editor", "install", "vscode", "eu")
    run("editor", "install", "cursor", "us")

    assert "us-east5" == variables(code)["CLOUD_ML_REGION"] == json.loads(local.read_text())["env"]["CLOUD_ML_REGION"]
    assert 3 == len(variables(code)) == len(parse(code)["claudeCode.environmentVariables"])


def test_what_others_use_is_kept(run: Run, code: Path, local: Path) -> None:
    """The variables stay until no editor and no `export --write` uses them."""
    run("export", "eu", *FORMAT, "--write", ".claude/settings.local.json")
    run("editor", "install", "vscode", "eu")
    run("editor", "install", "cursor", "eu")
    first, second = run("editor", "remove", "vscode"), run("editor", "remove", "cursor")

    assert [
        "~/code/.claude/settings.local.json: kept the variables for Cursor and export --write",
        "~/code/.vscode/settings.json: kept the variables for Cursor",
        "~/code/.claude/settings.local.json: kept the variables for export --write",
        "~/code/.vscode/settings.json: removed vxenv's variables",
    ] == (first.stderr + second.stderr).splitlines()
    assert (VERTEX, False) == (json.loads(local.read_text())["env"], code.exists())
    assert (0, False) == (run("export", *FORMAT, "--remove", str(local)).code, local.exists())


def test_export_removes_for_all(run: Run, local: Path) -> None:
    """`export --write` changes the variables for the editors, and `export --remove` removes them."""
    run("editor", "install", "jetbrains", "eu")
    run("export", "us", *FORMAT, "--write", str(local))
    assert "us-east5" == json.loads(local.read_text())["env"]["CLOUD_ML_REGION"]
    assert (0, False) == (run("export", *FORMAT, "--remove", str(local)).code, local.exists())


def test_undo_and_dry_run(run: Run, code: Path, local: Path) -> None:
    """--dry-run prints the difference and changes nothing; undo reverts an installation and a removal."""
    code.write_text(COMMENTED)
    ran = run("editor", "install", "vscode", "eu", "--dry-run")
    assert (0, "", False, COMMENTED) == (ran.code, ran.stderr, local.exists(), code.read_text())
    assert (2, True) == (ran.stdout.count("\n+++ "), '+    "CLOUD_ML_REGION": "eu"\n' in ran.stdout)

    run("editor", "install", "vscode", "eu")
    installed = code.read_text()
    assert (0, COMMENTED) == (run("undo").code, code.read_text())
    run("undo", "--redo")
    assert "- " not in run("editor", "remove", "vscode", "-n").stderr
    assert installed == code.read_text()
    run("editor", "remove", "vscode")
    assert (0, installed) == (run("undo").code, code.read_text())


def test_the_users_settings(run: Run, home: Path, work: Path) -> None:
    """--user changes the user's settings of the editor, and no settings of Claude Code."""
    for editor, folder in (("vscode", "Code/User"), ("cursor", "Cursor/User"), ("zed", "zed")):
        path = home / ".config" / folder / "settings.json"
        assert (0, True) == (run("editor", "install", editor, "eu", "--user").code, path.exists())
        assert (0, False) == (run("editor", "remove", editor, "--user").code, path.exists())
    assert [] == [*work.iterdir(), *(home / ".claude").glob("*")]


def test_zed(run: Run, home: Path, work: Path) -> None:
    """A project sets variables of terminals only; the user's settings also those of the agent, of any type."""
    run("editor", "install", "zed", "eu")
    assert {"terminal": {"env": VERTEX}} == parse(work / ".zed" / "settings.json")

    path = home / ".config" / "zed" / "settings.json"
    path.parent.mkdir()
    for given, kind in (("{}", "registry"), ('{"agent_servers": {"claude-acp": {"type": "custom"}}}', "custom")):
        path.write_text(given)
        run("editor", "install", "zed", "eu", "--user")
        assert {"type": kind, "env": VERTEX} == parse(path)["agent_servers"]["claude-acp"]
        run("editor", "remove", "zed", "--user")
        assert given == path.read_text()


def test_the_server_of_a_remote_window(run: Run, home: Path) -> None:
    """--remote changes the settings of the editor's server on this machine."""
    for editor, folder in (("vscode", ".vscode-server"), ("cursor", ".cursor-server")):
        path = home / folder / "data" / "Machine" / "settings.json"
        assert 0 == run("editor", "install", editor, "eu", "--remote").code
        assert VERTEX == variables(path)
        assert (0, False) == (run("editor", "remove", editor, "--remote").code, path.exists())


def test_places_on_macos(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On macOS, the settings of VS Code and Cursor are in ~/Library, and XDG_CONFIG_HOME does not count."""
    monkeypatch.setenv("XDG_CONFIG_HOME", "/xdg")
    found = [editors.list_editor_files(editor, editors.USER, "/w")[0].path for editor in ("vscode", "zed")]
    monkeypatch.setattr(sys, "platform", "darwin")
    found += [editors.list_editor_files(editor, editors.USER, "/w")[0].path for editor in ("vscode", "zed")]

    assert [
        "/xdg/Code/User/settings.json",
        "/xdg/zed/settings.json",
        f"{home}/Library/Application Support/Code/User/settings.json",
        f"{home}/.config/zed/settings.json",
    ] == found


def test_the_profile_of_the_directory(run: Run, home: Path, work: Path) -> None:
    """Without NAME, the workspace's directory file selects the stack, with its own variables; else the active one."""
    active = {"VXENV_PROFILE": "us", "VXENV_REASON": "use"}
    other = home / "other"
    other.mkdir()
    (work / ".vxenv.toml").write_text('profile = "eu"\n[env]\nMINE = "x"\n')
    run("allow", "--yes")

    assert 0 == run("editor", "install", "jetbrains", env=active).code
    assert {"MINE": "x", **VERTEX} == json.loads((work / ".claude" / "settings.local.json").read_text())["env"]
    ran = run("editor", "install", "jetbrains", "--workspace", "~/other", env=active)
    assert "(revert: vxenv editor remove jetbrains --workspace ~/other)" in ran.stderr
    assert "acme-us" in (other / ".claude" / "settings.local.json").read_text()
    assert 0 == run("editor", "remove", "jetbrains", "--workspace", "../other").code


def test_secrets_are_omitted(run: Run, profile: Callable[[str, str], Path], code: Path, local: Path) -> None:
    """Secrets are neither written to a file nor shown."""
    secret = "sk-ant-api03-" + "x" * 30
    profile(
        "secret", f'[vertex]\nproject = "acme-eu"\nregion = "eu"\n[env]\nMY_TOKEN = "{secret}"\nREF = "{secret}"\n'
    )
    ran = run("editor", "install", "vscode", "secret")

    assert {0} == {ran.code, *(secret in text for text in (ran.stderr, code.read_text(), local.read_text()))}
    assert "warning: MY_TOKEN is omitted: a secret, judging by its name\n" in ran.stderr


def test_own_entries_are_reported(run: Run, code: Path) -> None:
    """The user's own entry for a variable of the profile is kept and reported."""
    code.write_text('{"claudeCode.environmentVariables": [{"name": "CLOUD_ML_REGION", "value": "x"}, 5, {"name": 5}]}')
    ran = run("editor", "install", "vscode", "eu")

    assert "warning: ~/code/.vscode/settings.json sets CLOUD_ML_REGION as well; remove your own entries" in ran.stderr


@pytest.mark.parametrize(
    ("words", "code_", "text"),
    [
        (["install", "vscode"], 2, "no active profile"),
        (["install", "vscode", "zzz"], 2, 'no profile "zzz"'),
        (["install", "emacs", "eu"], 2, "emacs"),
        (["install", "zed", "eu", "--remote"], 2, "--remote is not supported for zed"),
        (["install", "jetbrains", "eu", "--user"], 2, "--user is not supported for jetbrains"),
        (["install", "vscode", "eu", "--user", "--workspace", "."], 2, "--workspace and --user cannot be combined"),
        (["install", "vscode", "eu", "--workspace", "no"], 2, "no is not a directory"),
        (["install", "vscode", "eu", "--workspace", ""], 2, "DIR is not a directory"),
        (
            ["remove", "vscode", "--user"],
            3,
            "VS Code has no variables from vxenv in ~/.config/Code/User/settings.json",
        ),
    ],
)
def test_what_is_refused(words: list[str], code_: int, text: str, run: Run, work: Path) -> None:
    """Refusals have a hint and change nothing."""
    assert text in error(run("editor", *words), code_)
    assert [] == list(work.iterdir())


def test_a_directory_file_that_is_not_allowed(run: Run, work: Path) -> None:
    """A directory file that is not allowed selects nothing, and no other profile is written instead."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n')

    assert "hint: vxenv allow ~/code/.vxenv.toml" in error(run("editor", "install", "vscode"), 3)
    assert not (work / ".claude").exists()


@pytest.mark.parametrize("text", ["{", "[]", '{"claudeCode.environmentVariables": {}}', "\xff"])
def test_invalid_settings(text: str, run: Run, code: Path, local: Path) -> None:
    """An invalid settings file is an error, and no file is changed."""
    code.write_bytes(text.encode("latin-1"))

    assert "~/code/.vscode/settings.json: " in error(run("editor", "install", "vscode", "eu"), 1)
    assert (False, text.encode("latin-1")) == (local.exists(), code.read_bytes())


def test_comments_in_settings_of_claude_code(run: Run, local: Path) -> None:
    """Claude Code ignores a file with comments, so that is an error."""
    local.parent.mkdir()
    local.write_text("{} // c\n")

    assert "~/code/.claude/settings.local.json: is not valid JSON" in error(run("editor", "install", "zed", "eu"), 1)


@pytest.mark.parametrize("folder", [".vscode", ".claude"])
def test_a_symlink_out_of_the_project(folder: str, run: Run, home: Path, work: Path) -> None:
    """Nothing is written through a symlink that leads out of the project."""
    outside = home / "outside"
    outside.mkdir()
    (work / folder).symlink_to(outside)

    error(run("editor", "install", "vscode", "eu"), 3)
    assert [] == list(outside.iterdir())


def test_an_unknown_editor() -> None:
    """A mistyped editor is named as such, and the hint is the corrected command."""
    ran = called("editor", "install", "vscod", "prod")

    assert (2, 'vxenv: unknown editor "vscod"; did you mean "vscode"?\nhint: vxenv editor install vscode prod\n') == (
        ran.code,
        ran.stderr,
    )
