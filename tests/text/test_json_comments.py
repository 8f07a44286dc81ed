"""Edits of JSON with comments and trailing commas, as in the settings of editors."""

import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vxenv.text.json_comments import blank_all
from vxenv.text.json_edit import Piece, drop_pieces, put_pieces

ITEMS = ("claudeCode.environmentVariables",)
PIECES = (
    Piece(ITEMS, {"name": "CLOUD_ML_REGION", "value": "eu"}, item=True),
    Piece(("claudeCode.disableLoginPrompt",), True),
    Piece(("terminal", "env", "CLOUD_ML_REGION"), "eu"),
)
TEXTS = {
    "trailing comma": '{\n  "a": 1,\n}\n',
    "comment after the last": '{\n  "a": 1 // one\n}\n',
    "comment after the last comma": '{\n  "a": 1, // one\n}\n',
    "comments around": '// top\n{\n  // before\n  "a": 1, /* x */ // one\n  /* after\n     all */\n}\n// end\n',
    "only comments inside": "{\n  // nothing yet\n}\n",
    "one line": '{ "a": 1, /* x */ }',
    "list with comments": '{\n  "claudeCode.environmentVariables": [\n    // mine\n    {"name": "A"}, // a\n  ],\n}\n',
    "empty list with a comment": '{"claudeCode.environmentVariables": [ /* none */ ]}',
    "replaced": '{\r\n\t"claudeCode.disableLoginPrompt": /* why */ false, //\r\n\t"terminal": {"env": {"X": 1,},},}',
    "no comments": '{"x": "// no comment", "y": "/* none */ ,]"}\n',
    "comment with quotes": '{\n  "a": "\\"// x", // "b": 2,\n}',
}  # fmt: skip


def parse(text: str) -> object:
    """Return the value of JSON with comments."""
    return json.loads(blank_all(text))


@pytest.mark.parametrize("name", TEXTS)
def test_put_and_drop(name: str) -> None:
    """Inserting changes no other value and no comment, and removing restores every byte."""
    text = TEXTS[name]
    after, before = put_pieces(text, PIECES, comments=True)
    found = parse(after)
    assert isinstance(found, dict)

    assert PIECES[0].value == found[ITEMS[0]][-1]
    assert (True, "eu") == (found["claudeCode.disableLoginPrompt"], found["terminal"]["env"]["CLOUD_ML_REGION"])
    assert (text, PIECES) == drop_pieces(after, PIECES, before, comments=True)


def test_layout_beside_comments() -> None:
    """A new member comes after the comment beside the last one; a trailing comma stays one."""
    piece = (Piece(("b",), True),)

    assert '{\n  "a": 1, // one\n  "b": true\n}' == put_pieces('{\n  "a": 1 // one\n}', piece, comments=True)[0]
    assert '{\n  "a": 1, // one\n  "b": true,\n}' == put_pieces('{\n  "a": 1, // one\n}', piece, comments=True)[0]


def test_what_others_wrote_beside_it_stays() -> None:
    """Members and comments that were added in the meantime are kept when the inserted ones are removed."""
    after, before = put_pieces('{\n  "a": 1, // one\n}\n', (Piece(("b",), True),), comments=True)
    changed = after.replace('"b": true,', '"b": true, // two\n  "c": 3 // three')
    text, _ = drop_pieces(changed, (Piece(("b",), True),), before, comments=True)

    assert '{\n  "a": 1, // one\n // two\n  "c": 3 // three\n}\n' == text
    assert {"a": 1, "c": 3} == parse(text)


@pytest.mark.parametrize("text", ["", " \n", "// c", "/* c */\n"])
def test_no_value_yet(text: str) -> None:
    """A file with nothing but comments gets an object."""
    after, _ = put_pieces(text, PIECES, comments=True)

    assert (True, True) == (after.startswith(text.strip()), isinstance(parse(after), dict))


@pytest.mark.parametrize("text", ['{"a": 1} // c', '{"a": 1,}', "// c\n{}"])
def test_settings_of_claude_code_have_no_comments(text: str) -> None:
    """Without `comments`, comments and trailing commas are errors."""
    with pytest.raises(ValueError, match="is not valid JSON"):
        put_pieces(text, PIECES)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"a": /* }', '{"terminal": 5}', '{"claudeCode.environmentVariables": {}}']
)
def test_what_is_no_settings_file(text: str) -> None:
    """A text that is not an object, or has another type at the place, is an error."""
    with pytest.raises(ValueError, match=r"^(is not|has a value for)"):
        put_pieces(text, PIECES, comments=True)


GAPS = st.sampled_from(
    ["", " ", "\n", "\n  ", " // c\n", "/* , ] } */", "\n\t/* a\n b */\n", ' // "x": [\r\n', "\r\n"]
)


@st.composite
def commented(draw: st.DrawFn, depth: int = 2) -> str:
    """Return JSON with comments: an object with any whitespace and comments between its parts."""
    parts = []
    for key in draw(st.lists(st.sampled_from(["a", "b", "terminal", "//", "env"]), max_size=3, unique=True)):
        value = (
            draw(commented(depth - 1)) if depth and key != "a" else draw(st.sampled_from(["1", '"/*"', "{}", '"\\""']))
        )
        if key in ("terminal", "env") and not value.lstrip().startswith("{"):
            value = "{}"
        parts.append(f'{draw(GAPS)}"{key}"{draw(GAPS)}:{draw(GAPS)}{value}{draw(GAPS)}')
    comma = draw(st.sampled_from(["", ","])) if parts else ""
    return f"{{{','.join(parts)}{comma}{draw(GAPS)}}}"


@given(commented(), GAPS, GAPS)
@example('{"a":1// c\n}', "", "")
def test_any_file_with_comments(text: str, front: str, end: str) -> None:
    """Inserting and removing keeps every value and every comment in any layout."""
    text = f"{front}{text}{end}"
    old = parse(text)
    after, before = put_pieces(text, PIECES, comments=True)
    new = parse(after)
    back, there = drop_pieces(after, PIECES, before, comments=True)
    assert isinstance(new, dict)

    assert PIECES[0].value == new[ITEMS[0]][-1]
    assert (old, PIECES) == (parse(back), there)
    assert "".join(text.split()) == "".join(back.split())
