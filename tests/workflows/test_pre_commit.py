"""Test the hooks for pre-commit with pre-commit itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from workflows.runner import ROOT

HOOKS = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
# What the wheel is built from.
PARTS = ("src", "shell", "completions", "man", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
GOOD = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'


def git(place: Path, *words: str) -> str:
    """Run git in `place`, with a neutral author, and return its output."""
    own = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", *own, *words], cwd=place, check=True, capture_output=True, text=True).stdout.strip()


def commit(place: Path) -> str:
    """Commit all of `place` as a new repository, and return the commit."""
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "all of it")
    return git(place, "rev-parse", "HEAD")


@pytest.fixture
def environment(home: Path, house: Path) -> dict[str, str]:
    """Provide the environment of a developer whose pip has no network."""
    return {
        "HOME": str(home),
        "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
        "LANG": "C.UTF-8",
        "PRE_COMMIT_HOME": str(home / "pre-commit"),
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(house),
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "PRE_COMMIT_COLOR": "never",
    }


@pytest.fixture
def hooks(tmp_path: Path) -> Path:
    """Provide this checkout as a repository of hooks."""
    place = tmp_path / "vxenv.git"
    place.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / part, place / part)
    return place


def run(work: Path, environment: dict[str, str], hook: str) -> tuple[int, str]:
    """Run a hook on all files; return its exit code and its output."""
    git(work, "add", "-A")
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", hook],
        cwd=work, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


@pytest.mark.long
def test_pre_commit(hooks: Path, work: Path, environment: dict[str, str]) -> None:
    """pre-commit installs the hooks from a clone; each passes good files and names the line of a bad one."""
    revision = commit(hooks)
    (work / "profiles").mkdir()
    (work / "profiles" / "prod.toml").write_text(GOOD)
    (work / "source.toml").write_text("")
    (work / ".vxenv.toml").write_text(GOOD)
    (work / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    config = {"repos": [{"repo": str(hooks), "rev": revision, "hooks": [{"id": name} for name in HOOKS]}]}
    (work / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    git(work, "init", "-q")

    for name in HOOKS:
        code, said = run(work, environment, name)
        assert (0, True) == (code, "Passed" in said), said
    (work / "profiles" / "prod.toml").write_text(GOOD.replace("region", "regio"))
    (work / ".vxenv.toml").write_text("profil = 'x'\n" + GOOD)
    code, said = run(work, environment, "vxenv-lint")
    assert (1, True, True) == (code, "profiles/prod.toml:3: error: " in said, ".vxenv.toml:1: error: " in said), said
    code, said = run(work, environment, "vxenv-lint-source")
    assert (1, True) == (code, "profiles/prod.toml:3: error: " in said), said


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".vxenv.toml", ["vxenv-lint"]),
        ("client/.vxenv.toml", ["vxenv-lint"]),
        ("profiles/prod.toml", ["vxenv-lint", "vxenv-lint-source"]),
        ("team/profiles/prod.toml", ["vxenv-lint"]),
        ("policy.toml", ["vxenv-lint-source"]),
        ("profiles/old/prod.toml", []),
        ("pyproject.toml", []),
        ("x.vxenv.toml", []),
        ("myprofiles/prod.toml", []),
        (".vxenv.toml.bak", []),
    ],
)
def test_files(path: str, expected: list[str]) -> None:
    """The hooks run for directory files and profiles only."""
    assert expected == [name for name, hook in HOOKS.items() if re.search(hook["files"], path)]
