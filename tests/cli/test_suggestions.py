"""Test unknown words: the probable word is named, and the hint is the corrected command."""

from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import called, refused
from vxenv.catalogue.locations import suggest_location
from vxenv.cli.command_line import correct
from vxenv.similarity import find_similar, guess

Profile = Callable[[str, str], Path]
PROD = """\
[vertex]
project = "acme-prod"
region = "global"
"""


@pytest.fixture(autouse=True)
def profiles(profile: Profile) -> None:
    """Write a profile and a layer."""
    profile("prod-global", PROD)
    profile("opus", '[models]\nmain = "claude-opus-5-5"\n')


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("init zhs", "init zsh"),
        ("completions fihs", "completions fish"),
        ("lint --format jsno", "lint --format json"),
        ("lint --format=jsno", "lint --format=json"),
        ("export prod-global --format dotnev", "export prod-global --format dotenv"),
        ("setup --shell bahs", "setup --shell bash"),
        ("try --shell bahs", "try --shell bash"),
        ("models --family opuss", "models --family opus"),
        ("list --jsno", "list --json"),
        ("lsit", "list"),
        ("rmm opus", "rm opus"),
        ("claude instal --local", "claude install --local"),
        ("config lst", "config list"),
        ("config get quite", "config get quiet"),
        ("config set picker fzff", "config set picker fzf"),
        ("config set quiet ture", "config set quiet true"),
        ("config set default prod-globl", "config set default prod-global"),
        ("help us", "help use"),
        ("show prod+opus", "show prod-global+opus"),
        ("exec opus+prod -- printenv A", "exec opus+prod-global -- printenv A"),
        ("diff prod-global @shel", "diff prod-global @shell"),
        ("set prod models.opus=claude-opus-5-5", "set prod-global models.opus=claude-opus-5-5"),
        ("set prod-global vertex.regon=eu", "set prod-global vertex.region=eu"),
        ("set prod-global models.opsu:=false", "set prod-global models.opus:=false"),
        ("why models.opsu", "why models.opus"),
        ("why CLOUD_ML_REGIO", "why CLOUD_ML_REGION"),
    ],
)
def test_the_hint_is_what_was_meant(words: str, hint: str, home: Path) -> None:
    """The hint is the whole command line with the mistyped word corrected."""
    assert f"hint: vxenv {hint}\n" in refused(home, 2, *words.split())


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        (["set", "prod-global", "vertex.region=euu"], "vxenv set prod-global vertex.region=eu"),
        (["set", "prod-global", "location=gobal"], "vxenv set prod-global vertex.region=global"),
        (["set", "prod-global", "models.opus=claude-opus-55"], "vxenv set prod-global models.opus=claude-opus-5-5"),
        (["add", "new", "--location", "euu", "--project", "acme-x"], "vxenv set new vertex.region=eu"),
        (
            ["add", "new", "--opus", "claude-opus-55", "--region", "global"],
            "vxenv set new models.opus=claude-opus-5-5",
        ),
        (["models", "--location", "euu"], "vxenv models --location eu"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_locations_and_models(words: list[str], hint: str) -> None:
    """An unknown location or model may be new and is accepted; a similar known one is named in a hint."""
    ran = called(*words)

    assert (0, True, [f"hint: {hint}"]) == (
        ran.code,
        "did you mean " in ran.stderr,
        [line for line in ran.stderr.splitlines() if line.startswith("hint: ")],
    )
    assert 0 == called(*hint.split()[1:]).code


def test_what_resembles_nothing() -> None:
    """A model unlike any known one is accepted silently."""
    ran = called("set", "prod-global", "models.opus=gemini-9")

    assert (0, "prod-global: models.opus  (unset) → gemini-9\n") == (ran.code, ran.stderr)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("euu", "eu"), ("uss", "us"), ("glob", "global"), ("gobal", "global"), ("us-east-5", "us-east5"), ("asia", "")],
)
def test_suggested_locations(text: str, meant: str) -> None:
    """A short word may be a typo of a short location."""
    assert meant == suggest_location(text)


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("prod", ["prod-global", "pro", "product"], "pro"),
        ("pr", ["prod-global", "eu"], "prod-global"),
        ("zhs", ["bash", "zsh", "fish"], "zsh"),
        ("", ["bash"], ""),
        ("quite", [], ""),
    ],
)
def test_guess(word: str, known: list[str], meant: str) -> None:
    """A unique prefix match is preferred, otherwise the nearest word."""
    assert meant == guess(word, known)


def test_find_similar() -> None:
    """The nearest words come first, up to the limit."""
    assert ["models.opus", "models.op"] == find_similar("models.opsu", ["models.op", "models.opus", "x"], most=2)


@pytest.mark.parametrize(
    ("words", "wrong", "right", "line"),
    [
        (["use", "prod+opus"], "prod", "prod-global", "vxenv use prod-global+opus"),
        (["use", "prod", "prod"], "prod", "p", ""),
        (["show", "a b"], "a b", "it's", """vxenv show 'it'"'"'s'"""),
        (["set", "prod", "env.API_TOKEN=abc"], "prod", "p", ""),
        (["set", "prod", "tuning.custom_headers", "x"], "prod", "p", ""),
        (["list"], "prod", "p", ""),
    ],
)
def test_correct(words: list[str], wrong: str, right: str, line: str) -> None:
    """A word is corrected where it occurs once, alone or as a part, in a line without secrets."""
    assert line == correct(words, wrong, right)


def test_a_command_of_several_words(home: Path) -> None:
    """Another program's word may correspond to a command with an option here."""
    assert "hint: vxenv undo --redo\n" in refused(home, 2, "redo")
