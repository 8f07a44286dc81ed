"""Test command aliases, global options after a command, and commands that default to the active profile."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run, called, refused

Profile = Callable[[str, str], Path]
EU = '[vertex]\nproject = "acme-eu"\nregion = "eu"\n'
ACTIVE = {"VXENV_PROFILE": "eu", "VXENV_REASON": "use", "CLOUD_ML_REGION": "eu", "CLAUDE_CODE_USE_VERTEX": "1"}


@pytest.fixture(autouse=True)
def profiles(profile: Profile) -> None:
    """Write two profiles."""
    profile("eu", EU)
    profile("opus", '[models]\nopus = "claude-opus-5-5"\n')


@pytest.mark.parametrize(
    ("alias", "command"),
    [
        (["ls"], ["list"]),
        (["rm", "eu", "--help"], ["remove", "--help"]),
        (["help"], ["--help"]),
        (["help", "ls"], ["list", "--help"]),
        (["help", "claude", "install"], ["claude", "install", "--help"]),
        (["help", "config"], ["config", "--help"]),
    ],
    ids=" ".join,
)
def test_aliases_say_the_same(alias: list[str], command: list[str]) -> None:
    """An alias prints the output of its command, also in its help, which names the command."""
    assert called(*command) == called(*alias)


def test_aliases_do_the_same(config: Path, work: Path) -> None:
    """cp, mv, rm and trust do the same as copy, rename, remove and allow."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n')
    codes = [called(*words).code for words in (["cp", "eu", "x"], ["mv", "x", "y"], ["rm", "opus"], ["trust"])]

    assert ([0, 0, 0, 0], ["eu.toml", "y.toml"], 1) == (
        codes,
        sorted(os.listdir(config / "profiles")),
        called("allowed").stdout.count("allowed"),
    )


def test_help_names_aliases_beside_the_command() -> None:
    """An alias is not a separate entry in the list of commands."""
    lines = called("help").stdout.splitlines()

    assert [1, 0] == [sum(line.startswith(f"  {word}") for line in lines) for word in ("remove, rm  ", "rm  ")]


@pytest.mark.parametrize("words", [("-q", "add", "x"), ("add", "-q", "x"), ("add", "x", "--quiet")], ids=" ".join)
def test_quiet_on_either_side(words: tuple[str, ...]) -> None:
    """-q is accepted before and after the command."""
    ran = called(*words, "--project", "acme-x", "--region", "global")

    assert (0, "", "") == (ran.code, ran.stdout, ran.stderr)


@pytest.mark.parametrize(
    "words", [("-v", "list"), ("list", "-v"), ("claude", "install", "--dry-run", "--verbose")], ids=" ".join
)
def test_verbose_on_either_side(words: tuple[str, ...], process: Run) -> None:
    """-v before or after the command prints decisions, without times."""
    lines = [line for line in process(*words).stderr.splitlines() if line.startswith("vxenv: ")]

    assert [] == [line for line in lines if line.split()[1] not in ("decide", "ask")]
    assert lines


def test_doctor_keeps_its_own(process: Run) -> None:
    """A command's own option of that name takes precedence."""
    assert "vxenv: " not in process("doctor", "-v").stderr


def test_exec_hands_options_on(process: Run) -> None:
    """Options after -- are passed to the program."""
    assert "-q -v --debug\n" == process("exec", "eu", "-q", "--", "echo", "-q", "-v", "--debug").stdout


def test_current() -> None:
    """The active stack is printed alone; without one nothing is printed, and the exit code is 1."""
    none = called("current")
    some = called("current", env={"VXENV_PROFILE": "eu+opus", "VXENV_REASON": "use"})

    assert [(1, ""), (0, "eu+opus\n")] == [(none.code, none.stdout), (some.code, some.stdout)]


def test_which(config: Path, work: Path) -> None:
    """`which` prints the file of each profile, and the directory file if it selects them."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n[vertex]\nregion = "us"\n')
    called("allow", "--yes")
    place = str(config / "profiles")
    env = {"VXENV_PROFILE": "eu", "VXENV_REASON": str(work / ".vxenv.toml")}

    assert [
        f"{place}/eu.toml\n{place}/opus.toml\n",
        f"{place}/opus.toml\n",
        f"{place}/eu.toml\n{work}/.vxenv.toml\n",
    ] == [
        called("which", "eu+opus").stdout,
        called("which", env={"VXENV_PROFILE": "opus", "VXENV_REASON": "use"}).stdout,
        called("which", env=env).stdout,
    ]


@pytest.mark.parametrize("words", [["show"], ["diff"], ["diff", "opus"], ["why"], ["which"]], ids=" ".join)
def test_aliases_with_nothing_active(words: list[str], home: Path) -> None:
    """Without a name and an active profile there is an error."""
    assert "no active profile" in refused(home, 2, *words)


def test_show_what_is_active(work: Path) -> None:
    """Without a name `show` shows the active profile, with the keys of its directory file."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n[vertex]\nregion = "us"\n')
    called("allow", "--yes")
    by_use = json.loads(called("show", "--json", env=ACTIVE).stdout)
    by_file = json.loads(called("show", "--json", env={**ACTIVE, "VXENV_REASON": str(work / ".vxenv.toml")}).stdout)

    assert [(["eu"], "eu"), (["eu"], "us")] == [
        (one["stack"], next(row["value"] for row in one["variables"] if row["name"] == "CLOUD_ML_REGION"))
        for one in (by_use, by_file)
    ]


def test_diff_with_what_is_active() -> None:
    """Without B, A is compared with the active profile; without either, the active profile with the shell."""
    env = {**ACTIVE, "CLOUD_ML_REGION": "by hand"}
    shell, other = (json.loads(called("diff", *words, "--json", env=env).stdout) for words in ([], ["opus"]))

    assert (("eu", "@shell", "by hand"), ("eu", "opus")) == (
        (shell["a"], shell["b"], next(row["b"] for row in shell["rows"] if row["name"] == "CLOUD_ML_REGION")),
        (other["a"], other["b"]),
    )


@pytest.mark.parametrize("word", ["CLOUD_ML_REGION", "vertex.region", "location", "env.CLOUD_ML_REGION"])
def test_why_takes_keys(word: str) -> None:
    """`why` accepts a key in place of its variable."""
    found = json.loads(called("why", word, "--json", env=ACTIVE).stdout)

    assert ("CLOUD_ML_REGION", "eu") == (found["name"], found["value"])


def test_why_of_all() -> None:
    """Without a variable `why` lists the effective source of each variable that the active profile sets."""
    env = {**ACTIVE, "CLOUD_ML_REGION": "by-hand"}
    found = json.loads(called("why", "--json", env=env).stdout)
    rows = {row["name"]: (row["who"], row["value"]) for row in found["variables"]}

    assert ("eu", ("this shell", "by-hand"), True) == (
        found["profile"], rows["CLOUD_ML_REGION"], "ANTHROPIC_VERTEX_PROJECT_ID" in called("why", env=env).stdout,
    )  # fmt: skip


@pytest.mark.parametrize("key", ["region", "location", "vertex.location", "vertex.region", "CLOUD_ML_REGION"])
def test_location_is_a_key(key: str, config: Path) -> None:
    """`location` is accepted as a key, and written under the key's existing name."""
    assert (0, True) == (
        called("set", "eu", f"{key}=global").code,
        'region = "global"' in (config / "profiles" / "eu.toml").read_text(),
    )
    assert 0 == called("unset", "eu", key).code


@pytest.mark.parametrize("option", ["--location", "--region"])
def test_add_takes_location(option: str, config: Path) -> None:
    """`add` accepts --location, too."""
    called("add", "x", option, "global", "--project", "acme-x")

    assert 'region = "global"' in (config / "profiles" / "x.toml").read_text()
