"""Test `source init`, which creates the repository of a source."""

import os
import tomllib
from pathlib import Path

import pytest

from commandline import called, refused
from sources.repositories import Repository

FILES = [
    ".github/workflows/vxenv.yml",
    ".pre-commit-config.yaml",
    "README.md",
    "policy.toml",
    "profiles/base.toml",
    "profiles/prod.toml",
    "source.toml",
]


def list_files(place: Path) -> list[str]:
    """Return the relative paths of all files in a directory."""
    return sorted(str(path.relative_to(place)) for path in place.rglob("*") if path.is_symlink() or not path.is_dir())


def test_a_new_repository(home: Path) -> None:
    """The files are created, pass the check, and can be added as a source by the commands that are shown."""
    place = home / "acme profiles"
    ran = called("source", "init", str(place))
    checked = called("lint", "--source", str(place), "--strict")
    shown = ran.stderr.partition("next steps:\n")[2].splitlines()
    commands = [line.partition("#")[0].strip() for line in shown]

    assert (0, FILES) == (ran.code, list_files(place))
    assert (0, "") == (checked.code, checked.stdout), checked
    quoted = f'"{place}"' if "'" in str(place) else f"'{place}'"
    assert [
        f"git -C {quoted} init",
        f"git -C {quoted} add --all",
        f"git -C {quoted} commit -m Profiles",
        f"vxenv lint --source {quoted}",
        f"vxenv source add team {quoted}",
    ] == commands
    team = Repository(home / "team.git")
    team.commit({name: (place / name).read_text() for name in FILES})
    added = called("source", "add", "team", team.url, "--yes", "--set", "vertex.project=acme-prod")
    assert 0 == added.code, added.stderr
    assert [0, 0] == [called("show", "team/prod").code, called("lint", "team/prod", "--strict").code]


def test_names(home: Path) -> None:
    """README names the source after the directory; no placeholder remains."""
    called("source", "init", str(home / "acme"))
    texts = [(home / "acme" / name).read_text() for name in FILES]

    assert "vxenv source add acme git@github.com:OWNER/acme.git" in texts[2]
    assert [] == [text for text in texts if "{name}" in text or "{directory}" in text or "{version}" in text]
    assert "99" > tomllib.loads(texts[-1])["minimum_vxenv"]


def test_a_directory_with_other_files(home: Path) -> None:
    """Other files in the directory, such as those of git, are unchanged."""
    (home / "acme/.git").mkdir(parents=True)
    (home / "acme/LICENSE").write_text("mine")
    ran = called("source", "init", str(home / "acme"))

    assert (0, False) == (ran.code, "git -C ~/acme init" in ran.stderr)
    assert sorted([*FILES, "LICENSE"]) == list_files(home / "acme")
    assert "mine" == (home / "acme/LICENSE").read_text()


@pytest.mark.parametrize("kind", ["file", "dangling"])
def test_existing_files(home: Path, kind: str) -> None:
    """If one of the files exists, also as a dangling symlink, nothing is created."""
    path = home / "acme/profiles/prod.toml"
    path.parent.mkdir(parents=True)
    if kind == "file":
        path.write_text("")
    else:
        path.symlink_to(home / "nowhere")
    error = refused(home, 3, "source", "init", str(home / "acme"))

    assert "vxenv: ~/acme/profiles/prod.toml already exists; nothing changed\n" == error.partition("hint:")[0]
    assert ["profiles/prod.toml"] == list_files(home / "acme")


def test_a_link_out_of_the_directory(home: Path) -> None:
    """A symlink in the directory does not lead the files elsewhere; nothing is created."""
    (home / "elsewhere").mkdir()
    (home / "acme").mkdir()
    (home / "acme/.github").symlink_to(home / "elsewhere")
    error = refused(home, 3, "source", "init", str(home / "acme"))

    assert "a symlink leads outside ~/acme" in error
    assert ([".github"], []) == (list_files(home / "acme"), list_files(home / "elsewhere"))


def test_a_failed_write(home: Path) -> None:
    """If a file cannot be written, nothing is created."""
    place = home / "acme"
    place.mkdir()
    (place / ".github").write_text("a file")
    error = refused(home, 1, "source", "init", str(place))

    assert "vxenv: cannot write ~/acme/.github" in error
    assert [".github"] == list_files(place)


def test_templates_are_installed() -> None:
    """Each file of the package's template is used."""
    from vxenv.sources import template  # noqa: PLC0415 - its private table

    folder = Path(template.__file__).with_name("template")
    assert sorted(os.listdir(folder)) == sorted(template._FILES.values())  # noqa: SLF001 - likewise
