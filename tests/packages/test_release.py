"""Test the release script: its checks, and the files it builds."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vxenv import __version__

ROOT = Path(__file__).parents[2]
PARTS = ("src", "shell", "completions", "tools", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md")
SECTION = f"# Changelog\n\n## [Unreleased]\n\n## [{__version__}] - 2026-01-31\n\n- A line.\n"


def git(place: Path, *words: str) -> None:
    """Run git on the copy, with a neutral author."""
    own = ["-c", "user.name=Nobody", "-c", "user.email=nobody@example.com", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *own, *words], cwd=place, check=True, capture_output=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """Provide a committed copy of the checkout with a section for this version in its changelog."""
    place = tmp_path / "copy"
    place.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, place / part, ignore=shutil.ignore_patterns("__pycache__"))
        elif (ROOT / part).exists():
            shutil.copy(ROOT / part, place / part)
    (place / ".gitignore").write_text("dist/\n__pycache__/\n")
    (place / "CHANGELOG.md").write_text(SECTION)
    git(place, "init", "-q")
    git(place, "add", "-A")
    git(place, "commit", "-qm", "all of it")
    return place


def release(place: Path, *words: str) -> tuple[int, str, str]:
    """Run the script without the test suite, because this test is part of it."""
    done = subprocess.run(
        ["bash", str(place / "tools" / "release.sh"), "--quick", *words],
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


@pytest.mark.long
def test_release(copy: Path) -> None:
    """The script builds both files, runs the wheel's session, and prints the command to publish."""
    code, said, errors = release(copy)

    assert (0, "") == (code, errors)
    assert {f"vxenv-{__version__}.tar.gz", f"vxenv-{__version__}-py3-none-any.whl"} == set(os.listdir(copy / "dist"))
    assert f"git tag -a v{__version__}" in said


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n", f"has no section for {__version__}"),
        ("CHANGELOG.md", SECTION.replace("d]\n", "d]\n\n- More.\n"), "still has 1 lines under Unreleased"),
        ("CHANGELOG.md", SECTION.replace(" - 2026-01-31", ""), f"has no section for {__version__}"),
    ],
)
def test_changelog_is_looked_at(copy: Path, name: str, text: str, expected: str) -> None:
    """A version missing in the changelog is not built."""
    (copy / name).write_text(text)
    git(copy, "commit", "-qam", "another changelog")
    code, said, errors = release(copy)

    assert (1, "", True, False) == (code, said, expected in errors, (copy / "dist").exists())


def test_what_is_not_committed_is_not_built(copy: Path) -> None:
    """Uncommitted changes prevent a release."""
    (copy / "more").write_text("")
    code, _, errors = release(copy)

    assert (1, True) == (code, "something is not committed" in errors)


def test_released_once(copy: Path) -> None:
    """A version with an existing tag is not built again."""
    git(copy, "tag", f"v{__version__}")
    code, _, errors = release(copy)

    assert (1, True) == (code, "was released already" in errors)


def test_the_tag_is_of_the_version(copy: Path) -> None:
    """In the release workflow, an existing tag must be the one of the version."""
    git(copy, "tag", "v0.0.1")
    code, _, errors = release(copy, "--tagged", "v0.0.1")

    assert (1, True) == (code, f"the tag is v0.0.1, but the version is {__version__}" in errors)
