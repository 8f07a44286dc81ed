"""Typed keys and values: their meaning, and documents that contain them."""

import contextlib
import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalogue.test_classes import examples
from files.test_faults import expect, forked
from vxenv.catalogue.classes import RESERVED
from vxenv.catalogue.variables import load_variables
from vxenv.errors import DocumentError, UsageError
from vxenv.profiles.document import PROFILE_KEYS, parse_document
from vxenv.profiles.keys import find_key, parse_key, parse_literal, parse_value
from vxenv.text.toml_edit import edit_toml
from vxenv.text.toml_locate import Key

KEYED = [variable for variable in load_variables().variables if variable.key]
UNKEYED = [variable for variable in load_variables().variables if not variable.key]

# Words and their keys, None for unknown ones.
WORDS: list[tuple[str, Key | None]] = [
    ("description", ("description",)),
    ("extends", ("extends",)),
    ("protected", ("protected",)),
    ("models.opus", ("models", "opus")),
    ("CLOUD_ML_REGION", ("vertex", "region")),
    ("vertex.region", ("vertex", "region")),
    ("regions.claude-haiku-4-5", ("regions", "claude-haiku-4-5")),
    ('regions."claude-haiku-4-5"', ("regions", "claude-haiku-4-5")),
    ("regions.'claude-haiku-4-5'", ("regions", "claude-haiku-4-5")),
    ("env.FOO", ("env", "FOO")),
    ("env.foo-bar", ("env", "foo-bar")),
    ("FOO", None),
    ("", None),
    (".", None),
    ("env", None),
    ("env.", None),
    ("models", None),
    ("models.", None),
    (".opus", None),
    ("models.nothing", None),
    ("models.opus.x", None),
    ("models opus", None),
    ("models.opus ", None),
    (" models.opus", None),
    ("models.opus\n", None),
    ("Models.Opus", None),
    ("modèles.opus", None),
    ("profile", None),
    ("[models]", None),
    ("models.opus=x", None),
    ("prod-eu", None),
    ("*", None),
    ("-n", None),
    ('models."opus', None),
    ('models."\\u006fpus"', None),
    ("regions.claude-opus-99", None),
    ("x" * 10_000, None),
]


@pytest.mark.parametrize(("word", "key"), WORDS)
def test_known_words(word: str, key: Key | None) -> None:
    """Only keys of profiles and variables are known, so that profiles can be distinguished from keys."""
    assert key == find_key(word)


def test_every_row_of_the_catalogue_is_known() -> None:
    """Each variable is known by its name and by its key."""
    assert [(one.table, one.field) for one in KEYED] * 2 == [
        *(find_key(one.name) for one in KEYED),
        *(find_key(one.key) for one in KEYED),
    ]
    assert [("env", one.name) for one in UNKEYED] == [find_key(one.name) for one in UNKEYED]


def test_a_variable_by_its_name_in_env_has_its_key() -> None:
    """``env.NAME`` of a variable with a key means that key, so that a profile does not set it twice."""
    assert [(one.table, one.field) for one in KEYED] == [parse_key(f"env.{one.name}") for one in KEYED]


@pytest.mark.parametrize("word", [word for word, key in WORDS if key is None])
def test_unknown_words_are_errors(word: str) -> None:
    """An unknown word is a usage error of one line, with a hint."""
    with pytest.raises(UsageError) as caught:
        parse_key(word)

    assert (True, True, True) == (
        bool(caught.value.hint),
        caught.value.what.isprintable(),
        caught.value.what.startswith("unknown key "),
    )


@pytest.mark.parametrize(
    ("word", "near"),
    [("model.opus", "models.opus"), ("CLOUD_ML_REGIO", "CLOUD_ML_REGION"), ("vertex.regoin", "vertex.region")],
)
def test_the_nearest_key_is_named(word: str, near: str) -> None:
    """The nearest key is suggested for a mistyped one."""
    with pytest.raises(UsageError) as caught:
        parse_key(word)

    assert f'did you mean "{near}"?' in caught.value.what


@pytest.mark.parametrize("name", [*examples(RESERVED), "1X", "A-B"])
def test_names_that_no_profile_sets(name: str) -> None:
    """Reserved variables and invalid names are errors before anything is written."""
    with pytest.raises(UsageError):
        parse_key(f"env.{name}")


# Type, typed text and value in the profile; UsageError for invalid texts.
TYPED: list[tuple[str, str, Any]] = [
    ("flag", "true", True),
    ("flag", "Yes", True),
    ("flag", "on", True),
    ("flag", "1", True),
    ("flag", "false", False),
    ("flag", "NO", False),
    ("flag", "off", False),
    ("flag", "0", False),
    ("flag", "", UsageError),
    ("flag", "maybe", UsageError),
    ("inverse", "true", True),
    ("integer", "5", 5),
    ("integer", "0", 0),
    ("integer", "-5", UsageError),
    ("integer", "5.0", UsageError),
    ("integer", "\u0665", UsageError),
    ("integer", "", UsageError),
    ("integer", "false", False),
    ("integer", "9" * 30, UsageError),
    ("integer", "9" * 5000, UsageError),
    ("location", "us-east5", "us-east5"),
    ("location", "US East", UsageError),
    ("location", "", UsageError),
    ("location", "false", False),
    ("project", "acme-prod", "acme-prod"),
    ("project", "Acme", UsageError),
    ("url", "https://x.example/y", "https://x.example/y"),
    ("url", "x.example", UsageError),
    ("model", "claude-opus-5-5", "claude-opus-5-5"),
    ("model", "claude-haiku-4-5@20251001", "claude-haiku-4-5@20251001"),
    ("model", "-x", UsageError),
    ("model", "false", False),
    ("list", "a,b", ["a", "b"]),
    ("list", " a , b ,", ["a", "b"]),
    ("list", "a", ["a"]),
    ("list", "", []),
    ("path", "", UsageError),
    ("path", "false", False),
    ("text", "false", "false"),
    ("text", "", ""),
    ("text", 'a\n"b"\'\\ $x `y`', 'a\n"b"\'\\ $x `y`'),
    ("text", "\0", UsageError),
    ("text", "\udcff", UsageError),
    ("headers", "A: b", "A: b"),
]


@pytest.mark.parametrize(("kind", "text", "value"), TYPED)
def test_typed_values(kind: str, text: str, value: Any) -> None:
    """A value is converted to the type of its key in the catalogue, or is an error."""
    variable = next(one for one in KEYED if one.type == kind)
    key = (variable.table, variable.field)
    if value is UsageError:
        with pytest.raises(UsageError) as caught:
            parse_value(key, text)
        assert caught.value.what
    else:
        found = parse_value(key, text)
        assert (value, type(value)) == (found, type(found))


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (("description",), "a b", "a b"),
        (("description",), "\udcff", UsageError),
        (("extends",), "a", "a"),
        (("extends",), "a,b", ["a", "b"]),
        (("extends",), "a+b", ["a", "b"]),
        (("extends",), " a , b", ["a", "b"]),
        (("extends",), "a/b", "a/b"),
        (("extends",), "a/b/c", UsageError),
        (("extends",), "../a", UsageError),
        (("protected",), "yes", True),
        (("protected",), "x", UsageError),
        (("env", "X"), "false", "false"),
        (("env", "X"), "5", "5"),
        (("env", "X"), "", ""),
        (("env", "X"), "a\0b", UsageError),
        (("env", "X"), "\udcff", UsageError),
    ],
)  # fmt: skip
def test_values_of_other_keys(key: Key, text: str, value: Any) -> None:
    """The keys above the first table have types of their own, and [env] accepts any text."""
    if value is UsageError:
        with pytest.raises(UsageError):
            parse_value(key, text)
    else:
        assert (value, type(value)) == (parse_value(key, text), type(parse_value(key, text)))


def test_paths_are_written_so_that_they_can_be_moved(home: Path, work: Path) -> None:
    """A relative path starts from the working directory, and a path in the home is written with ~."""
    key = ("google", "credentials")

    assert ["~/keys/a.json", "~/code/a.json", "/etc/a.json", "~/a.json"] == [
        parse_value(key, text) for text in ("~/keys/a.json", "a.json", "/etc/./a.json", str(work / ".." / "a.json"))
    ]
    assert str(home) == os.environ["HOME"]


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        (("env", "X"), "false", False),
        (("env", "X"), '"a\\nb"', "a\nb"),
        (("env", "X"), "'''a'''", "a"),
        (("env", "X"), "'a' # why", "a"),
        (("env", "X"), "true", UsageError),
        (("env", "X"), "5", UsageError),
        (("env", "X"), "[]", UsageError),
        (("env", "X"), "", UsageError),
        (("env", "X"), "a", UsageError),
        (("env", "X"), "1\ny = 2", UsageError),
        (("env", "X"), "'a'\n[models]", UsageError),
        (("env", "X"), "'\\u0000'", "\\u0000"),
        (("env", "X"), '"\\u0000"', UsageError),
        (("env", "X"), "[" * 5000, UsageError),
        (("env", "X"), "9" * 5000, UsageError),
        (("env", "X"), "'\udcff'", UsageError),
        (("models", "opus"), "false", False),
        (("models", "opus"), "true", UsageError),
        (("models", "opus"), "2026-01-01", UsageError),
        (("models", "opus"), "nan", UsageError),
        (("vertex", "enabled"), "false", False),
        (("vertex", "enabled"), '"false"', UsageError),
        (("extends",), '["a", "b"]', ["a", "b"]),
    ],
)
def test_literal_values(key: Key, text: str, value: Any) -> None:
    """``KEY:=VALUE`` accepts one TOML value of a valid type."""
    if value is UsageError:
        with pytest.raises(UsageError):
            parse_literal(key, text)
    else:
        assert (value, type(value)) == (parse_literal(key, text), type(parse_literal(key, text)))


WORD = st.one_of(
    st.sampled_from(
        ["true", "false", "0", "1", "us", "global", "acme-prod", "https://x.example", "high", "5m", "a,b"]
    ),
    st.from_regex(r"[a-z0-9@./:~,-]{1,20}", fullmatch=True),
    st.text(max_size=20),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(load_variables().variables), WORD)
def test_whatever_is_typed_makes_a_document(variable: Any, text: str) -> None:
    """Any accepted value for a key makes a valid document that sets its variable."""
    key = parse_key(variable.name) if variable.key else ("env", variable.name)
    try:
        value = parse_value(key, text)
    except UsageError:
        return
    data = edit_toml(b"", "/p.toml", {key: value})
    assert value == tomllib.loads(data.decode())[key[0]][key[1]]
    try:
        document = parse_document(data, "p", "/p.toml")
    except DocumentError:
        # [env] accepts any text except for variables with a restricted form, and `set` validates the document.
        assert ("env", False) == (key[0], variable.type == "text")
        return

    assert [variable.name] == list(document.settings)


@given(st.text(max_size=30))
def test_no_word_is_too_odd(word: str) -> None:
    """Any word is a key or a usage error, and any text is a TOML value or a usage error."""
    find_key(word)
    for call in (
        lambda: parse_key(word),
        lambda: parse_literal(("env", "X"), word),
        lambda: parse_value(("models", "opus"), word),
    ):
        with contextlib.suppress(UsageError):
            call()


@pytest.mark.parametrize("key", sorted(PROFILE_KEYS))
def test_the_keys_at_the_top_through_the_command_line(key: str, profile: Any) -> None:
    """Each key can be set and removed again without leaving a trace."""
    profile("a", "# a\n")
    path = profile("p", "# p\n")
    expect(0, forked("set", "p", f"{key}={'yes' if key in ('protected', 'isolate') else 'a'}"))
    assert key in path.read_text()
    expect(0, forked("unset", "p", key))

    assert "# p\n" == path.read_text()
