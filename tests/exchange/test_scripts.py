"""direnv's .envrc and mise.toml: plain values are read, other variables are skipped."""

from pathlib import Path

import pytest

from commandline import called, error
from vxenv.errors import DocumentError
from vxenv.exchange import Assignment, find_reader

ENVRC = """\
# shellcheck shell=bash
use nix
export CLAUDE_CODE_USE_VERTEX=1 ANTHROPIC_VERTEX_PROJECT_ID='acme-eu'
export CLOUD_ML_REGION="eu"
export ANTHROPIC_MODEL=$(cat model)
PATH_add bin
dotenv_if_exists .env.local
use() { true; }
unset ANTHROPIC_API_KEY
export DATABASE_URL=postgres://localhost/x
source_up
"""
MISE = """\
[tools]
node = "22"

[env]
CLAUDE_CODE_USE_VERTEX = 1
CLOUD_ML_REGION = "eu"
ANTHROPIC_VERTEX_PROJECT_ID = { value = "acme-eu", redact = true }
ANTHROPIC_MODEL = "{{ env.MODEL }}"
ANTHROPIC_DEFAULT_OPUS_MODEL = "$OPUS"
ANTHROPIC_SMALL_FAST_MODEL = { default = "x" }
ANTHROPIC_API_KEY = false
DATABASE_URL = "postgres://localhost/x"
_.file = ".env"
"""


def test_envrc() -> None:
    """Plain exports are read; computed variables and calls of direnv's functions are skipped."""
    reading = find_reader("envrc").read(ENVRC, ".envrc")

    assert {
        "CLAUDE_CODE_USE_VERTEX": "1",
        "ANTHROPIC_VERTEX_PROJECT_ID": "acme-eu",
        "CLOUD_ML_REGION": "eu",
    }.items() <= {one.name: one.value for one in reading.assignments}.items()
    assert [("", 2), ("ANTHROPIC_MODEL", 5), ("", 7), ("", 11)] == [(one.name, one.line) for one in reading.skipped]


def test_mise() -> None:
    """Plain values are read, numbers as text and false as unset; templates and references are skipped."""
    reading = find_reader("mise").read(MISE, "mise.toml")

    assert (
        Assignment("CLAUDE_CODE_USE_VERTEX", "1", 5),
        Assignment("CLOUD_ML_REGION", "eu", 6),
        Assignment("ANTHROPIC_VERTEX_PROJECT_ID", "acme-eu", 7),
        Assignment("ANTHROPIC_API_KEY", None, 11),
        Assignment("DATABASE_URL", "postgres://localhost/x", 12),
    ) == reading.assignments
    assert [
        ("ANTHROPIC_MODEL", 8),
        ("ANTHROPIC_DEFAULT_OPUS_MODEL", 9),
        ("ANTHROPIC_SMALL_FAST_MODEL", 10),
        ("", 13),
    ] == [(one.name, one.line) for one in reading.skipped]


def test_mise_with_several_tables() -> None:
    """With several env tables, the last value of a variable is read."""
    reading = find_reader("mise").read('[[env]]\nA = "1"\n[[env]]\nA = "2"\nB = true\n', "mise.toml")

    assert [("A", "2"), ("B", "true")] == [(one.name, one.value) for one in reading.assignments]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("\n[env\n", "invalid TOML: expected ']' at the end of a table declaration"),
        ("\nenv = 1\n", "env must be a table"),
        ("\nenv = [1]\n", "env must be a table"),
    ],
)
def test_no_mise_file(text: str, what: str) -> None:
    """An invalid mise.toml is an error with its line."""
    with pytest.raises(DocumentError) as caught:
        find_reader("mise").read(text, "mise.toml")

    assert ("mise.toml:2", what) == (caught.value.where, caught.value.what)


@pytest.mark.parametrize(("name", "text"), [(".envrc", ENVRC), ("mise.toml", MISE), (".mise.local.toml", MISE)])
def test_scripts_import(name: str, text: str, work: Path, home: Path) -> None:
    """Importing a script creates a profile from Claude Code's variables and reports the skipped ones."""
    (work / name).write_text(text)
    ran = called("import", name, "--as", "eu")
    profile = (home / ".config" / "vxenv" / "profiles" / "eu.toml").read_text()

    assert (0, True, True, False) == (
        ran.code,
        'project = "acme-eu"' in profile,
        'region = "eu"' in profile,
        "DATABASE" in profile + ran.stderr,
    )
    assert f"{name}:" in ran.stderr


@pytest.mark.parametrize("name", [".envrc", "mise.toml"])
def test_import_wants_a_name(name: str, work: Path) -> None:
    """Importing a script requires --as, since all scripts have the same name."""
    (work / name).write_text("export CLOUD_ML_REGION=eu\n" if name == ".envrc" else MISE)

    assert f"hint: vxenv import {name} --as NAME" in error(called("import", name), 2)


@pytest.mark.parametrize(
    ("value", "setting"), [('"http://p:1"', "network.https_proxy=…"), ("false", "network.https_proxy:=false")]
)
def test_variables_of_other_programs(value: str, setting: str, work: Path) -> None:
    """A proxy that a script sets or unsets is skipped with the command that adds it."""
    (work / "mise.toml").write_text(f'[env]\nCLOUD_ML_REGION = "eu"\nHTTPS_PROXY = {value}\n')
    ran = called("import", "mise.toml", "--as", "eu", "--dry-run")

    assert (0, True) == (
        ran.code,
        f"mise.toml:3: used by other programs too; to add it: vxenv set NAME {setting}\n" in ran.stderr,
    ), ran


def test_nothing_is_run(work: Path) -> None:
    """No command in a script is run."""
    (work / ".envrc").write_text(
        "touch ran\nexport CLOUD_ML_REGION=$(touch ran)\nexport ANTHROPIC_VERTEX_PROJECT_ID=acme-eu\n"
    )
    called("import", ".envrc", "--as", "eu")

    assert [".envrc"] == [path.name for path in work.iterdir()]
