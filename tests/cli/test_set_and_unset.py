"""Test set and unset: arguments, output, and unchanged files after a failure."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from commandline import Ran, Run, called, refused, tree

Profile = Callable[[str, str | bytes], Path]

PRODS = ".config/vxenv/profiles/prod.toml"
PROD = """\
# by hand
[vertex]
project = "acme-prod"   # who pays
region = 'global'

[models]
opus = "claude-opus-5"
"""


@pytest.fixture(autouse=True)
def prod(profile: Profile) -> Path:
    """Write a profile file directly."""
    return profile("prod", PROD)


# --- words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["models.opus", "opus"], 'opus = "opus"'),
        (["models.opus=opus"], 'opus = "opus"'),
        (["ANTHROPIC_DEFAULT_OPUS_MODEL", "opus"], 'opus = "opus"'),
        (["ANTHROPIC_DEFAULT_OPUS_MODEL=opus"], 'opus = "opus"'),
        (["env.ANTHROPIC_DEFAULT_OPUS_MODEL=opus"], 'opus = "opus"'),
        (["models.opus:=false"], "opus = false"),
        (["models.opus=false"], "opus = false"),
        (['models.opus:="opus"'], 'opus = "opus"'),
        (["regions.claude-haiku-4-5=us-east5"], 'claude-haiku-4-5 = "us-east5"'),
        (['regions."claude-haiku-4-5"=us-east5'], 'claude-haiku-4-5 = "us-east5"'),
        (["tuning.max_output_tokens=64000"], "max_output_tokens = 64000"),
        (["CLAUDE_CODE_MAX_OUTPUT_TOKENS", "64000"], "max_output_tokens = 64000"),
        (["caching.enabled=no"], "enabled = false"),
        (["vertex.skip_auth=ON"], "skip_auth = true"),
        (["vertex.base_url=https://g.example/v1?a=b&c=d"], 'base_url = "https://g.example/v1?a=b&c=d"'),
        (["description=a = b # c"], 'description = "a = b # c"'),
        (["protected=yes"], "protected = true"),
        (["env.A=b=c"], 'A = "b=c"'),
        (["env.A", "b=c"], 'A = "b=c"'),
        (["env.A", "b c=d"], 'A = "b c=d"'),
        (["env.A", ""], 'A = ""'),
        (["env.A="], 'A = ""'),
        (["env.A=--dash"], 'A = "--dash"'),
        (["env.A", "--dash"], 'A = "--dash"'),
        (["env.A=-n"], 'A = "-n"'),
        (["env.A", "--", "-n"], 'A = "-n"'),
        (["env.A=  blanks  "], 'A = "  blanks  "'),
        (["env.A=one\ntwo\tthree"], 'A = "one\\ntwo\\tthree"'),
        (["env.A=ü∑ 🙂 \u200b"], 'A = "ü∑ 🙂 \u200b"'),
        (['env.A=it\'s "q" \\ $HOME `id`'], 'A = "it\'s \\"q\\" \\\\ $HOME `id`"'),
        (["DISABLE_TELEMETRY=1"], 'DISABLE_TELEMETRY = "1"'),
        (["env.A:=false"], "A = false"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_spellings(words: list[str], line: str, prod: Path) -> None:
    """A key may be a profile's or a variable's, a value any text, ``:=`` takes TOML: one line of the file changes."""
    ran = called("set", "prod", *words)
    old, new = PROD.splitlines(), prod.read_text().splitlines()
    other = [row for row in new if row not in old and not row.startswith("[")]

    assert (0, "", [line]) == (ran.code, ran.stdout, other)
    assert [row for row in new if row in old and row] == [
        row for row in old if row and (row in new or not row.startswith("opus"))
    ]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40))
def test_any_value_is_kept(prod: Path, value: str) -> None:
    """Any text that an environment can hold is stored and exported unchanged."""
    prod.write_text(PROD)
    done = called("set", "prod", f"env.A={value}")
    out = called("export", "prod", "--format", "json")

    assert (0, value) == (done.code, json.loads(out.stdout)["set"]["A"])


def test_several_keys_of_several_profiles(profile: Profile, prod: Path) -> None:
    """Several profiles, including patterns, take several keys at once; each change is reported on its own line."""
    eu = profile("eu-1", '[models]\nsonnet = "claude-sonnet-5"\n')
    us = profile("eu-2", "")
    ran = called("set", "eu-*", "prod", "eu-1", "models.sonnet=claude-sonnet-5", "env.A=1")

    assert (
        Ran(
            0,
            "",
            "eu-1: env.A  (unset) → 1\n"
            "eu-2: models.sonnet  (unset) → claude-sonnet-5\neu-2: env.A  (unset) → 1\n"
            "prod: models.sonnet  (unset) → claude-sonnet-5\nprod: env.A  (unset) → 1\n"
            "note: previously unset in eu-2  (skip: --if-set)\n",
        ),
        '[models]\nsonnet = "claude-sonnet-5"\n\n[env]\nA = "1"\n',
        '[models]\nsonnet = "claude-sonnet-5"\n\n[env]\nA = "1"\n',
        PROD + 'sonnet = "claude-sonnet-5"\n\n[env]\nA = "1"\n',
    ) == (ran, eu.read_text(), us.read_text(), prod.read_text())


def test_what_is_so_already(prod: Path, home: Path) -> None:
    """An unchanged value is reported, writes nothing, and adds no undo step; its spelling is kept."""
    before = tree(home)
    ran = called("set", "prod", "vertex.region=global")

    assert (Ran(0, "", "prod: already up to date\n"), before, PROD) == (ran, tree(home), prod.read_text())


def test_text_twin_is_replaced(profile: Profile) -> None:
    """A key replaces the same variable under [env], because both together are invalid."""
    path = profile("old", '[env]\nCLOUD_ML_REGION = "us"\nA = "1"\n')
    ran = called("set", "old", "vertex.region=eu")

    assert (Ran(0, "", "old: vertex.region  us → eu\n"), '[env]\nA = "1"\n\n[vertex]\nregion = "eu"\n') == (
        ran,
        path.read_text(),
    )


def test_set_quiet() -> None:
    """--quiet suppresses the report."""
    assert Ran(0, "", "") == called("--quiet", "set", "prod", "env.A=1")


@pytest.mark.parametrize("key", ["env.A", "HTTPS_PROXY", "models.opus_name"])
def test_the_word_false(key: str) -> None:
    """If ``false`` is stored as text, a hint shows the command to unset, which works."""
    ran = called("set", "prod", f"{key}=false")
    hint = next((line for line in ran.stderr.splitlines() if line.startswith("hint: ")), "")
    words = hint.rpartition(" ")[2]

    assert (0, True) == (ran.code, words.endswith(":=false"))
    assert 0 == called("set", "prod", words).code


def test_word_and_unset_differ_to_the_eye() -> None:
    """A change from unset to the text "false" is visible."""
    called("set", "prod", "env.A:=false")
    ran = called("set", "prod", "env.A=false")
    before, _, after = ran.stderr.splitlines()[-1].removeprefix("prod: env.A  ").partition(" → ")

    assert (0, True) == (ran.code, before != after)


def test_blanks_can_be_seen() -> None:
    """Blanks at the end of a value are visible."""
    assert not called("set", "prod", "env.A=x ").stderr.rstrip("\n").endswith("x ")


def test_credentials_are_relative_to_here(work: Path, prod: Path) -> None:
    """A path is relative to the working directory, as in every command, and is stored in full, with ~ for the home."""
    assert 0 == called("set", "prod", "google.credentials=keys/a.json").code
    assert 'credentials = "~/code/keys/a.json"' == prod.read_text().splitlines()[-1]
    assert work.name == "code"


def test_secrets_are_not_shown(home: Path) -> None:
    """A secret is stored in the profile and is neither printed nor in the history list."""
    called("set", "prod", "env.MY_TOKEN=s3cret-1")
    ran = called("set", "prod", "env.MY_TOKEN=s3cret-2", "env.URL=http://me:s3cret@host/")
    shown = ran.stderr + called("undo", "--list").stdout

    assert (0, False, True) == (ran.code, "s3cret" in shown, "s3cret-2" in (home / PRODS).read_text())


# --- --dry-run


def test_set_dry_run(home: Path) -> None:
    """--dry-run prints a unified diff and changes nothing."""
    before = tree(home)
    ran = called("set", "prod", "vertex.region=eu", "--dry-run")

    assert (
        Ran(
            0,
            "--- ~/.config/vxenv/profiles/prod.toml\n+++ ~/.config/vxenv/profiles/prod.toml\n@@ -1,7 +1,7 @@\n"
            ' # by hand\n [vertex]\n project = "acme-prod"   # who pays\n-region = \'global\'\n+region = "eu"\n \n'
            ' [models]\n opus = "claude-opus-5"\n',
            "",
        ),
        before,
    ) == (ran, tree(home))


def test_dry_run_of_a_file_without_a_last_line_break(profile: Profile) -> None:
    """A last line without a newline is marked as diff marks it."""
    profile("bare", 'description = "x"')

    assert (
        "--- ~/.config/vxenv/profiles/bare.toml\n+++ ~/.config/vxenv/profiles/bare.toml\n@@ -1 +1 @@\n"
        '-description = "x"\n\\ No newline at end of file\n+description = "y"\n\\ No newline at end of file\n'
    ) == called("set", "bare", "description=y", "-n").stdout


def test_dry_run_hides_secrets(profile: Profile) -> None:
    """The difference masks secrets, in changed and in context lines."""
    profile("sec", '[env]\nMY_TOKEN = "s3cret-1"\nA = "1"\nURL = "http://me:s3cret-2@host/"\n')
    ran = called("set", "sec", "env.A=2", "env.OTHER_KEY=s3cret-3", "-n")

    assert (0, True, False) == (ran.code, '+A = "2"' in ran.stdout, "s3cret" in ran.stdout + ran.stderr)


def test_dry_run_of_what_would_fail(home: Path) -> None:
    """--dry-run reports errors as well."""
    refused(home, 2, "set", "prod", "vertex.region=Foo", "-n")


def test_dry_run_applies(home: Path, work: Path) -> None:
    """``patch`` can apply the difference, with the same result as the command."""
    if not shutil.which("patch"):
        if os.environ.get("CI"):
            pytest.fail("patch is not installed")
        pytest.skip("patch is not installed")
    diff = called("set", "prod", "models.sonnet=claude-sonnet-5", "vertex.region=eu", "env.A=1", "-n").stdout
    (work / "prod.toml").write_text(PROD)
    subprocess.run(["patch", "-s", "prod.toml"], input=diff.encode(), check=True)
    called("set", "prod", "models.sonnet=claude-sonnet-5", "vertex.region=eu", "env.A=1")

    assert (home / PRODS).read_text() == (work / "prod.toml").read_text()


# --- invalid changes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prod"], "KEY=VALUE"),
        (["prod", "models.opus"], "has no value"),
        (["prod", "prod", "models.opus"], "models.opus has no value"),
        (["models.opus=x"], "profiles"),
        (["nope", "models.opus=x"], 'no profile "nope"'),
        (["prd", "models.opus=x"], 'did you mean "prod"'),
        (["nope*", "models.opus=x"], 'no profile matches "nope*"'),
        (["prod+prod", "models.opus=x"], "is a stack"),
        (["prod", "models.opsu=x"], "models.opus"),
        (["prod", "opus=x"], "models.opus"),
        (["prod", "vertex.region=Foo"], "vertex.region"),
        (["prod", "vertex.project=My Project"], "vertex.project"),
        (["prod", "vertex.enabled=perhaps"], "vertex.enabled"),
        (["prod", "protected=maybe"], "protected"),
        (["prod", "tuning.max_output_tokens=many"], "tuning.max_output_tokens"),
        (["prod", "vertex.base_url=example.org"], "vertex.base_url"),
        (["prod", "models.opus=two words"], "models.opus"),
        (["prod", "models.opus="], "models.opus"),
        (["prod", "google.credentials="], "google.credentials"),
        (["prod", "google.configuration=Has Blanks"], "google.configuration"),
        (["prod", "env.A:=1"], "env.A"),
        (["prod", "env.A:=[1"], "TOML"),
        (["prod", "env.A:=unquoted"], "quotes"),
        (["prod", "env.PATH=/x"], "PATH cannot be set by a profile"),
        (["prod", "PATH=/x"], "PATH cannot be set by a profile"),
        (["prod", "env.VXENV_PROFILE=x"], "VXENV_PROFILE"),
        (["prod", "env.1A=x"], "1A"),
        (["prod", "env.A B=x"], "A B"),
        (["prod", "env.CLOUD_ML_REGION=Foo"], "Foo"),
        (["prod", "extends=nope"], "nope"),
        (["prod", "extends=prod"], "in a cycle"),
        (["prod", "extends=../x"], "../x"),
        (["prod", "extends:=1"], "extends"),
        (["prod", "vertex=1"], "vertex"),
        (["prod", "vertex.region=eu", "nonsense"], "nonsense"),
        (["prod", "env.A=\udcff"], "UTF-8"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_set_of_what_is_refused(words: list[str], said: str, home: Path) -> None:
    """An invalid change is rejected by name, with a hint, and changes nothing."""
    code = 1 if words[-1] in ("extends=nope", "extends=prod") else 2

    assert said in refused(home, code, "set", *words)


@pytest.mark.parametrize(
    ("bad", "line"),
    [("[vertex\n", 1), ("x = 1\n", 1), (b"\xff\n", 1), ('extends = "gone"\n[vertex]\nregion = "X"\n', 3)],
)
def test_all_or_nothing(bad: str | bytes, line: int, profile: Profile, home: Path) -> None:
    """If one of several profiles cannot be changed, none is, and that one is named with its line."""
    profile("zz", bad)

    assert f"~/.config/vxenv/profiles/zz.toml:{line}: " in refused(home, 1, "set", "*", "env.A=1")


def test_broken_profile_can_be_mended(profile: Profile) -> None:
    """Errors outside the profile itself, such as a missing base, do not prevent a change."""
    path = profile("child", 'extends = "gone"\n')

    assert [0, 0] == [called("set", "child", "env.A=1").code, called("set", "child", "extends=prod").code]
    assert 'extends = "prod"\n\n[env]\nA = "1"\n' == path.read_text()


# --- unset


def test_unset_takes_keys_out(prod: Path) -> None:
    """A key is removed with its line, and an empty table is kept; undo restores it."""
    ran = called("unset", "prod", "models.opus", "CLOUD_ML_REGION")

    assert (
        Ran(
            0,
            "",
            "prod: models.opus  claude-opus-5 → (unset)\nprod: vertex.region  global → (unset)\n"
            "warning: prod: no location: Claude Code uses us-east5, which does not serve claude-opus-5-5 (main) and "
            "claude-sonnet-5-5 (small/fast), and falls back to claude-opus-4-6\n",
        ),
        PROD.replace('opus = "claude-opus-5"\n', "").replace("region = 'global'\n", ""),
    ) == (ran, prod.read_text())
    assert (0, PROD) == (called("undo").code, prod.read_text())


def test_unset_tells_what_stays(profile: Profile, prod: Path) -> None:
    """If a base still sets the key, its line is reported, and the hint unsets it completely."""
    child = profile("child", 'extends = "prod"\n[models]\nopus = "claude-opus-5-5"\n')
    ran = called("unset", "child", "models.opus")

    assert (
        0,
        [
            "child: models.opus  claude-opus-5-5 → (unset)",
            "note: child: models.opus is still set by ~/.config/vxenv/profiles/prod.toml:7",
            "hint: vxenv set child models.opus:=false",
        ],
    ) == (ran.code, ran.stderr.splitlines())
    assert 0 == called("set", "child", "models.opus:=false").code
    assert "ANTHROPIC_DEFAULT_OPUS_MODEL" not in called("export", "child", "--format", "dotenv").stdout
    assert (PROD, True) == (prod.read_text(), "opus = false" in child.read_text())


def test_unset_tells_the_twin_that_stays(profile: Profile) -> None:
    """A base that sets the variable under [env] is reported too."""
    profile("old", '[env]\nCLOUD_ML_REGION = "us"\n')
    profile("child", 'extends = "old"\n[vertex]\nregion = "eu"\n')

    assert "still set by ~/.config/vxenv/profiles/old.toml:2" in called("unset", "child", "vertex.region").stderr


def test_unset_of_many(profile: Profile) -> None:
    """Patterns work; profiles without the key are not reported."""
    profile("eu", "")

    assert Ran(0, "", "prod: models.opus  claude-opus-5 → (unset)\n") == called("unset", "*", "models.opus")


def test_unset_dry_run(home: Path) -> None:
    """--dry-run shows the line to be removed."""
    before = tree(home)
    ran = called("unset", "prod", "models.opus", "-n")

    assert (0, ['-opus = "claude-opus-5"'], before) == (
        ran.code,
        [line for line in ran.stdout.splitlines()[3:] if line[:1] in "+-"],
        tree(home),
    )


def test_unset_of_a_twin(profile: Profile) -> None:
    """The variable under [env] can be removed by the key's name, too."""
    path = profile("old", '[env]\nCLOUD_ML_REGION = "us"\nA = "1"\n')

    assert (0, '[env]\nA = "1"\n') == (called("unset", "old", "vertex.region").code, path.read_text())


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["prod"], "keys"),
        (["prod", "models.opsu"], "models.opus"),
        (["nope", "models.opus"], 'no profile "nope"'),
        (["models.opus"], "profiles"),
        (["prod", "models.opus", "models.opsu"], "models.opsu"),
        (["prod", "models.opus=x"], "models.opus"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_unset_refused(words: list[str], said: str, home: Path) -> None:
    """An invalid key or profile is rejected by name, with a hint, and changes nothing."""
    assert said in refused(home, 2, "unset", *words)


def test_as_a_process(run: Run, prod: Path) -> None:
    """The command works as a process, with any terminal encoding."""
    ran = run("set", "prod", "env.A=ü", env={"LC_ALL": "C"})

    assert (0, True) == (ran.code, 'A = "ü"' in prod.read_text(encoding="utf-8"))
