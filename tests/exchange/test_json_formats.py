"""JSON formats: vxenv's own, VS Code settings and Claude Code settings."""

import pytest

from vxenv.env_diff import EnvDiff, Op
from vxenv.errors import DocumentError
from vxenv.exchange import Assignment, CannotSayError, Format, Reading, Skipped, claude_settings, json_format, vscode

DELTA: EnvDiff = (Op("A", 'é "x"\n'), Op("B", ""), Op("C", None))
DEEPEST = 200_000


def test_json_as_written() -> None:
    """The JSON of vxenv distinguishes set and unset variables."""
    assert """\
{
  "version": 1,
  "set": {
    "A": "\\u00e9 \\"x\\"\\n",
    "B": ""
  },
  "unset": [
    "C"
  ]
}
""" == json_format.render(DELTA)


def test_json_is_read_back_with_lines() -> None:
    """Reading returns set and unset variables with the lines of their keys."""
    assert Reading((Assignment("A", 'é "x"\n', 4), Assignment("B", "", 5), Assignment("C", None, 0)), ()) == (
        json_format.read(json_format.render(DELTA), "x")
    )


def test_json_that_is_flat() -> None:
    """An object of strings and nulls is read as variables; null unsets, and other values are skipped."""
    text = '{\n  "A": "1",\n  "B": null,\n  "C": 1, "D": [],\n  "a b": "",\n  "A": "2", "E": "\\u0000"}'

    assert Reading(
        (Assignment("A", "2", 2), Assignment("B", None, 3)),
        (
            Skipped("C", 4, "is neither a string nor null"),
            Skipped("D", 4, "is neither a string nor null"),
            Skipped("a b", 0, "is not a valid variable name"),
            Skipped("E", 6, "contains a NUL character"),
        ),
    ) == json_format.read(text, "x")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"version": 1, "set": {"A": "1"}}', {"A": "1"}),
        ('{"version": 1, "unset": ["A", 1]}', {"A": None}),
        ('{"version": 1, "set": {"A": "1"}, "unset": ["A"]}', {"A": None}),
        ('{"version": "1", "set": "x"}', {"version": "1", "set": "x"}),
        ("{}", {}),
        ('\ufeff{"A": "\\udcff"}', {"A": "\udcff"}),
    ],
)
def test_json_forms(text: str, values: dict[str, str | None]) -> None:
    """The two forms are distinguished by the values of their keys."""
    assert values == {name: value for name, value, _ in json_format.read(text, "x").assignments}


@pytest.mark.parametrize("text", ['{\n"version": 2,\n"set": {}}', '{\n"version": "1", "set": {}}'])
def test_json_of_another_version(text: str) -> None:
    """An unknown version is an error with its line."""
    with pytest.raises(DocumentError) as caught:
        json_format.read(text, "/x.json")

    assert ("unsupported version; expected 1", "/x.json:2") == (caught.value.what, caught.value.where)


@pytest.mark.parametrize("form", [json_format, vscode, claude_settings], ids=lambda form: form.__name__)
@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("", "/x:1", "invalid JSON: expecting value"),
        ("A=1\n", "/x:1", "invalid JSON: expecting value"),
        ('{\n"A" 1\n}', "/x:2", "invalid JSON: expecting ':' delimiter"),
        ('{\n"A": "1\n}', "/x:2", "invalid JSON: invalid control character"),
        ('{\n"A": "1', "/x:2", "invalid JSON: unterminated string"),
        ('{\n"A": "\0"}', "/x:2", "invalid JSON: invalid control character"),
        ('{\n"A": NaN}', "/x:2", "invalid JSON: constant NaN is not allowed"),
        ('{\n"A": -Infinity}', "/x:2", "invalid JSON: constant -Infinity is not allowed"),
        ("[]", "/x:1", "is not a JSON object"),
        ("null", "/x:1", "is not a JSON object"),
        ("[" * DEEPEST, "/x:1", "is nested too deeply"),
        ('{"a":' * DEEPEST, "/x:1", "is nested too deeply"),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_is_no_json(form: Format, text: str, where: str, what: str) -> None:
    """A text that is not a JSON object is an error with its line."""
    with pytest.raises(DocumentError) as caught:
        form.read(text, "/x")

    assert (where, what) == (caught.value.where, caught.value.what)


@pytest.mark.parametrize("form", [json_format, vscode, claude_settings], ids=lambda form: form.__name__)
def test_numbers_beyond_python_do_no_harm(form: Format) -> None:
    """A number with more digits than Python converts is skipped like other numbers."""
    assert () == form.read('{"A": ' + "1" * 5000 + ', "B": 1e99999}', "x").assignments


def test_vscode_as_written() -> None:
    """VS Code settings are the same for Linux and macOS, and null unsets."""
    assert """\
{
  "terminal.integrated.env.linux": {
    "A": "1",
    "C": null
  },
  "terminal.integrated.env.osx": {
    "A": "1",
    "C": null
  }
}
""" == vscode.render((Op("A", "1"), Op("C", None)))


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ("${env:HOME}", "VS Code would expand ${env…} in the value"),
        ("$${HOME}", "VS Code would expand ${HOME…} in the value"),
        ("a${\n}", "VS Code would expand ${…} in the value"),
        ("\udcff", "value is not UTF-8"),
    ],
)
def test_vscode_cannot_hold(value: str, why: str) -> None:
    """A value that VS Code would expand or that is not UTF-8 is an error."""
    with pytest.raises(CannotSayError) as caught:
        vscode.render((Op("A", value),))

    assert f"cannot write A to VS Code settings: {why}" == caught.value.what


@pytest.mark.parametrize("value", ["${", "$HOME", "$(id)", "}${", "$ {x}"])
def test_vscode_can_hold(value: str) -> None:
    """A value that only resembles a reference is written unchanged."""
    assert (Assignment("A", value, 3),) == vscode.read(vscode.render((Op("A", value),)), "x").assignments


SETTINGS = """\
// settings
{
  "editor.fontSize": 12, /* not
  "A": ours */
  "A": "not // this",
  "terminal.integrated.env.osx": {"A": "osx"},
  "terminal.integrated.env.linux": {
    // "B": "commented out",
    "A": "https://x.test/*y*/", // a URL
    "C": null,
    "D": "${workspaceFolder}/bin",
    "E": "a\\"//b,}",
    "F": 1,
    "G": "\\udcff",
    "H": ",]",
  },
  "files.exclude": ["x", /* y */ ],
}
"""


def test_vscode_as_people_write_it() -> None:
    """Comments and trailing commas are accepted, and are literal inside strings."""
    assert Reading(
        (
            Assignment("A", "https://x.test/*y*/", 9),
            Assignment("C", None, 10),
            Assignment("E", 'a"//b,}', 12),
            Assignment("H", ",]", 15),
        ),
        (
            Skipped("F", 13, "is neither a string nor null"),
            Skipped("D", 11, "depends on ${workspaceFolder…}"),
            Skipped("G", 14, "is not UTF-8"),
        ),
    ) == vscode.read(SETTINGS, "x")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ('{"terminal.integrated.env.windows": {"A": "w"}, "terminal.integrated.env.osx": {"A": "o"}}', {"A": "o"}),
        ('{"terminal.integrated.env.windows": {"A": "w"}, "terminal.integrated.env.osx": null}', {"A": "w"}),
        ('{"terminal.integrated.env.linux": {}, "terminal.integrated.env.osx": {"A": "o"}}', {}),
        ('{"env": {"A": "1"}}', {}),
    ],
)
def test_vscode_by_system(text: str, values: dict[str, str]) -> None:
    """The variables for Linux take precedence over those for macOS and Windows; other settings are ignored."""
    assert values == {name: value for name, value, _ in vscode.read(text, "x").assignments}


def test_vscode_errors_have_their_line() -> None:
    """Comments do not change the line numbers of errors."""
    with pytest.raises(DocumentError) as caught:
        vscode.read('// one\n{ /* two\nthree */\n"A": }\n', "/x")

    assert "/x:4" == caught.value.where


def test_claude_settings_as_written() -> None:
    """In Claude Code settings, unset variables have an empty value."""
    assert """\
{
  "env": {
    "A": "\\u00e9 \\"x\\"\\n",
    "B": "",
    "C": ""
  }
}
""" == claude_settings.render(DELTA)


def test_claude_settings_cannot_hold() -> None:
    """A value that is not UTF-8 cannot be written to Claude Code settings."""
    with pytest.raises(CannotSayError) as caught:
        claude_settings.render((Op("A", "\udcff"),))

    assert "cannot write A to Claude Code settings: value is not UTF-8" == caught.value.what


def test_claude_settings_as_people_write_them() -> None:
    """Strings are literal, numbers and booleans are read as JSON writes them, and empty values unset."""
    text = """\
{
  "model": "opus",
  "permissions": {"allow": ["Bash"]},
  "env": {
    "A": "${HOME} $(id)",
    "B": "",
    "C": 64000,
    "D": true, "E": false,
    "F": null,
    "G": ["x"],
    "H": -0.5,
    "I": "\\u0000",
    "J": "\\udcff",
    "K.L": "x"
  }
}
"""
    assert Reading(
        (
            Assignment("A", "${HOME} $(id)", 5),
            Assignment("B", None, 6),
            Assignment("C", "64000", 7),
            Assignment("D", "true", 8),
            Assignment("E", "false", 8),
            Assignment("H", "-0.5", 11),
            Assignment("ANTHROPIC_MODEL", "opus", 2),
        ),
        (
            Skipped("F", 9, "is not a string"),
            Skipped("G", 10, "is not a string"),
            Skipped("I", 12, "contains a NUL character"),
            Skipped("J", 13, "is not UTF-8"),
            Skipped("K.L", 0, "is not a valid variable name"),
        ),
    ) == claude_settings.read(text, "x")


@pytest.mark.parametrize("number", ["0", "1", "-12", "1.5", "0.25", "123456789012345"])
def test_claude_settings_numbers(number: str) -> None:
    """A number that JavaScript writes unchanged is read."""
    assert (Assignment("A", number, 1),) == claude_settings.read(f'{{"env": {{"A": {number}}}}}', "x").assignments


@pytest.mark.parametrize("number", ["1.0", "1e3", "-0", "0.0000001", "1" * 16, "1E400", "0.12345678901234567890"])
def test_claude_settings_numbers_that_change(number: str) -> None:
    """A number that JavaScript would write differently is skipped."""
    assert (Skipped("A", 1, "is not a string"),) == claude_settings.read(f'{{"env": {{"A": {number}}}}}', "x").skipped


@pytest.mark.parametrize(
    ("text", "model", "passed"),
    [
        ('{"model": "opus"}', "opus", ()),
        ('{"model": "opus", "env": {"ANTHROPIC_MODEL": ""}}', "opus", ()),
        ('{"model": "default"}', None, (Skipped("model", 1, "does not name a model"),)),
        ('{"model": ""}', None, (Skipped("model", 1, "does not name a model"),)),
        ('{"model": 1}', None, (Skipped("model", 1, "is not a string"),)),
        ('{"model": null}', None, (Skipped("model", 1, "is not a string"),)),
        ('{"model": "\\ud800"}', None, (Skipped("model", 1, "contains an unpaired surrogate"),)),
        (
            '{"model": "opus", "env": {"ANTHROPIC_MODEL": "haiku"}}',
            "haiku",
            (Skipped("model", 1, "overridden by ANTHROPIC_MODEL in env"),),
        ),
        ("{}", None, ()),
    ],
)
def test_claude_settings_model(text: str, model: str | None, passed: tuple[Skipped, ...]) -> None:
    """`model` is read as ANTHROPIC_MODEL, which takes precedence if set."""
    reading = claude_settings.read(text, "x")

    assert (model, passed) == (
        {name: value for name, value, _ in reading.assignments}.get("ANTHROPIC_MODEL"),
        reading.skipped,
    )


@pytest.mark.parametrize("env", ["[]", '"A=1"', "null", "1"])
def test_claude_settings_whose_env_is_none(env: str) -> None:
    """An `env` that is not an object is an error with its line."""
    with pytest.raises(DocumentError) as caught:
        claude_settings.read(f'{{\n"env": {env}}}', "/x")

    assert ("env must be an object", "/x:2") == (caught.value.what, caught.value.where)
