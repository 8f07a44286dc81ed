"""Profiles of sources on the command line: everywhere a name can stand, and refusals of changes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run

Write = Callable[[str, str], Path]
PROJECT = "ANTHROPIC_VERTEX_PROJECT_ID"


@pytest.fixture
def acme(source: Write, profile: Write, config: Path) -> Path:
    """Provide the source acme, values for it, and a profile of the user's own that extends one of it."""
    source("acme/base", '[models]\nopus = "claude-opus-5-5"\n')
    source("acme/prod", 'description = "Production"\nextends = "base"\n[vertex]\nregion = "global"\n')
    source("acme/guarded", 'protected = true\n[vertex]\nregion = "eu"\n')
    profile("own", 'extends = "acme/base"\n[vertex]\nregion = "us-east5"\n')
    (config / "sources").mkdir()
    (config / "sources" / "acme.toml").write_text('[vertex]\nproject = "acme-mine"\n')
    return config


def remove(home: Path, name: str) -> None:
    """Remove a profile of acme as an update does."""
    folder = home / ".local/state/vxenv/sources/acme"
    (folder / "removed").mkdir(exist_ok=True)
    (folder / "profiles" / f"{name}.toml").rename(folder / "removed" / f"{name}.toml")


@pytest.mark.usefixtures("acme")
def test_list(run: Run, source: Write) -> None:
    """Own profiles come first, then those of each source; --source lists one."""
    source("b/x", "")
    rows = json.loads(run("list", "--json").stdout)["profiles"]
    assert [
        ("own", None), ("acme/base", "acme"), ("acme/guarded", "acme"), ("acme/prod", "acme"), ("b/x", "b")
    ] == [(row["name"], row["source"]) for row in rows]  # fmt: skip
    assert "b/x    -  -  -  -\n" == run("list", "--source", "b").stdout
    ran = run("list", "--source", "amce")
    assert (2, 'vxenv: no source "amce"; did you mean "acme"?\nhint: vxenv list --source acme\n') == (
        ran.code, ran.stderr
    )  # fmt: skip
    assert "hint: vxenv source list\n" in run("list", "--source", "zzzz").stderr


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    "words",
    [
        ("set", "acme/prod", "vertex.region=eu"),
        ("set", "acme/pro*", "vertex.region=eu"),
        ("unset", "acme/prod", "vertex.region"),
        ("edit", "acme/prod"),
        ("rename", "acme/prod", "mine"),
        ("remove", "acme/prod"),
        ("upgrade", "acme/prod"),
        ("lint", "--fix", "acme/prod"),
        ("lint", "--fix", "acme/pro*"),
    ],
    ids=" ".join,
)
def test_read_only(run: Run, words: tuple[str, ...]) -> None:
    """Commands that change profiles refuse those of sources, and name the command that copies."""
    ran = run(*words)
    what = 'vxenv: "acme/prod" comes from source "acme" and is read-only\nhint: vxenv copy acme/prod prod\n'
    assert (3, "", what) == (ran.code, ran.stdout, ran.stderr)


@pytest.mark.usefixtures("acme")
@pytest.mark.parametrize(
    "words",
    [("copy", "own", "acme/x"), ("rename", "own", "acme/x"), ("add", "acme/x", "--project", "acme-prod")],
    ids=" ".join,
)
def test_no_new_names_in_a_source(run: Run, words: tuple[str, ...]) -> None:
    """No command creates a profile in a source."""
    ran = run(*words)
    assert (3, 'vxenv: cannot create "acme/x": the profiles of sources are read-only') == (
        ran.code, ran.stderr.splitlines()[0]
    )  # fmt: skip


@pytest.mark.usefixtures("acme")
def test_copies_and_children(run: Run, acme: Path) -> None:
    """A copy, a profile started from one and a child keep the parents and the values for the source."""
    run("copy", "acme/prod", "copied")
    run("add", "from", "--from", "acme/prod")
    run("add", "child", "--extends", "acme/prod")
    assert 'extends = "acme/base"' in (acme / "profiles" / "copied.toml").read_text()
    for name in ("acme/prod", "copied", "from", "child"):
        rows = {row["name"]: row["value"] for row in json.loads(run("show", "--json", name).stdout)["variables"]}
        assert ("acme-mine", "global", "claude-opus-5-5") == (
            rows[PROJECT], rows["CLOUD_ML_REGION"], rows["ANTHROPIC_DEFAULT_OPUS_MODEL"]
        )  # fmt: skip


@pytest.mark.usefixtures("acme")
def test_everywhere_a_name_can_stand(run: Run, work: Path, home: Path) -> None:
    """show, which, diff, lint, default, local, config, export and doctor take the names of sources' profiles."""
    place = home / ".local/state/vxenv/sources/acme/profiles/prod.toml"
    assert f"{place}\n" == run("which", "acme/prod").stdout
    assert "CLOUD_ML_REGION  global  us-east5" in run("diff", "acme/prod", "own").stdout
    assert "no differences\n" == run("diff", "acme/prod", str(place)).stderr
    assert 0 == run("lint", "acme/prod").code
    assert 0 == run("lint", "acme/*").code
    assert 0 == run("lint", "own+acme/prod").code
    assert "default: acme/prod  acme-mine" in run("default", "acme/prod").stderr
    assert "acme/prod\n" == run("default").stdout
    assert 'default: acme/prod → ["own", "acme/prod"]\n' == run("config", "set", "default", "own", "acme/prod").stderr
    run("local", "acme/prod")
    assert 'profile = "acme/prod"\n' == (work / ".vxenv.toml").read_text()
    assert "export CLOUD_ML_REGION='global'" in run("export", "acme/prod").stdout
    assert "acme/prod  acme-mine · global" in run("doctor", "acme/prod").stdout
    assert "1 profile in ~/.config/vxenv, 3 in 1 source" in run("doctor", "acme/prod").stdout
    row = next(row for row in json.loads(run("list", "--json").stdout)["profiles"] if row["name"] == "acme/prod")
    assert (True, True) == (row["directory"], row["default"])


@pytest.mark.usefixtures("acme")
def test_exec_and_why(run: Run, process: Run) -> None:
    """Exec runs a program with a source's profile, and why shows its layers, the user's values last."""
    ran = process("exec", "acme/prod", "--", "env")
    assert f"{PROJECT}=acme-mine" in ran.stdout.splitlines()
    shell = {"VXENV_PROFILE": "acme/prod", "VXENV_REASON": "use", PROJECT: "acme-mine"}
    chain = json.loads(run("why", "--json", PROJECT, env=shell).stdout)["chain"]
    assert ("values for acme", "acme-mine", "~/.config/vxenv/sources/acme.toml:2") == (
        chain[-1]["who"], chain[-1]["value"], chain[-1]["where"]
    )  # fmt: skip
    status = json.loads(run("status", "--json", env=shell).stdout)
    assert "acme/prod" == status["profile"]


@pytest.mark.usefixtures("acme")
def test_bundles(run: Run) -> None:
    """A bundle contains profiles of sources only flattened, by their own names."""
    ran = run("export", "own", "--format", "bundle")
    assert (2, "hint: vxenv export own --format bundle --flatten") == (ran.code, ran.stderr.splitlines()[1])
    flat = run("export", "acme/prod", "--format", "bundle", "--flatten").stdout
    assert '[profiles."prod".vertex]' in flat
    assert (0, 0) == (run("import", "-", stdin=flat).code, run("show", "prod").code)
    assert 'extends = "acme/base"' in run("export", "acme/prod", "--format", "toml").stdout


@pytest.mark.usefixtures("acme")
def test_protected(process: Run) -> None:
    """A protected profile of a source asks as any other."""
    ran = process("exec", "acme/guarded", "--", "true")
    assert (3, 'vxenv: "acme/guarded" is protected\nhint: vxenv exec --yes acme/guarded -- true\n') == (
        ran.code, ran.stderr
    )  # fmt: skip


@pytest.mark.usefixtures("acme")
def test_removed(run: Run, process: Run, home: Path) -> None:
    """A removed profile is in no list and cannot be selected; show, lint and copy still take it."""
    remove(home, "prod")
    assert "acme/prod" not in run("list").stdout
    refused = 'vxenv: "acme/prod" was removed from source "acme"\nhint: vxenv copy acme/prod prod\n'
    for words in (("default", "acme/prod"), ("local", "acme/prod"), ("config", "set", "default", "acme/prod"),
                  ("export", "acme/prod")):  # fmt: skip
        ran = run(*words)
        assert (words, 3, refused) == (words, ran.code, ran.stderr)
    ran = process("exec", "acme/prod", "--", "true")
    assert (3, refused) == (ran.code, ran.stderr)
    warning = 'removed from source "acme"; its last version is used'
    assert f"warning: acme/prod: {warning}" in run("show", "acme/prod").stderr
    assert f"warning: {warning} [removed-profile]" in run("lint", "acme/prod").stdout
    assert "removed-profile" not in run("lint", "acme/guarded").stdout
    assert 0 == run("copy", "acme/prod", "kept").code


def test_a_comment_does_not_silence_it(run: Run, source: Write, home: Path) -> None:
    """A comment in the source's file cannot silence that the profile was removed."""
    source("acme/prod", "# vxenv: ignore removed-profile\n[vertex]\nregion = 'eu'\n")
    remove(home, "prod")
    assert "[removed-profile]" in run("lint", "acme/prod").stdout


@pytest.mark.usefixtures("acme")
def test_an_own_parent_of_a_source(run: Run, source: Write) -> None:
    """Removing or renaming an own profile reports the profiles of sources that extend it."""
    source("acme/child", 'extends = "own"\n')
    assert 'still in use: "acme/child" extends "own"' in run("remove", "own").stderr
    assert '  acme/child: still extends "own"' in run("rename", "own", "new").stderr


@pytest.mark.usefixtures("acme")
def test_an_invalid_profile(run: Run, source: Write) -> None:
    """An invalid profile of a source is reported with its line, and a hint that does not edit its file."""
    source("acme/bad", '[env]\nLD_PRELOAD = "x"\n')
    ran = run("show", "acme/bad")
    assert (1, "hint: vxenv source show acme") == (ran.code, ran.stderr.splitlines()[1])
    assert "acme/bad" in run("list").stdout


def test_control_characters(run: Run, source: Write) -> None:
    """A source's texts are printed escaped."""
    source("acme/prod", 'description = "a\\u001b[31mb"\n[vertex]\nproject = "p\\u001b[1m"\n')
    for words in (("list",), ("show", "acme/prod"), ("lint", "acme/prod")):
        ran = run(*words)
        assert "\x1b" not in ran.stdout + ran.stderr
