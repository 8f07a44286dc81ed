"""Profiles made from variables set exactly these, except those skipped with a reason."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.test_classes import examples
from vxenv.catalogue.classes import RESERVED
from vxenv.catalogue.environment import USE_VERTEX
from vxenv.catalogue.secrets import explain_secret
from vxenv.catalogue.variables import list_cleared, load_variables
from vxenv.profiles.adoption import adopt_variables, omit_closed
from vxenv.profiles.document import parse_document
from vxenv.profiles.profile_text import render_profile
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store, find_profile_path

Variables = list[tuple[str, str | None]]

TORTURE = [
    "",
    " ",
    "'",
    '"',
    "'\"'",
    "''' \"\"\"",
    "a\nb",
    "\n",
    "a\r\nb",
    "\t",
    "`id`",
    "$(id)",
    "$HOME",
    "${X}",
    "\\",
    "\\n",
    "-n",
    "--help",
    "!x",
    "# x",
    "x # y",
    "=",
    "a=b",
    "[env]",
    "é",
    "😀",
    "\u2028",
    "\x01",
    "\x7f",
    "\x85",
    "~",
    "~/x",
    "/a//b/",
    "/a/../b",
    "/",
    ".",
    "*",
    ";",
    "&",
    "a,b",
    ",",
    "false",
    "true",
    "1",
    "0",
    "007",
    "9" * 25,
    "-1",
    "1.5",
]
FITTING = ["us-east5", "global", "acme-prod", "https://x.example/", "claude-opus-5-5[1m]", "high", "5m", "my-config",
           "/home/me/key.json"]  # fmt: skip
NAMES = st.one_of(
    st.sampled_from([variable.name for variable in load_variables().variables]),
    st.sampled_from(
        ["FOO", "_x", "HTTPS_PROXY", "A" * 100, "HOME", "PATH", "VXENV_X", "1X", "A-B", "", "É", "MY_TOKEN"]
    ),
)
VALUES = st.one_of(
    st.none(),
    st.sampled_from(TORTURE),
    st.sampled_from(FITTING),
    st.text(max_size=12),
    st.text(st.characters(), max_size=3),
    st.just("\0"),
)


def read_back(variables: Variables, *, secrets: bool = False) -> tuple[dict[str, str | None], dict[str, str]]:
    """Return the variables that a profile made from `variables` sets, and the skipped ones with reasons."""
    taken = adopt_variables(variables, secrets=secrets)
    path = find_profile_path("p")
    resolved = resolve_stack(["p"], Store({path: render_profile(taken.values)}))
    found = {name: setting.value for name, setting in resolved.settings.items()}
    return ({USE_VERTEX: "1"} | found), dict(taken.skipped)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(NAMES, VALUES), max_size=8), st.booleans())
def test_a_profile_sets_what_it_was_made_from(variables: Variables, secrets: bool) -> None:
    """Each variable keeps its value in the profile or is skipped with a reason; nothing else is set."""
    found, skipped = read_back(variables, secrets=secrets)
    last = dict(variables)
    for name, value in last.items():
        if name in skipped:
            assert skipped[name]
        elif name == USE_VERTEX:
            assert ("1" if (value or "").lower() in ("1", "true", "yes", "on") else None) == found[name]
        else:
            assert (value, True) == (found[name], name in found), name

    assert set() == set(found) - set(last) - {USE_VERTEX}
    assert set() == set(skipped) - set(last)


@pytest.mark.parametrize("value", [*TORTURE, *FITTING])
def test_a_variable_that_vxenv_does_not_know(value: str) -> None:
    """Any text is kept byte for byte in [env]."""
    assert ({"FOO": value, USE_VERTEX: "1"}, {}) == read_back([("FOO", value)])


@pytest.mark.parametrize("variable", load_variables().variables, ids=lambda variable: variable.name)
def test_every_variable_of_the_catalogue(variable: object) -> None:
    """Each variable with any value is kept or skipped, and uses a key of the catalogue where possible."""
    name = variable.name  # type: ignore[attr-defined] # one of the catalogue's
    for value in [*TORTURE, *FITTING, None]:
        found, skipped = read_back([(name, value)])
        if name not in skipped and name != USE_VERTEX:
            assert value == found[name]
        assert {name, USE_VERTEX} >= set(found)
        if name in skipped:
            assert skipped[name]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("CLOUD_ML_REGION", "us-east5", {("vertex", "region"): "us-east5"}),
        ("ANTHROPIC_VERTEX_PROJECT_ID", "acme-prod", {("vertex", "project"): "acme-prod"}),
        ("VERTEX_REGION_CLAUDE_HAIKU_4_5", "eu", {("regions", "claude-haiku-4-5"): "eu"}),
        ("DISABLE_PROMPT_CACHING", "1", {("caching", "enabled"): False}),
        ("DISABLE_PROMPT_CACHING", "0", {("env", "DISABLE_PROMPT_CACHING"): "0"}),
        ("ANTHROPIC_MODEL", "", {("env", "ANTHROPIC_MODEL"): ""}),
        ("ANTHROPIC_MODEL", None, {("models", "main"): False}),
        ("CLAUDE_CODE_USE_VERTEX", "1", {}),
        ("CLAUDE_CODE_USE_VERTEX", "TRUE", {}),
        ("CLAUDE_CODE_USE_VERTEX", "0", {("vertex", "enabled"): False}),
        ("CLAUDE_CODE_USE_VERTEX", "", {("vertex", "enabled"): False}),
        ("CLAUDE_CODE_USE_VERTEX", None, {("vertex", "enabled"): False}),
        ("FOO", None, {("env", "FOO"): False}),
        ("FOO", "false", {("env", "FOO"): "false"}),
    ],
)
def test_the_key_is_the_catalogues(name: str, value: str | None, expected: dict[tuple[str, str], object]) -> None:
    """A variable is set by a key of the catalogue where possible, else in [env]."""
    assert (expected, ()) == adopt_variables([(name, value)])


def test_paths_below_home_can_be_moved(home: Path) -> None:
    """A path in the home directory is written with ``~`` and read back as the same path."""
    path = str(home / "keys" / "a.json")
    taken = adopt_variables([("GOOGLE_APPLICATION_CREDENTIALS", path)])

    assert {("google", "credentials"): "~/keys/a.json"} == taken.values
    assert path == read_back([("GOOGLE_APPLICATION_CREDENTIALS", path)])[0]["GOOGLE_APPLICATION_CREDENTIALS"]


@pytest.mark.parametrize("value", ["keys/a.json", "~/a.json", "", "/a/../b", "/a/", "./x"])
def test_paths_that_would_be_read_otherwise(value: str) -> None:
    """A path that a key would normalize is kept unchanged in [env]."""
    name = "GOOGLE_APPLICATION_CREDENTIALS"

    assert value == read_back([(name, value)])[0][name]


@pytest.mark.parametrize("home", ["", "/", "relative"])
def test_an_odd_home(home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A path is kept with any HOME."""
    monkeypatch.setenv("HOME", home)
    name = "GOOGLE_APPLICATION_CREDENTIALS"

    for value in ("/a/b", "/", f"{os.sep}relative/x"):
        assert value == read_back([(name, value)])[0][name]


@pytest.mark.parametrize("name", [*examples(RESERVED), "1X", "A B", ""])
def test_names_that_no_profile_sets(name: str) -> None:
    """Reserved variables and invalid names are skipped with a reason."""
    taken = adopt_variables([(name, "x")])

    assert ({}, [name], True) == (
        taken.values,
        [one for one, _ in taken.skipped],
        all(why for _, why in taken.skipped),
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ANTHROPIC_API_KEY", "x"),
        ("MY_TOKEN", "x"),
        ("FOO", "sk-ant-api03-abcdefgh"),
        ("HTTPS_PROXY", "http://me:secret@proxy"),
        ("ANTHROPIC_CUSTOM_HEADERS", "Authorization: Bearer x"),
        ("KEY", "-----BEGIN RSA PRIVATE KEY-----"),
    ],
)
def test_secrets_are_skipped(name: str, value: str) -> None:
    """A secret is skipped without showing its value, unless it comes from a profile."""
    taken = adopt_variables([(name, value)])
    assert ({}, [(name, explain_secret(name, value))]) == (taken.values, list(taken.skipped))
    assert value not in taken.skipped[0][1]

    assert value == read_back([(name, value)], secrets=True)[0][name]


@pytest.mark.parametrize("value", ["a\0b", "\0", "\udcff"])
@pytest.mark.parametrize("name", ["FOO", "ANTHROPIC_MODEL", "CLOUD_ML_REGION", "GOOGLE_APPLICATION_CREDENTIALS"])
def test_what_no_file_can_hold(name: str, value: str) -> None:
    """A value with a NUL character or invalid UTF-8 is skipped with a reason."""
    taken = adopt_variables([(name, value)])

    assert ({}, 1, True) == (taken.values, len(taken.skipped), bool(taken.skipped[0][1]))


@pytest.mark.parametrize(
    ("variables", "name", "expected"),
    [
        ([("DISABLE_PROMPT_CACHING", "1"), ("DISABLE_PROMPT_CACHING", "0")], "DISABLE_PROMPT_CACHING", "0"),
        ([("DISABLE_PROMPT_CACHING", "0"), ("DISABLE_PROMPT_CACHING", "1")], "DISABLE_PROMPT_CACHING", "1"),
        ([(USE_VERTEX, "0"), (USE_VERTEX, "1")], USE_VERTEX, "1"),
        ([(USE_VERTEX, "1"), (USE_VERTEX, "0")], USE_VERTEX, None),
        ([("FOO", "1"), ("FOO", None)], "FOO", None),
        ([("FOO", "1"), ("BAR", "2"), ("FOO", "3")], "FOO", "3"),
    ],
)
def test_a_variable_that_comes_twice(variables: Variables, name: str, expected: str | None) -> None:
    """The last of several values is used."""
    assert expected == read_back(variables)[0][name]


def test_what_every_profile_unsets_need_not_be_said() -> None:
    """Unset closed variables are omitted; other unset variables and all set ones are kept."""
    closed = next(name for name in list_cleared(skip_auth=False) if name != USE_VERTEX)
    variables: Variables = [(closed, None), (closed, "x"), ("FOO", None), (USE_VERTEX, None)]

    assert variables[1:] == omit_closed(variables)


def test_a_profile_that_is_written_can_be_read_by_people() -> None:
    """Keys above the first table come first, then the catalogue's keys in order, each with its variable."""
    values = {
        ("env", "B"): "2",
        ("models", "opus"): "o",
        ("vertex", "region"): "us",
        ("vertex", "project"): "acme-prod",
        ("env", "A"): False,
        ("description",): "d",
        ("regions", "claude-haiku-4-5"): "eu",
    }

    assert (
        'description = "d"\n'
        "\n"
        "[vertex]\n"
        'project = "acme-prod"  # ANTHROPIC_VERTEX_PROJECT_ID\n'
        'region = "us"          # CLOUD_ML_REGION\n'
        "\n"
        "[regions]\n"
        'claude-haiku-4-5 = "eu"  # VERTEX_REGION_CLAUDE_HAIKU_4_5\n'
        "\n"
        "[models]\n"
        'opus = "o"  # ANTHROPIC_DEFAULT_OPUS_MODEL\n'
        "\n"
        "[env]\n"
        'B = "2"\n'
        "A = false\n"
    ) == render_profile(values).decode()


def test_nothing_is_an_empty_profile() -> None:
    """Without variables the text is empty."""
    assert (b"", {}) == (render_profile({}), dict(parse_document(b"", "p", "/p").settings))
