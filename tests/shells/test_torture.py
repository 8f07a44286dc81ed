"""Some nine hundred values and names that shells get wrong: set, handed to a child process, and taken back."""

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

# What is no UTF-8, and so in no TOML, but may well be in an environment: each byte alone, and what is cut short,
# overlong, a half of a pair, or beyond the last character.
RAW: Final = [
    *(bytes([code]) for code in range(128, 256)),
    *(b"a" + bytes([code]) + b"z" for code in range(128, 256, 5)),
    b"\xc3", b"\xe2\x82", b"\xf0\x9f\x98", b"\xc0\xaf", b"\xe0\x80\xaf", b"\xed\xa0\x80", b"\xed\xbf\xbf",
    b"\xf4\x90\x80\x80", b"\xff\xfe", b"\xfe\xff\n", b"'\xff'", b'"\xff"', b"\\\xff", b"\xff\\", b"$\xff", b"`\xff`",
    b"\xff\n", b"\n\xff", b"\xe9t\xe9", b"\xc3(", b"\xc3\xa9\xc3", bytes(range(128, 256)), bytes(range(1, 256)),
]  # fmt: skip

# The longest string that Linux hands to a process is 128 KiB, with the name, `=` and the NUL that closes it.
LONGEST: Final = 128 * 1024 - 1


def evil(home: Home) -> list[str]:
    """Return what was made that nobody asked for."""
    return [os.path.join(folder, name) for folder, _, names in os.walk(home.root) for name in names if name == "evil"]


def test_there_are_enough() -> None:
    """There are more than 500 values, no two of them the same in one share, and all are held by a TOML."""
    assert 500 < len({*ODD})
    assert [] == [value for value in ODD if "\0" in value]


@pytest.mark.parametrize("share", SHARES, ids=[f"{SHARE * at}-" for at in range(len(SHARES))])
def test_torture_values(shell: Shell, home: Home, share: list[str]) -> None:
    """Hundreds of values of one profile over others as odd: a child has them to the byte, and they go again."""
    check_values(shell, home, share)
    assert [] == evil(home)


def test_covered_bytes(shell: Shell, home: Home) -> None:
    """Any bytes that a variable held come back after a profile covered them, at first sight and later."""
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


# What hooks might well call a variable of their own.
WORDS: Final = ["at", "bad", "before", "given", "n", "name", "old", "part", "s", "value", "word", "words", "x", "x0"]


def test_variables_with_common_names(shell: Shell, home: Home) -> None:
    """Variables whose names a hook might use itself are covered, and come back, like any others."""
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
    """Where a profile covers the longest value that a process can have, processes start, and it comes back."""
    home.profile("over", '[env]\nLARGE = "over"\n')
    project = home.directory("p", 'profile = "over"\n')
    room = LONGEST - len("LARGE=") - short
    before = filling * (room // len(filling.encode())) + "x" * (room % len(filling.encode()))
    session = Session(shell, home).show("start").cd(project).show("in").cd("..").show("out")
    result = session.vxenv("use", "over").show("used").vxenv("off").show("off").run(LARGE=before)
    assert [before] == result.get("start", "LARGE")
    assert ["over"] == result.get("in", "LARGE")
    # Under its longer name a child can be given it only so.
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
    """Directories with each ASCII character for a name, and with what looks like code, are entered and left as any."""
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
    """Any value that is dense with what shells read goes through and comes back as it is."""
    check_values(shell, home, values)
    assert [] == evil(home)
