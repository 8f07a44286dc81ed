"""Two literals are read as data from the program of Claude Code, and nothing else."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest

from programs import LISTED, program
from vxenv.claude.literal import LARGEST, read_literal
from vxenv.claude.program import CHUNK, read_built_in

OPUS = "claude-opus-6"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{a:1,"b":-2.5,c:1e6,d:.5,e:3.}', {"a": 1, "b": -2.5, "c": 1e6, "d": 0.5, "e": 3.0}),
        ("[!0,!1,true,false,null,void 0]", [True, False, True, False, None, None]),
        ("""["a\\"b",'c\\'d',`e$f`]""", ['a"b', "c'd", "e$f"]),
        (r'"\u0041\x42\u{43}\n\q\u{ffffff}"', "ABC\nq\ufffd"),
        ("{a:[1,2,],$b:{},1:[],}", {"a": [1, 2], "$b": {}, "1": []}),
        (" {\n a : 'x' } ;f(1)", {"a": "x"}),
    ],
)
def test_literals(text: str, expected: Any) -> None:
    """Objects, lists, strings, numbers and constants are read; text after them is ignored."""
    assert expected == read_literal(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "f()", "{a:f()}", "{a:b}", "{a}", "{a:1", "[1 2]", "{a:1,,b:2}", "[,]", "{...a}", "{get a(){}}"),
        *("`${x}`", '"a\nb"', '"a', "1+1;"[1:], "{a:1+1}", "/x/", "new Date", "{[a]:1}", "1n", "0x10", "--1"),
        *("[" * 20 + "]" * 20, "[" + "1," * 30_000 + "]", "[" * 100_000, '{"a":' * 100_000),
        "[" + "1," * LARGEST,
    ],
)
def test_what_is_no_literal(text: str) -> None:
    """Expressions, and literals that are too large or too deep, are errors."""
    with pytest.raises(ValueError, match="literal"):
        read_literal(text)


def write(folder: Path, content: bytes) -> str:
    """Return the path of a program with this content."""
    path = folder / "claude"
    path.write_bytes(content)
    return str(path)


@pytest.mark.parametrize("padding", [100, CHUNK - 200, CHUNK - 90, 2 * CHUNK])
def test_program(padding: int, tmp_path: Path) -> None:
    """Models, aliases and dates are found anywhere in the program."""
    built_in = read_built_in(write(tmp_path, program(padding=padding)))
    assert built_in is not None
    models = {one.id: one for one in built_in.models}

    assert {
        "opus": OPUS, "sonnet": "claude-sonnet-4-5@20250929", "haiku": "claude-haiku-5-5", "fable": "claude-fable-5-2",
    } == built_in.aliases  # fmt: skip
    assert (OPUS, OPUS, "Claude Opus 6", "opus", "6", True, "VERTEX_REGION_CLAUDE_6_OPUS", None) == models[OPUS]
    assert ("claude-sonnet-4-5-20250929", "4.5", False, dt.date(2027, 1, 31)) == (
        models["claude-sonnet-4-5@20250929"].api,
        models["claude-sonnet-4-5@20250929"].version,
        models["claude-sonnet-4-5@20250929"].million,
        models["claude-sonnet-4-5@20250929"].retires,
    )
    assert 5 == len(models)


def test_without_days(tmp_path: Path) -> None:
    """Models are found even if the dates have another form."""
    for text in ("{}", '{"claude-opus-5-5":{modelName:f()}}', '{"claude-opus-5-5":{modelName:"x",retirementDates:3}}'):
        built_in = read_built_in(write(tmp_path, program(retired=text)))

        assert built_in is not None
        assert {None} == {one.retires for one in built_in.models}


@pytest.mark.parametrize(
    "listed",
    [
        "{}",
        LISTED.replace("schema_version", "schema"),
        LISTED.replace("models:[", "models:f(["),
        LISTED.replace("models:[", "rows:["),
        LISTED.replace("aliases:{", "words:{"),
        LISTED.replace('haiku:{default:"claude-haiku-5-5"', 'haiku:{default:"claude-haiku-9"'),
        LISTED.replace('vertex:"claude-opus-6"', 'vertex:"claude-opus-6\\u001b[2J"'),
        LISTED.replace('vertex:"claude-opus-6"', 'vertex:"../claude-opus-6"'),
        LISTED.replace('display_name:"Opus 6"', f'display_name:"{"x" * 200}"'),
        LISTED.replace("models:[", f"more:[{'1,' * 30_000}],models:["),
    ],
)
def test_what_is_no_catalogue(listed: str, tmp_path: Path) -> None:
    """A catalogue with another form or with invalid IDs and names is ignored."""
    assert read_built_in(write(tmp_path, program(listed))) is None


def test_what_is_no_file(tmp_path: Path) -> None:
    """A pipe does not block, and a directory is an error of the system."""
    os.mkfifo(tmp_path / "pipe")

    assert read_built_in(str(tmp_path / "pipe")) is None
    with pytest.raises(OSError, match="directory"):
        read_built_in(str(tmp_path))
