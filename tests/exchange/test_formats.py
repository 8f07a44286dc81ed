"""All text formats: values round-trip, and no text causes a crash."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vxenv.env_diff import EnvDiff, Op
from vxenv.errors import DocumentError
from vxenv.exchange import FORMATS, Assignment, CannotSayError, Reading, Skipped, find_format
from vxenv.exchange.assignment import keep_last, shorten_label

NAMES = ["A", "B_2", "_c", "HTTPS_PROXY", "ANTHROPIC_MODEL", "export", "version", "set", "env"]
# Each has a meaning to some reader, or is one that a reader might trim, split or unescape.
TORTURE = [
    *("", " ", "\t", " a ", "-n", "--", "=", "a=b", "#", "a #b", "#b", ";", "EOF", "<<EOF", "A<<EOF\nx\nEOF", "null"),
    *(
        "'",
        '"',
        "''",
        '""',
        "'a'",
        '"a"',
        "it's",
        "'\"",
        "`",
        "`id`",
        "$",
        "$$",
        "$A",
        "${A}",
        "${env:A}",
        "${",
        "$(id)",
    ),
    *(
        "\\",
        "\\\\",
        "\\n",
        "\\'",
        '\\"',
        "\\$A",
        "a\\",
        "'\\",
        "\n",
        "\nB_2=evil",
        "a\n\nb\n",
        "\r",
        "a\r",
        "\r\n",
        "a\rb",
    ),
    *(
        "\u2028",
        "\u2029",
        "\x85",
        "\x0b",
        "\x0c",
        "\x1b[31m",
        "\x1c",
        "\x1e",
        "\x7f",
        "\ufeff",
        "\ufffe",
        "\xa0",
        "é",
        "😀",
    ),
    *("'\nB_2='evil", '"\nB_2="evil', "\\\nB_2=evil", "\udcff", "a\udc80b", "//", "/* */", ",}", "{}", "[1, 2, ]"),
]
BYTES = st.characters(exclude_categories=["Cs"]) | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)
VALUES = st.one_of(
    st.sampled_from(TORTURE),
    st.lists(st.sampled_from(TORTURE), max_size=4).map("".join),
    st.text(BYTES, max_size=12),
).map(lambda value: value.replace("\0", ""))
DELTAS = st.dictionaries(st.sampled_from(NAMES), st.none() | VALUES).map(
    lambda ops: tuple(Op(*item) for item in ops.items())
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.text(BYTES | st.sampled_from("\0\ud800"), max_size=20),
    st.lists(
        st.sampled_from(
            [*TORTURE, "A=", "B_2 = ", "export ", "A<<EOF\n", '{"env": {', '"A": ', '"', "}", "\0", "1e999"]
        ),
        max_size=10,
    ).map("".join),
)
UNSETTING = {"json", "vscode", "claude-settings"}


def utf8(value: str) -> bool:
    """Tell whether `value` can be encoded as UTF-8."""
    return not any("\ud800" <= char <= "\udfff" for char in value)


def sayable(form: str, value: str) -> bool:
    """Tell whether the format `form` can hold `value`."""
    if form in ("dotenv", "json"):
        return True
    if form == "docker":
        return utf8(value) and "\n" not in value and not value.endswith("\r")
    if form == "systemd":
        return utf8(value) and not any(ord(c) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(c) <= 0xFDEF for c in value)
    if form == "vscode":
        return utf8(value) and "}" not in value.partition("${")[2]
    return utf8(value)


def meant(form: str, delta: EnvDiff) -> dict[str, str | None]:
    """Return the values of `delta` that the format `form` keeps."""
    if form == "claude-settings":
        return {name: value or None for name, value in delta}
    return {name: value for name, value in delta if value is not None or form in UNSETTING}


@pytest.mark.parametrize("form", FORMATS)
@given(delta=DELTAS)
def test_reading_inverts_writing(form: str, delta: EnvDiff) -> None:
    """Reading returns exactly the variables that were written."""
    delta = tuple(op for op in delta if sayable(form, op.value or ""))
    reading = find_format(form).read(find_format(form).render(delta), "x")

    assert (meant(form, delta), ()) == ({name: value for name, value, _ in reading.assignments}, reading.skipped)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("value", TORTURE)
def test_what_cannot_be_said_is_refused(form: str, value: str) -> None:
    """A value that a format cannot hold is an error that names the variable; all others are written."""
    try:
        find_format(form).render((Op("A", value),))
        refused = ""
    except CannotSayError as error:
        refused = f"{error.what.startswith('cannot write A to ')} {error.hint}"

    assert ("" if sayable(form, value) else "True vxenv export --help") == refused


@pytest.mark.parametrize("form", FORMATS)
@given(delta=DELTAS)
def test_what_is_written_is_whole_lines(form: str, delta: EnvDiff) -> None:
    """A written text is empty or ends with a line break, and is reproducible."""
    delta = tuple(op for op in delta if sayable(form, op.value or ""))
    text = find_format(form).render(delta)

    assert (True, text) == (text == "" or text.endswith("\n"), find_format(form).render(delta))


@pytest.mark.parametrize("form", FORMATS)
@given(text=TEXTS)
@example("\ufeff")
@example('A="\\')
@example("A<<EOF\nx")
@example('{"set": {"\\u0000": "\\u0000", "A": "\\ud800"}, "unset": [[]], "version": 1}')
@example('{"env": {"A": "\\u0000", "B": "\\ud800", "C": {}, "": "", "D": null}, "model": {}}')
@example('{"terminal.integrated.env.linux": {"A": "\\u0000", "B": "\\ud800", "C": {}, "": "", "D": 1}}')
def test_no_text_makes_a_traceback(form: str, text: str) -> None:
    """Any text is read or rejected, and each variable read is valid in an environment and unique."""
    try:
        assignments = find_format(form).read(text, "x").assignments
    except DocumentError:
        assignments = ()
    bad = [each for each in assignments if "\0" in (each.value or "")]
    for each in assignments:
        (each.name + (each.value or "")).encode("utf-8", "surrogateescape")

    assert ([], len(assignments)) == (bad, len({each.name for each in assignments}))


MEGABYTE = 2**20


@pytest.mark.long
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(
    "text",
    [
        "[" * MEGABYTE,
        '{"env":' * (MEGABYTE // 7),
        "A=\n" * (MEGABYTE // 3),
        "A='\n" * (MEGABYTE // 4),
        'A="\\"' * (MEGABYTE // 5),
        'A="' + '\\"' * (MEGABYTE // 2),
        "A=" + "${" * (MEGABYTE // 2),
        "A=" + " " * MEGABYTE + "x",
        "A=" + "\\" * MEGABYTE,
        "A<<B\n" * (MEGABYTE // 5),
        '"' * MEGABYTE,
        "/*" * (MEGABYTE // 2),
        "{" + "," * MEGABYTE + "}",
        '{"A": ' + "1" * MEGABYTE + "}",
        '{"terminal.integrated.env.linux": {"A": "' + "${" * (MEGABYTE // 2) + '"}}',
        "=" * MEGABYTE,
        "\0" * MEGABYTE,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_megabyte_of_nonsense_is_read_in_passing(form: str, text: str) -> None:
    """Long and deeply nested texts are read or rejected with short messages."""
    try:
        said = [passed.name + passed.why for passed in find_format(form).read(text, "x").skipped]
    except DocumentError as error:
        said = [error.what]

    assert [] == [words for words in said if len(words) > 120]


def test_the_last_assignment_counts() -> None:
    """The last of several assignments is kept, in its position."""
    given = [Assignment("A", "1", 1), Assignment("B", "2", 2), Assignment("A", None, 3)]

    assert (Assignment("B", "2", 2), Assignment("A", None, 3)) == keep_last(given)


def test_a_label_steers_no_terminal() -> None:
    """The label of a line that was not parsed is short and printable."""
    assert ("a\\x1b[31m", 40) == (shorten_label(" a\x1b[31m\n"), len(shorten_label("x" * 100)))


@pytest.mark.parametrize("form", ["dotenv", "docker", "systemd", "github"])
def test_lines_that_are_no_assignments_are_told(form: str) -> None:
    """An invalid line is skipped with its number, and the lines around it are read."""
    text = "A=1\nnonsense\n2X=3\n\nB=4\n"
    reading = find_format(form).read(text, "x")

    assert ((Assignment("A", "1", 1), Assignment("B", "4", 5)), ["2 nonsense", "3 2X"]) == (
        reading.assignments,
        [f"{line} {name}" for name, line, _ in reading.skipped],
    )


@pytest.mark.parametrize("form", ["dotenv", "docker", "systemd", "github"])
def test_nothing_gives_nothing(form: str) -> None:
    """Without variables the text is empty, and an empty text has no variables."""
    assert ("", Reading((), ())) == (find_format(form).render((Op("A", None),)), find_format(form).read("", "x"))


@pytest.mark.parametrize("form", ["dotenv", "docker", "systemd", "github"])
def test_what_no_variable_can_hold_is_passed(form: str) -> None:
    """A value with a NUL character is skipped."""
    assert Reading((), (Skipped("A", 1, "contains a NUL character"),)) == find_format(form).read("A=x\0y\n", "x")
