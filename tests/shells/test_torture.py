"""Test about nine hundred difficult values and names: set, passed to a child process, and undone."""

import itertools
import os
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home
from shells.test_bytes import VALUES, check_values, visit

ASCII: Final = [chr(code) for code in range(1, 128)]
BRACKETS: Final = ["()", "[]", "{}", "<>", "''", '""', "``", "\u2018\u2019", "\u201a\u201b", "\u201c\u201d", "«»"]
BEYOND: Final = [
    "\x80", "\x85", "\x9b31m", "\xa0", "\xad", "\u0300", "e\u0301\u0323", "\u200b", "\u200d", "\u200f", "\u2018",
    "\u2019", "\u201a", "\u201b", "it\u2019s", "\u2018; touch evil; \u2019", "\u2028", "\u2029", "a\u2028b\u2029c",
    "\u202e", "\u2066", "\u3000", "\ud7ff", "\ue000", "\ufb01", "\ufeff", "\ufffc", "\ufffd", "\ufffe", "\uffff",
    "\U00010000", "\U0001f469\u200d\U0001f4bb", "\U0001f1ea\U0001f1fa", "\U0010ffff", "\u0627\u0644", "ß", "İ",
    "\u4e83\u4ea2", "ファ", "한", "\u0e33", "\u1100\u1161",
]  # fmt: skip
CODE: Final = [
    "$(touch evil)", "`touch evil`", "$((`touch evil`))", "${x:-$(touch evil)}", "${(e):-$(touch evil)}",
    "${x@P}", "$[touch evil]", "$'\\x27; touch evil; \\x27'", "<(touch evil)", "=(touch evil)", "(touch evil)",
    "{ touch evil }", "; touch evil", "\ntouch evil\n", "\rtouch evil", "| touch evil", "& touch evil",
    "'; touch evil; '", '"; touch evil; "', "\\'; touch evil; \\'", "'\\''; touch evil; '\\''", "'\ntouch evil\n'",
    "'''\ntouch evil\n'''", "'#\ntouch evil", "r#'; touch evil; '#", "@(touch evil)", "$(|touch evil)",
    "' + __import__('os').system('touch evil') + '", '" + (external touch evil) + "', "{touch evil}", "%(touch evil)",
    "a[$(touch evil)]", "x[`touch evil`]=1", "-o touch -e evil", ">evil", ">>evil", "2>evil", "$(<evil)", "*(e:touch)",
    "!touch", "!!:s/a/b", "!{touch}", "^touch^evil", "~touch", "~+", "~-", "=touch", "%1", "%?touch", "%touch",
    "\\$(touch evil)", "\\`touch evil\\`", "\\\n$(touch evil)", "eval touch evil", "<<EOF\ntouch evil\nEOF\n",
    "__vxenv_same0", "vxenv off", "end\ntouch evil\nbegin", "}\ntouch evil\n{", "fi; touch evil", "done; touch evil",
    ": vxenv 1\ntouch evil", "1 A:us B:ss", "\x1etouch evil", "\x1dtouch evil",
]  # fmt: skip
LINES: Final = [
    "\r\n", "a\r\nb\r\n", "a\rb\r", "\n\n\n", "\n a", "a \n", "a\\\nb", "a\\\\\nb", "a'\nb'", 'a"\nb"', "!\n!", "\t\n",
    "\n#", "#\n", "\x0b\x0c", "a\x0bb", "\x00".replace("\x00", "\x01\n"), "\x04", "\x1a", "\x1b]0;evil\x07", "\x1b[2J",
    "\x1b[201~evil\x1b[200~", "\x7f\n", "\n\r\n\r",
]  # fmt: skip
ODD: Final = [
    *ASCII,
    *(f"a{one}" for one in ASCII),
    *(f"{one}a{one}" for one in ASCII),
    *(f"{one}'\"\\{one}" for one in ASCII),
    "".join(ASCII),
    "".join(reversed(ASCII)),
    *BRACKETS,
    *(f"a{pair[0]}b{pair[1]}c" for pair in BRACKETS),
    *(half for pair in BRACKETS for half in pair),
    *BEYOND,
    *(f"a {one} b" for one in BEYOND),
    *CODE,
    *LINES,
    *(f"{before}{after}" for before, after in itertools.product("-~!%=#^@+:", "a-$'\"\\")),
    *VALUES,
]
SHARE: Final = 300
SHARES: Final = [ODD[at : at + SHARE] for at in range(0, len(ODD), SHARE)]

# Invalid UTF-8, which TOML cannot hold but an environment can: each single byte, truncated and overlong sequences,
# half of a surrogate pair, and values above the last character.
RAW: Final = [
    *(bytes([code]) for code in range(128, 256)),
    *(b"a" + bytes([code]) + b"z" for code in range(128, 256, 5)),
    b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xbf\xbf",
    b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xfe\xff\n", b"'\xff'", b'"\xff"', b"\\\xff", b"\xff\\", b"$\xff", b"`\xff`",
    b"\xff\n", b"\n\xff", b"\xe9t\xe9", b"\xc3(", b"\xc3\xa9\xc3", bytes(range(128, 256)), bytes(range(1, 256)),
]  # fmt: skip

# Linux limits a string passed to a process to 128 KiB, including the name, `=` and the final NUL.
LONGEST: Final = 128 * 1024 - 1


def evil(home: Home) -> list[str]:
    """Return the files that injected code created."""
    return [os.path.join(folder, name) for folder, _, names in os.walk(home.root) for name in names if name == "evil"]


def test_there_are_enough() -> None:
    """There are more than 500 values, unique within each share, and TOML can represent all."""
    assert 500 < len({*ODD})
    assert [] == [value for value in ODD if "\0" in value]


@pytest.mark.parametrize("share", SHARES, ids=[f"{SHARE * at}-" for at in range(len(SHARES))])
def test_torture_values(shell: Shell, home: Home, share: list[str]) -> None:
    """Hundreds of values in one profile over equally odd values reach a child unchanged, and are undone."""
    check_values(shell, home, share)
    assert [] == evil(home)


def test_covered_bytes(shell: Shell, home: Home) -> None:
    """Covered values of any bytes are restored, with and without an existing plan."""
    before = {f"RAW_{number}": os.fsdecode(raw) for number, raw in enumerate(RAW)}
    home.profile("over", "[env]\n" + "".join(f'{name} = "over"\n' for name in before))
    project = home.directory("p", 'profile = "over"\n')
    session = Session(shell, home)
    for turn in ("cold", "warm"):
        session.cd(project).show(turn).cd("..").show(f"{turn}-out")
    result = session.vxenv("use", "over").show("used").vxenv("off").show("off").run(before)
    for turn in ("cold", "warm", "used"):
        assert {"over"} == {*result.get(turn, *before)}
    for turn in ("cold-out", "warm-out", "off"):
        assert [turn, *before.values()] == [turn, *result.get(turn, *before)]


# Names that hooks may use for their own variables.
WORDS: Final = ["at", "bad", "before", "given", "n", "name", "old", "part", "s", "value", "word", "words", "x", "x0"]


def test_variables_with_common_names(shell: Shell, home: Home) -> None:
    """Variables with names that a hook might use are covered and restored."""
    before = {name: f"mine {name}" for name in WORDS}
    home.profile("over", "[env]\n" + "".join(f'{name} = "over {name}"\n' for name in before))
    project = home.directory("p", 'profile = "over"\n')
    session = Session(shell, home)
    for turn in ("cold", "warm"):
        session.cd(project).show(turn).cd("..").show(f"{turn}-out")
    result = session.vxenv("use", "over").show("used").vxenv("off").show("off").run(before)
    for turn in ("cold", "warm", "used"):
        assert [turn, *(f"over {name}" for name in before)] == [turn, *result.get(turn, *before)]
    for turn in ("cold-out", "warm-out", "off"):
        assert [turn, *before.values()] == [turn, *result.get(turn, *before)]


@pytest.mark.parametrize("short", [0, 9, 10])
@pytest.mark.parametrize("filling", ["x", "é"])
def test_longest_value(shell: Shell, home: Home, short: int, filling: str) -> None:
    """Processes start while a profile covers the longest possible value, and the value is restored."""
    home.profile("over", '[env]\nLARGE = "over"\n')
    project = home.directory("p", 'profile = "over"\n')
    room = LONGEST - len("LARGE=") - short
    before = filling * (room // len(filling.encode())) + "x" * (room % len(filling.encode()))
    session = Session(shell, home).show("start").cd(project).show("in").cd("..").show("out")
    result = session.vxenv("use", "over").show("used").vxenv("off").show("off").run(LARGE=before)
    assert [before] == result.get("start", "LARGE")
    assert ["over"] == result.get("in", "LARGE")
    # With its longer name, a child can only receive it in this way.
    assert [before if short == 10 else None] == result.get("in", "__VXENV_O_LARGE")
    assert [before] == result.get("out", "LARGE")
    assert ["over"] == result.get("used", "LARGE")
    assert [before] == result.get("off", "LARGE")


OTHERS: Final = [*BEYOND, *BRACKETS, *LINES]
NAMES: Final = [
    *(one for one in ASCII if one not in "./" and not one.isalnum()),
    *(one.replace("/", ":") for one in CODE),
    *(f"a{one}" for one in (" ", "\n", "\r", "\t", "\\", "'", "\r\n")),
    *("".join(OTHERS[at : at + 20]) for at in range(0, len(OTHERS), 20)),
]
PART: Final = 50


@pytest.mark.parametrize("at", range(0, len(NAMES), PART))
def test_torture_names(shell: Shell, home: Home, at: int) -> None:
    """Directories named after each ASCII character and after code are entered and left correctly."""
    visit(shell, home, [name for name in NAMES[at : at + PART] if name not in shell.unreachable])
    assert [] == evil(home)


TEXT = st.text(
    st.one_of(
        st.sampled_from("'\"\\$`!%~-{}[]()<>|&;*?# \n\r\t\u2018\u2019\u2028\x85\x1b\x7f"),
        st.characters(codec="utf-8", exclude_characters="\0"),
    ),
    max_size=40,
)


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(TEXT, min_size=60, max_size=120))
def test_any_torture(shell: Shell, home: Home, values: list[str]) -> None:
    """Any value made of shell metacharacters is set and restored unchanged."""
    check_values(shell, home, values)
    assert [] == evil(home)
