"""Test profiles with a directory of Claude Code's own: where they may be, what they set, and what is created when."""

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run, called, refused
from vxenv.activation.trust import allow
from vxenv.plans.build import make_plan
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

DIRECTORY = "CLAUDE_CONFIG_DIR"
ISOLATED = 'isolate = true\nisolate_links = ["CLAUDE.md", "skills", "missing"]\n'


@pytest.fixture
def own(home: Path) -> Path:
    """Return the directory of the profile prod."""
    return home / ".local" / "state" / "vxenv" / "claude" / "prod"


@pytest.fixture
def shared(home: Path) -> Path:
    """Fill the user's directory of Claude Code, and return it."""
    folder = home / ".claude"
    (folder / "skills").mkdir(parents=True)
    (folder / "CLAUDE.md").write_text("be brief\n")
    return folder


def test_the_variable_and_its_inheritance(own: Path, profile: Callable[[str, str], Path]) -> None:
    """A profile that extends an isolated one shares its directory, isolates itself, or unsets the variable."""
    profile("prod", "isolate = true\n")
    profile("child", 'extends = "prod"\n')
    profile("apart", 'extends = "prod"\nisolate = true\n')
    profile("back", 'extends = "prod"\nisolate = false\n')
    values = [resolve_stack([name], Store()).list_values()[DIRECTORY] for name in ("prod", "child", "apart", "back")]

    assert [str(own), str(own), str(own.with_name("apart")), None] == values
    assert DIRECTORY in called("show", "prod").stdout


def test_a_plan_creates_the_directory(own: Path, shared: Path, profile: Callable[[str, str], Path]) -> None:
    """The directory is private, has links to the existing parts, and files in place of links are unchanged."""
    profile("prod", ISOLATED)
    assert not own.exists()
    plan = make_plan("use:prod")
    (own / "CLAUDE.md").unlink()
    (own / "CLAUDE.md").write_text("own\n")
    make_plan("use:prod")

    assert (DIRECTORY, str(own)) in plan.delta
    assert ["CLAUDE.md", "skills"] == sorted(os.listdir(own))
    assert (0o700, str(shared / "skills")) == (stat.S_IMODE(own.stat().st_mode), os.readlink(own / "skills"))
    assert "own\n" == (own / "CLAUDE.md").read_text()
    assert "be brief\n" == (shared / "CLAUDE.md").read_text()


def test_exec_creates_the_directory(own: Path, shared: Path, profile: Callable[[str, str], Path], run: Run) -> None:
    """`exec` creates it as well, and links to the user's directory even if it runs inside of another profile."""
    profile("prod", ISOLATED)
    profile("other", ISOLATED)
    ran = run("exec", "prod", "--", "sh", "-c", f'echo "${DIRECTORY}"; ls "${DIRECTORY}"')
    run("exec", "prod", "--", sys.executable, "-P", "-m", "vxenv", "exec", "other", "--", "true")

    assert [str(own), "CLAUDE.md", "skills"] == ran.stdout.splitlines()
    assert str(shared / "skills") == os.readlink(own.with_name("other") / "skills")


def test_links_lead_to_the_directory_of_the_environment(
    own: Path, home: Path, profile: Callable[[str, str], Path], run: Run
) -> None:
    """A user who has moved ~/.claude shares the parts of the directory that the shell names."""
    profile("prod", ISOLATED)
    (home / "moved" / "skills").mkdir(parents=True)
    run("exec", "prod", "--", "true", env={DIRECTORY: str(home / "moved")})

    assert {"skills": str(home / "moved" / "skills")} == {name: os.readlink(own / name) for name in os.listdir(own)}


@pytest.mark.usefixtures("shared")
def test_settings_of_the_directory_count(own: Path, profile: Callable[[str, str], Path]) -> None:
    """Conflicts are those of the isolated directory, also if its settings file is a link."""
    (Path.home() / ".claude" / "settings.json").write_text(json.dumps({"env": {"CLOUD_ML_REGION": "eu"}}))
    profile("prod", 'isolate = true\n[vertex]\nregion = "global"\n')
    apart = make_plan("use:prod").line
    profile("prod", 'isolate = true\nisolate_links = ["settings.json"]\n[vertex]\nregion = "global"\n')

    assert "overrides CLOUD_ML_REGION" not in apart
    assert f"{own.name}/settings.json:1 overrides CLOUD_ML_REGION" in make_plan("use:prod").line


def test_a_directory_that_cannot_be_created_is_reported(own: Path, profile: Callable[[str, str], Path]) -> None:
    """The profile is applied with a warning."""
    profile("prod", "isolate = true\n")
    own.parent.mkdir(parents=True)
    own.write_text("")
    plan = make_plan("use:prod")

    assert "warning: cannot create ~/.local/state/vxenv/claude/prod: " in plan.line
    assert (DIRECTORY, str(own)) in plan.delta


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('isolate = "yes"\n', "isolate must be true or false"),
        ('isolate_links = "skills"\n', 'isolate_links: expected a list of names in ~/.claude, such as ["CLAUDE.md"'),
        ('isolate_links = ["../x"]\n', "isolate_links: expected a list of names"),
        ('isolate_links = ["a/b"]\n', "isolate_links: expected a list of names"),
        ('isolate = true\n[client]\nconfig_dir = "/x"\n', f"{DIRECTORY} is already set by client.config_dir"),
    ],
)
def test_invalid_values(text: str, what: str, home: Path, profile: Callable[[str, str], Path]) -> None:
    """Invalid values are errors with their line."""
    profile("prod", text)

    assert what in refused(home, 1, "show", "prod")


def test_untrusted_files_cannot_isolate(
    home: Path, work: Path, profile: Callable[[str, str], Path], source: Callable[[str, str], Path]
) -> None:
    """A directory file and a source cannot set the keys."""
    profile("prod", "")
    source("team/prod", "isolate = true\n")
    file = work / ".vxenv.toml"
    file.write_text('profile = "prod"\nisolate = true\n')
    allow(str(file), file.read_bytes())

    assert "a source cannot set isolate" in refused(home, 1, "show", "team/prod")
    assert "a directory file cannot set isolate\nhint: vxenv edit prod" in make_plan(f"dir:{file}").note


def test_set_and_export(own: Path, profile: Callable[[str, str], Path]) -> None:
    """`set` knows the keys, a flattened copy keeps them, and a copy has a directory of its own."""
    path = profile("prod", "")
    called("set", "prod", "isolate=true", "isolate_links=CLAUDE.md, skills")
    called("copy", "prod", "apart")

    assert {"isolate = true", 'isolate_links = ["CLAUDE.md", "skills"]'} <= {*path.read_text().splitlines()}
    assert path.read_text().strip() == called("export", "prod", "--format", "toml", "--flatten").stdout.strip()
    assert str(own.with_name("apart")) == resolve_stack(["apart"], Store()).list_values()[DIRECTORY]
    assert "isolate_links: expected a list of names" in called("set", "prod", "isolate_links=a/b").stderr


def test_rename_reports_the_directory(own: Path, profile: Callable[[str, str], Path]) -> None:
    """The directory stays, and a hint moves it."""
    profile("prod", "isolate = true\n")
    make_plan("use:prod")
    ran = called("rename", "prod", "main")

    assert [
        'note: Claude Code\'s directory of "prod" has not moved',
        "hint: mv ~/.local/state/vxenv/claude/prod ~/.local/state/vxenv/claude/main",
    ] == ran.stderr.splitlines()[-2:]
    assert own.is_dir()
