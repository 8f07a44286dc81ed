"""Line numbers of keys and tables in any TOML text."""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vxenv.text.toml_locate import Key, find_line, find_positions

SAMPLE = """\
# a = 0
a = 1

# [t]
[t]
b = '''
c = 1
[u]
# no comment
''' # x = 1
c = \"\"\"\\
  d = "1" \\\"""
e = 1\"\"\"\"\"
d = [ # [
  '[', "]", ']', "\\"]", # ]
  [ 1,

    2 ],
] # f = 1
e = { f = 1, 'g h' = [
  { i = 1 } ] }
"quoted = [key]" = 1
'l.m' = "#"
n . "o" . 'p' = 1

  [ t . "u.v" ]  # [w]
  x = '#'
[[list]]
y = 1
[[list]]
z = 1
[t.deep.er]
"""

LINES: dict[Key, int] = {
    ("a",): 2,
    ("t",): 5,
    ("t", "b"): 6,
    ("t", "c"): 11,
    ("t", "d"): 14,
    ("t", "e"): 20,
    ("t", "e", "f"): 20,
    ("t", "e", "g h"): 20,
    ("t", "quoted = [key]"): 22,
    ("t", "l.m"): 23,
    ("t", "n"): 24,
    ("t", "n", "o"): 24,
    ("t", "n", "o", "p"): 24,
    ("t", "u.v"): 26,
    ("t", "u.v", "x"): 27,
    ("list",): 28,
    ("list", "0"): 28,
    ("list", "y"): 29,
    ("list", "0", "y"): 29,
    ("list", "1"): 30,
    ("list", "z"): 31,
    ("list", "1", "z"): 31,
    ("t", "deep"): 32,
    ("t", "deep", "er"): 32,
}


def test_every_key_has_its_line() -> None:
    """Multi-line strings, arrays, inline tables, quoted and dotted keys, and comments keep line numbers right."""
    tomllib.loads(SAMPLE)  # the sample must be valid TOML

    assert LINES == find_positions(SAMPLE)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("\n", "\r\n"),
        lambda text: "\ufeff" + text,
        lambda text: text.removesuffix("\n"),
        lambda text: text + "# the end",
        lambda text: text + "\n\n\n",
    ],
    ids=["CRLF", "BOM", "no newline at the end", "comment at the end", "blank lines at the end"],
)
def test_the_frame_moves_no_line(change: object) -> None:
    """Windows line endings, a byte order mark and a missing final line ending keep line numbers right."""
    assert callable(change)

    assert LINES == find_positions(change(SAMPLE))


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a = """x"""\nb = 1', 2),
        ('a = """"x""""\nb = 1', 2),
        ('a = """\n""x"""""\nb = 1', 3),
        ('a = """x""""\nb = "1"', 2),
        ("a = '''x''''\nb = '1'", 2),
        ("a = ''''x'''''\nb = 1", 2),
        ("a = '''\n\\'''\nb = 1", 3),
        ('a = "\\\\"\nb = 1', 2),
        ("a = '\\'\nb = 1", 2),
        ('a = ""\nb = 1', 2),
        ("a = ''\nb = 1", 2),
        ("a = '\"'\nb = 1 # \"", 2),
        ("a = \"'\" # '\nb = 1", 2),
        ("a = ['''\n]''', # '''\n]\nb = 1", 4),
        ("\"]\" = 1\n'[' = 2\nb = 1", 3),
    ],
)
def test_quotes_end_where_they_end(text: str, line: int) -> None:
    """Quotes and brackets inside strings and comments are literal."""
    tomllib.loads(text)

    assert line == find_positions(text)["b",]


def test_what_has_no_line_has_that_of_its_table() -> None:
    """A missing key is on its table's line, and one without a table on the first line."""
    assert [5, 1, 1] == [
        find_line(SAMPLE, ("t", "nowhere")),
        find_line(SAMPLE, ("nowhere", "x")),
        find_line(SAMPLE, ()),
    ]


def test_keys_by_the_thousand_in_one_another() -> None:
    """A key nested beyond the depth limit has the line of its ancestor, without a RecursionError."""
    found = find_positions("\n" + ".".join(["a"] * 999) + " = 1")  # newer Pythons allow 1000

    assert [2, 2] == [found["a",], found["a", "a"]]


def test_long_values_are_read_in_one_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The text is parsed once, not once for each line, since an untrusted file may be long."""
    text = "a = [\n" + "1,\n" * 9_000 + ']\nb = """\n' + "x\n" * 9_000 + '"""\nc = 1\n'
    parsed: list[str] = []
    loads = tomllib.loads

    def noted(part: str) -> dict[str, object]:
        parsed.append(part)
        return loads(part)

    monkeypatch.setattr(tomllib, "loads", noted)

    assert (18_005, text) == (find_positions(text)["c",], "".join(parsed))


KEYS = st.one_of(
    st.from_regex(r"[A-Za-z0-9_-]{1,8}", fullmatch=True),
    st.text(st.characters(codec="utf-8", exclude_characters="\x7f"), max_size=8).map(
        lambda text: json.dumps(text, ensure_ascii=False)
    ),
    st.text(st.sampled_from('a.[]{}#= "'), max_size=6).map(lambda text: f"'{text}'"),
)
TEXTS = st.text(st.sampled_from("ab\"'\\\n#[]{}= ,"), max_size=20)
# A backslash, or a quote three times, would mean something in a literal string.
LITERALS = TEXTS.filter(lambda text: "''" not in text and not text.endswith("'"))
SCALARS = st.one_of(
    st.integers(0, 99).map(str),
    TEXTS.map(json.dumps),
    LITERALS.map(lambda text: f"'''{text}'''"),
    TEXTS.map(lambda text: '"""\n' + text.replace("\\", "\\\\").replace('"', '\\"') + '"""'),
)
COMMENTS = st.sampled_from(["", " # x", " # [", ' # "', " # '''"])
BREAKS = st.sampled_from(["", " ", "\n", "\n\n", " # ]\n", "\r\n"])
ARRAYS = st.lists(st.tuples(SCALARS, BREAKS)).map(
    lambda items: "[" + "".join(f"{item}{gap},{gap}" for item, gap in items) + "]"
)
INLINE = st.one_of(st.integers(0, 99).map(str), TEXTS.map(json.dumps)).map(lambda value: f"{{k = {value}}}")
VALUES = st.one_of(SCALARS, ARRAYS, INLINE)


def unquoted(key: str) -> str:
    """Return the key as TOML reads it."""
    return next(iter(tomllib.loads(f"{key} = 1")))


@given(st.data())
def test_generated_documents(data: st.DataObject) -> None:
    """Each table and key of a generated document is found on its line."""
    newline = data.draw(st.sampled_from(["\n", "\r\n"]))
    text = data.draw(st.sampled_from(["", "\ufeff"]))
    expected: dict[Key, int] = {}
    top, *tables = ["", *data.draw(st.lists(KEYS, max_size=3, unique_by=unquoted))]
    names = {unquoted(table) for table in tables}
    for table in (top, *tables):
        above = (unquoted(table),) if table else ()
        keys = data.draw(st.lists(KEYS, max_size=4, unique_by=unquoted))
        # A top-level key cannot have the name of a table.
        rows = [(f"{key} = {data.draw(VALUES)}", unquoted(key)) for key in keys if table or unquoted(key) not in names]
        for statement, *key in [*([(f"[{table}]",)] if table else []), *rows]:
            text += data.draw(st.sampled_from(["", newline, f"# [t]{newline}", " "]))
            expected[*above, *key] = text.count("\n") + 1
            text += statement + data.draw(COMMENTS) + newline
    tomllib.loads(text.removeprefix("\ufeff"))  # the text must be valid TOML

    assert expected == {key: line for key, line in find_positions(text).items() if key in expected}
