"""Changing a key of a document leaves all bytes outside its statement unchanged."""

import tomllib
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vxenv.catalogue.variables import list_tables, load_variables
from vxenv.errors import DocumentError
from vxenv.profiles.references import rename_reference
from vxenv.text.toml_edit import edit_toml, render_line
from vxenv.text.toml_locate import Key

OPUS, SONNET, REGION = ("models", "opus"), ("models", "sonnet"), ("vertex", "region")

PROFILE = """\
# Client A, since 2024.
#   [models] is decided by them

description = 'Client A'   # shown in lists
extends = [ # parents
\t"base",   # all of us

\t# and the EU
\t"eu"  # last wins
]


# -- where --------------------------------
[ "vertex" ]  # Google
project\t=\t"acme-a"
region = "eu" # GDPR!

# not by hand:
[models]
  opus   = "claude-opus-5"   # hard work
  "sonnet"="claude-sonnet-5"
  # haiku = "…"

[env]
NOTE = \"\"\"
[models]
opus = "not me"  # nor me
\"\"\"   # several lines
'EMPTY' = ''
# the end"""
# Each with the text that stands for the statement before and after; all else must be the same.
CHANGES: list[tuple[Key, Any, str, str]] = [
    (("description",), "B", "description = 'Client A'   # shown", 'description = "B"   # shown'),
    (("description",), None, "description = 'Client A'   # shown in lists\n", ""),
    (("extends",), ["base", "us"], '\t"eu"  #', '\t"us"  #'),
    (("extends",), ["one", "two"], '\t"base",   # all of us\n\n\t# and the EU\n\t"eu"  #',
     '\t"one",   # all of us\n\n\t# and the EU\n\t"two"  #'),
    (("protected",), True, "\n]\n\n\n# --", "\n]\nprotected = true\n\n\n# --"),
    (("vertex", "project"), "acme-b", 'project\t=\t"acme-a"', 'project\t=\t"acme-b"'),
    (REGION, "us", 'region = "eu" # GDPR!', 'region = "us" # GDPR!'),
    (REGION, None, 'region = "eu" # GDPR!\n', ""),
    (REGION, False, 'region = "eu" # GDPR!', "region = false # GDPR!"),
    (("vertex", "skip_auth"), True, "# GDPR!\n", "# GDPR!\nskip_auth = true\n"),
    (OPUS, "claude-opus-5-5", '"claude-opus-5"   # hard', '"claude-opus-5-5"   # hard'),
    (OPUS, None, '  opus   = "claude-opus-5"   # hard work\n', ""),
    (SONNET, "x", '"sonnet"="claude-sonnet-5"', '"sonnet"="x"'),
    (("models", "haiku"), "x", '-sonnet-5"\n', '-sonnet-5"\n  haiku = "x"\n'),
    (("env", "NOTE"), "short", '"""\n[models]\nopus = "not me"  # nor me\n"""   # several', '"short"   # several'),
    (("env", "NOTE"), None, 'NOTE = """\n[models]\nopus = "not me"  # nor me\n"""   # several lines\n', ""),
    (("env", "EMPTY"), False, "'EMPTY' = ''", "'EMPTY' = false"),
    (("env", "A_B"), "a\n\"b\"\t'\\", "'EMPTY' = ''\n", "'EMPTY' = ''\nA_B = \"a\\n\\\"b\\\"\\t'\\\\\"\n"),
    (("regions", "claude-haiku-4-5"), "eu", "# the end", '# the end\n\n[regions]\nclaude-haiku-4-5 = "eu"\n'),
]  # fmt: skip


def edit(text: str, changes: Mapping[Key, Any]) -> str:
    """Return `text` with the changes."""
    return edit_toml(text.encode(), "/p.toml", changes).decode()


@pytest.mark.parametrize("frame", ["", "CRLF", "BOM", "ends"])
@pytest.mark.parametrize(("key", "value", "before", "after"), CHANGES)
def test_one_statement_of_a_profile_written_by_hand(key: Key, value: Any, before: str, after: str, frame: str) -> None:
    """Comments, order, blank lines, quotes, tabs and line endings of all other statements are unchanged."""

    def framed(text: str) -> str:
        if frame == "ends":
            text += "\n"
        return {"CRLF": text.replace("\n", "\r\n"), "BOM": "\ufeff" + text}.get(frame, text)

    assert 1 == PROFILE.count(before)
    expected = framed(PROFILE.replace(before, after))
    if frame == "ends" and key[0] == "regions":
        expected = expected.removesuffix("\n")  # the removed key's line ending is the added one

    assert expected == edit(framed(PROFILE), {key: value})


@pytest.mark.parametrize(
    ("before", "changes", "after"),
    [
        ('models = { opus = "a", sonnet = "b" } # c\n', {OPUS: "x"}, 'models = { opus = "x", sonnet = "b" } # c\n'),
        ('models = { opus = "a" }', {OPUS: None}, ""),
        ('models . "opus" = "a" # x\n', {OPUS: "b", SONNET: "c"}, 'models . "opus" = "b" # x\nmodels.sonnet = "c"\n'),
        ('models.opus = "a"\nmodels.sonnet = "b"\n', {OPUS: None}, 'models.sonnet = "b"\n'),
        ("regions.'a.b' = 'x' # y", {("regions", "a.b"): "z"}, "regions.'a.b' = \"z\" # y"),
        ('[regions]\n"a" = "x"\n', {("regions", "b.c"): "z"}, '[regions]\n"a" = "x"\n"b.c" = "z"\n'),
        ("", {OPUS: "a"}, '[models]\nopus = "a"\n'),
        ("\ufeff", {OPUS: "a"}, '\ufeff[models]\nopus = "a"\n'),
        ("# x", {("description",): "a"}, '# x\ndescription = "a"\n'),
        ("# x\n\n[env]\n", {("description",): "a"}, '# x\n\ndescription = "a"\n\n[env]\n'),
        ("[env] # e", {("env", "A"): "a"}, '[env] # e\nA = "a"\n'),
        ('[models]\nopus = "a"\n\n# e\n[env]\n', {SONNET: "b"}, '[models]\nopus = "a"\nsonnet = "b"\n\n# e\n[env]\n'),
        ("[models]\n# none\n\n[env]\n", {OPUS: "b"}, '[models]\nopus = "b"\n# none\n\n[env]\n'),
        ('[env]\nA = "1"\r\nB = "2"\r\n', {("env", "C"): "3"}, '[env]\nA = "1"\r\nB = "2"\r\nC = "3"\r\n'),
        ('extends = "a" # x\n', {("extends",): ["a", "b"]}, 'extends = ["a", "b"] # x\n'),
        ('extends = [\n"a"\n,"b"] # x\n', {("extends",): ["c", "d"]}, 'extends = [\n"c"\n,"d"] # x\n'),
    ],
)  # fmt: skip
def test_layouts(before: str, changes: Mapping[Key, Any], after: str) -> None:
    """Dotted keys, inline tables and quoted keys keep their form; a new key goes to its table."""
    assert after == edit(before, changes)


@pytest.mark.parametrize("text", ["models = 5\n", 'models = "x"\n', '[[models]]\nopus = "a"\n', "models = [1]\n"])
def test_what_cannot_be_changed_is_said(text: str) -> None:
    """A value in place of a table is an error."""
    with pytest.raises(DocumentError) as caught:
        edit(text, {OPUS: "b"})

    assert [] == [word for word in ("object", "indices", "NoneType") if word in caught.value.what]
    assert text == edit(text, {OPUS: None})


@pytest.mark.parametrize(
    "text",
    [
        '[tuning.custom_headers] # h\nA = "b"\nC = "d"\n',
        'tuning.custom_headers.A = "b"\ntuning.custom_headers.C = "d"\n',
    ],
)
def test_a_table_of_headers(text: str) -> None:
    """A value in a table of its own is removed or changed, or the edit is an error."""
    for value in (None, {"A": "x"}):
        try:
            result = edit(text, {("tuning", "custom_headers"): value})
        except DocumentError:
            continue
        assert value == tomllib.loads(result).get("tuning", {}).get("custom_headers")


@pytest.mark.parametrize(
    "data",
    [b"a = \n", b'[models]\nopus = "a"\n[models]\n', b"a = 1\na = 2\n", b"\xff\n", b"x = {\n", b"a = '\n"],
)
def test_invalid_toml_is_never_rewritten(data: bytes) -> None:
    """Invalid TOML is an error, also if a key is only removed."""
    for value in ("x", None):
        with pytest.raises(DocumentError, match=r"invalid TOML|is no"):
            edit_toml(data, "/p.toml", {OPUS: value})


class Chunk(NamedTuple):
    """Part of a document: its text, and the keys that it sets."""

    text: str
    keys: tuple[Key, ...] = ()


ODD = ["'a'", "'#'", '"\\u0041\\n"', '"""a"""', '"""\n[env]\n# "x"\n\\\n  y"""', "'''\n'x' = 1\n'''", '"é"']
STRINGS = st.one_of(
    st.from_regex(r"[a-z][a-z0-9-]{0,8}[a-z0-9]", fullmatch=True).map(lambda text: f'"{text}"'),
    st.sampled_from(ODD),
)
BEHIND = [" # c", "\t# [env]", " # \"'"]
COMMENTS = st.sampled_from(["", "", *BEHIND])
SPACES = st.sampled_from([" = ", "=", "\t=\t", "  =  "])
GAPS = st.sampled_from(
    [[], [], ["\n"], ["# a comment\n"], ["\n", "# a paragraph\n", "# [models]\n", "\n"], ["  \t\n"]]
)
NAMES = {
    "vertex": ["project", "region", "base_url"],
    "regions": ["claude-haiku-4-5", "claude-opus-4-5"],
    "models": ["opus", "sonnet", "haiku"],
    "env": ["A", "B_1", "HTTPS_PROXY"],
}


@st.composite
def documents(draw: st.DrawFn, *, final: bool = False) -> list[Chunk]:
    """Return a generated document in chunks; with `final`, its last line has a line ending."""
    chunks = draw(bodies())
    chunks.extend(Chunk(gap) for gap in draw(GAPS))
    if draw(st.booleans()):
        chunks = [chunk._replace(text=chunk.text.replace("\n", "\r\n")) for chunk in chunks]
    if chunks and not final and draw(st.booleans()) and chunks[-1].text.strip():
        chunks[-1] = chunks[-1]._replace(text=chunks[-1].text.rstrip("\r\n"))
    return chunks


@st.composite
def bodies(draw: st.DrawFn) -> list[Chunk]:
    """Return keys at the top, then tables, each as dotted keys, inline or with a header."""
    chunks: list[Chunk] = []

    def add(text: str, *keys: Key) -> None:
        chunks.extend(Chunk(gap) for gap in draw(GAPS))
        chunks.append(Chunk(f"{draw(st.sampled_from(['', '', '  ']))}{text}{draw(COMMENTS)}\n", keys))

    def spelled(name: str) -> str:
        return draw(st.sampled_from([name, f'"{name}"', f"'{name}'"]))

    if draw(st.booleans()):
        add(f"description{draw(SPACES)}{draw(STRINGS)}", ("description",))
    parents = draw(
        st.sampled_from(["", '"a"', '[ "a" ,"b" ]', "[ # x\n\t\"a\", # ] y\n\n  'b'\n# z\n]", "[]", '["a",]'])
    )
    if parents:
        add(f"extends{draw(SPACES)}{parents}", ("extends",))
    layouts = {table: draw(st.sampled_from(["", "dotted", "inline", "header", "header"])) for table in NAMES}
    rows = {table: draw(st.lists(st.sampled_from(names), unique=True)) for table, names in NAMES.items()}
    for table in draw(st.permutations([table for table, layout in layouts.items() if layout == "dotted"])):
        for name in rows[table]:
            dot = draw(st.sampled_from([".", " . "]))
            add(f"{spelled(table)}{dot}{spelled(name)}{draw(SPACES)}{draw(STRINGS)}", (table, name))
    for table in [table for table, layout in layouts.items() if layout == "inline"]:
        inner = ", ".join(f"{spelled(name)}{draw(SPACES)}{draw(STRINGS)}" for name in rows[table])
        add(
            f"{spelled(table)} = {{{draw(st.sampled_from(['', ' ']))}{inner}}}",
            (table,),
            *((table, n) for n in rows[table]),
        )
    for table in draw(st.permutations([table for table, layout in layouts.items() if layout == "header"])):
        add(draw(st.sampled_from([f"[{table}]", f"[ {table} ]", f'["{table}"]'])))
        for name in rows[table]:
            add(f"{spelled(name)}{draw(SPACES)}{draw(STRINGS)}", (table, name))
    return chunks


def joined(chunks: list[Chunk]) -> str:
    """Return the document."""
    return "".join(chunk.text for chunk in chunks)


VALUES: dict[str, list[Any]] = {
    "flag": [True, False],
    "presence": [True, False],
    "inverse": [True, False],
    "integer": [0, 1, 2**62, "7", False],
    "location": ["us", "europe-west1", False],
    "list": [["a", "b"], [], "a,b", False],
    "headers": ["A: b\nC: d", {"A": "b", "C d": 'e"'}, False],
}
TEXTS = [
    "x",
    "",
    "a\nb",
    "\\",
    '"',
    "'",
    "'''",
    '"""',
    "\t\x01\x7f\x85\u2028é€😀",
    "# no comment",
    "=",
    "[env]",
    "$HOME`id`",
    False,
]
CHANGED: list[tuple[Key, Any]] = [
    *(((v.table, v.field), value) for v in load_variables().by_key.values() for value in VALUES.get(v.type, TEXTS)),
    *((("env", name), value) for name in ("A", "B_1", "NEW") for value in TEXTS),
    *(((table, name), "other") for table, names in NAMES.items() for name in names),
    *(((table, name), None) for table, names in NAMES.items() for name in names),
    *((("description",), value) for value in (*TEXTS[:-1], None)),
    *((("extends",), value) for value in ("x", ["a", "b"], ["b", "a"], ["x"], [], None)),
    (("protected",), True),
]


def wanted(table: dict[str, Any], key: Key, value: Any) -> dict[str, Any]:
    """Return the expected content: `table` with the change, without empty tables."""
    inner = table if len(key) == 1 else table.setdefault(key[0], {})
    if value is None:
        inner.pop(key[-1], None)
    else:
        inner[key[-1]] = value
    return {name: value for name, value in table.items() if value != {}}


def after(chunks: list[Chunk], key: Key, value: Any) -> list[Chunk]:
    """Change the document, check each chunk, and return the new chunks."""
    text = joined(chunks)
    result = edit(text, {key: value})
    table = tomllib.loads(text)
    inner = table if len(key) == 1 else table.get(key[0], {})
    there = key[-1] in inner
    expected = wanted(tomllib.loads(text), key, value)
    assert expected == {name: inner for name, inner in tomllib.loads(result).items() if inner != {}}
    if (not there and value is None) or (there and inner[key[-1]] == value and type(inner[key[-1]]) is type(value)):
        assert text == result
        return chunks
    end = "\r\n" if "\r\n" in text else "\n"
    own = [at for at, chunk in enumerate(chunks) if key in chunk.keys]
    if not own and len(key) > 1:
        own = [at for at, chunk in enumerate(chunks) if key[:-1] in chunk.keys]
    if own:
        (at,) = own
        head, tail = joined(chunks[:at]), joined(chunks[at + 1 :])
        assert (head, tail) == (result[: len(head)], result[len(result) - len(tail) :])
        middle = result[len(head) : len(result) - len(tail)]
        behind, left = [
            ([one for one in BEHIND if text.rstrip("\r\n").endswith(one)], text[len(text.rstrip("\r\n")) :])
            for text in (chunks[at].text, middle)
        ]
        if middle:
            assert behind == left
        elif not middle:
            assert (None, True) == (
                value,
                {other[:1] if len(other) == 1 else other for other in chunks[at].keys} <= {key, key[:1]},
            )
        keys = tuple(other for other in chunks[at].keys if other != key or value is not None)
        return [*chunks[:at], Chunk(middle, keys if value is None or key in keys else (*keys, key)), *chunks[at + 1 :]]
    closed = [*chunks[:-1], *(chunk._replace(text=chunk.text.rstrip("\r\n") + end) for chunk in chunks[-1:])]
    for at in range(len(chunks) + 1):
        head, tail = joined(closed[:at] if at == len(chunks) else chunks[:at]), joined(chunks[at:])
        if result.startswith(head) and result.endswith(tail) and len(result) >= len(head) + len(tail):
            middle = result[len(head) : len(result) - len(tail)]
            lines = [line for line in middle.split(end) if line]
            if middle.endswith(end) and lines[-1].strip().endswith(render_line(key[-1:], value)) and len(lines) <= 2:
                return [*(closed[:at] if at == len(chunks) else chunks[:at]), Chunk(middle, (key,)), *chunks[at:]]
    raise AssertionError((text, key, value, result))


@settings(max_examples=300)
@example(
    chunks=[
        Chunk("description = 'a'\n", (("description",),)),
        Chunk('regions.claude-haiku-4-5 = "a"\n', (("regions", "claude-haiku-4-5"),)),
    ],
    mark="",
    changes=[(("regions", "claude-haiku-4-5"), None), (("regions", "claude-haiku-4-5"), "us")],
)
@given(documents(), st.sampled_from(["", "\ufeff"]), st.lists(st.sampled_from(CHANGED), min_size=1, max_size=5))
def test_generated_documents(chunks: list[Chunk], mark: str, changes: list[tuple[Key, Any]]) -> None:
    """Any change to any document has the expected content, and leaves every other statement unchanged."""
    text = joined(chunks)
    tomllib.loads(text)
    for key, value in changes:
        chunks = after(chunks, key, value)
    step = text
    for key, value in changes:
        step = edit(mark + step, {key: value}).removeprefix(mark)
    assert joined(chunks) == step
    unique = dict(changes)
    if len(unique) == len(changes):
        assert mark + joined(chunks) == edit(mark + text, unique)


@given(documents())
def test_what_is_there_already_changes_no_byte(chunks: list[Chunk]) -> None:
    """Setting each key to its current value keeps its spelling."""
    text = joined(chunks)
    table = tomllib.loads(text)
    same = {key: table[key[0]][key[1]] if len(key) > 1 else table[key[0]] for chunk in chunks for key in chunk.keys}

    assert text == edit(text, same)


@example(
    chunks=[
        Chunk("vertex.project = 'a'\n", (("vertex", "project"),)),
        Chunk('vertex."base_url" = "a0" # c\n', (("vertex", "base_url"),)),
        Chunk("  vertex.\"region\" = 'a' # c\n", (("vertex", "region"),)),
    ],
    choice=0,
    value="x",
)
@given(documents(), st.integers(0, 20), st.sampled_from(["x", "a\nb", False]))
def test_set_and_set_back(chunks: list[Chunk], choice: int, value: Any) -> None:
    """Changing a value and changing it back restores the text, if it had the spelling that commands use.

    The first example: setting "x" aligns the comment with that of the next line, only because both have one length.
    """
    text = joined(chunks)
    table = tomllib.loads(text)
    keys = [key for chunk in chunks for key in chunk.keys if len(key) > 1]
    plain = [key for key in keys if f'"{table[key[0]][key[1]]}"' in next(c.text for c in chunks if key in c.keys)]
    if plain:
        key = plain[choice % len(plain)]
        chunk = next(chunk.text for chunk in chunks if key in chunk.keys)
        old = table[key[0]][key[1]]
        back = edit(edit(text, {key: value}), {key: old})
        if "'" not in chunk and "\\" not in chunk and '"""' not in chunk:
            assert text == back


@given(documents())
def test_a_profile_renamed_in_a_document(chunks: list[Chunk]) -> None:
    """Renaming one of several parents keeps comments and spaces between them."""
    text = joined(chunks)
    if "extends" not in tomllib.loads(text):
        return
    expected = text
    for chunk in chunks:
        if ("extends",) in chunk.keys:
            expected = text.replace(chunk.text, chunk.text.replace('"a"', '"new"'), 1)

    assert expected.encode() == rename_reference(text.encode(), "/p.toml", "extends", "a", "new")
    assert text.encode() == rename_reference(text.encode(), "/p.toml", "extends", "c", "new")


@pytest.mark.parametrize(
    ("before", "after_"),
    [
        ('default = "a+b" # x\n', 'default = "new+b" # x\n'),
        ('default = ["b+a", # y\n "ab"] # x', 'default = ["b+new", # y\n "ab"] # x'),
        ("default = 'ab'\n", "default = 'ab'\n"),
    ],
)
def test_a_profile_renamed_in_a_stack(before: str, after_: str) -> None:
    """Renaming in a stack keeps other names, also those that begin with the old name."""
    assert after_.encode() == rename_reference(before.encode(), "/c.toml", "default", "a", "new")


@given(st.sampled_from(sorted(list_tables())), st.text(min_size=1), st.text())
def test_a_line_is_toml(table: str, name: str, text: str) -> None:
    """Any key and text render as one line that reads back."""
    try:
        (name + text).encode()
    except UnicodeEncodeError:
        return
    line = render_line((table, name), text)

    assert ({table: {name: text}}, 1) == (tomllib.loads(line), len(line.split("\n")))
