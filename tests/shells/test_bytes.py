"""Test directories and values of arbitrary bytes."""

import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shells.drivers import Shell
from shells.harness import Session
from shells.home import Home

LOCATION = "CLOUD_ML_REGION"

NAMES = [
    "$x",
    "$(touch evil)",
    "`touch evil`",
    "a b",
    "  lead and trail  ",
    "'",
    '"',
    "\\",
    "\\\\n",
    "new\nline",
    "end\n",
    "tab\ttab",
    "carriage\rreturn",
    "*",
    "?",
    "[a]",
    "[",
    "{a,b}",
    ";touch evil",
    "&touch evil&",
    "|",
    "-n",
    "-",
    "--",
    "~",
    "~root",
    "#",
    "!",
    "!!",
    "%s%n",
    "=",
    "a=b",
    "é",
    "日本語",
    "e\u0301",
    "\u2028",
    "\x01\x02",
    "\x1b[31m",
    "\x7f",
    "...",
    "(parenthesis)",
    "\\b\\r",
    "dir:x",
    "use:x",
]


def visit(shell: Shell, home: Home, names: list[str]) -> None:
    """Enter and leave a directory of each name, in one shell and again in another."""
    home.profile("eu", '[vertex]\nregion = "europe-west1"\n')
    places = [home.directory(f"d{number}/{name}", 'profile = "eu"\n') for number, name in enumerate(names)]
    for turn in ("cold", "warm"):
        session = Session(shell, home)
        for number, place in enumerate(places):
            session.line(f"{shell.cd(place)}; {session.shower(f'{turn}{number}')}").line("cd ../..")
            session.show(f"{turn}{number}-out")
        result = session.run({LOCATION: "mine"})
        for number, (name, place) in enumerate(zip(names, places, strict=True)):
            found = result.get(f"{turn}{number}", LOCATION, "VXENV_REASON")
            assert [name, "europe-west1", f"{place}/.vxenv.toml"] == [name, *found]
            assert [name, "mine"] == [name, *result.get(f"{turn}{number}-out", LOCATION)]
        assert [] == [found for found in os.listdir(home.root) if "evil" in found]
        assert "vxenv:" not in result.stderr
        assert 2 * len(names) == result.stderr.count("\n") - result.stderr.count("\x1d") // 2


def test_directory_names(shell: Shell, home: Home) -> None:
    """Directories with names that are hard to quote are entered and left correctly, with and without a plan."""
    visit(shell, home, [name for name in NAMES if name not in shell.unreachable])


def test_names_that_are_not_utf8(shell: Shell, home: Home) -> None:
    """Directories with names that are not UTF-8 are entered and left correctly."""
    names = [b"\xff", b"latin-\xe9", b"\xc3", b"a\xf0\x9f\x98", b"\xed\xa0\x80"]
    visit(shell, home, [os.fsdecode(name) for name in names])


def test_long_names(shell: Shell, home: Home) -> None:
    """Directories with components of 255 bytes, and a path near PATH_MAX, are entered and left correctly."""
    long = ["x" * 255, "é" * 127, "\u65e5" * 85, "%" * 255, ("y" * 200 + "/") * 4 + "z"]
    room = 4095 - len(os.fsencode(home.root)) - len("/d9//.vxenv.toml") - 40
    long.append("/".join(["p" * 249] * (room // 250)))
    visit(shell, home, long)


def test_deep_directory_without_a_file(shell: Shell, home: Home) -> None:
    """A new directory file is noticed far above, and at each of many levels."""
    home.profile("eu", '[vertex]\nregion = "europe-west1"\n')
    deep = "/".join("abcdefghijklmnopqrstuvwxyz")
    home.write(f"{deep}/file", "")
    source = os.path.join(home.directory("source", 'profile = "eu"\n'), ".vxenv.toml")
    home.settings(f'allow_prefixes = ["{os.path.realpath(home.root)}"]\n')
    session = Session(shell, home).cd(home.path(deep)).show("none")
    levels = [deep, deep[:-10], deep[:-16], deep[:-18], deep[: len(deep) // 2], "a/b", "a", ""]
    for number, level in enumerate(levels):
        place = shell.quote(home.path(level, ".vxenv.toml"))
        session.line(f"cp {shell.quote(source)} {place}").show(f"in{number}").line(f"rm {place}").show(f"out{number}")
    result = session.run()
    for number in range(len(levels)):
        assert [number, "europe-west1"] == [number, *result.get(f"in{number}", LOCATION)]
        assert [number, None] == [number, *result.get(f"out{number}", LOCATION)]


VALUES = [
    "plain", "", " ", "  two  ", "a b", "'", "''", "'\"'\"'", '"', '""', "\\", "\\\\", "\\'", "'\\''", "\\n",
    "\\\\'\\\\", "\n", "a\nb", "\na\n\n", "\r", "a\r\nb\r", "\t", "a\tb\t", "$", "$HOME", "${HOME}", "$(echo evil)",
    "`echo evil`", "$((1+1))", "$'\\n'", "!", "!!", "!$", "%", "%s", "%%n", "~", "~root", "~/x", "-", "-n", "--",
    "-e x", "*", "?*", "[a-z]", "{a,b}", "{1..3}", "#", "a # b", ";", "; echo evil", "& echo evil", "|", "<x", ">x",
    "(a)", "a=b", "=ls", "^a^b", "é", "日本語", "\U0001f600", "e\u0301", "\u2028", "\u202e", "\ufeff", "\x01",
    "\x01\x02\x7f", "\x7f", "\x1b[31m", "\x1e", "end", "begin", "}", "{", "EOF", ": vxenv 1", "\\x41", "\\u0041",
    "1 A:us", "x" * 4096, "'" * 500, "\\" * 501,
]  # fmt: skip


def toml(value: str) -> str:
    """Return `value` as a TOML string."""
    return '"' + "".join(c if c.isalnum() and c.isascii() else f"\\U{ord(c):08x}" for c in value) + '"'


def check_values(shell: Shell, home: Home, values: list[str]) -> None:
    """Apply the values in a profile, over equally odd values and over unset variables, and undo them."""
    keys = "".join(f"VALUE_{number} = {toml(value)}\n" for number, value in enumerate(values))
    home.profile("odd", f"[env]\n{keys}")
    project = home.directory("p", 'profile = "odd"\n')
    names = [f"VALUE_{number}" for number in range(len(values))]
    before = dict(zip(names, reversed(values), strict=True))
    session = Session(shell, home)
    for turn in ("cold", "warm"):
        session.cd(project).show(turn).cd("..").show(f"{turn}-out")
    for turn in ("free", "free-warm"):
        if turn == "free":
            session.line("; ".join(shell.unset(name) for name in names))
        session.cd(project).show(turn).cd("..").show(f"{turn}-out")
    result = session.run(before)
    for turn in ("cold", "warm", "free", "free-warm"):
        assert [turn, *values] == [turn, *result.get(turn, *names)]
    for turn in ("cold-out", "warm-out"):
        assert [turn, *before.values()] == [turn, *result.get(turn, *names)]
    for turn in ("free-out", "free-warm-out"):
        assert [turn, *(None for _ in names)] == [turn, *result.get(turn, *names)]
    assert "vxenv:" not in result.stderr


def test_bytes_values(shell: Shell, home: Home) -> None:
    """Values of any bytes reach a child process unchanged, and the covered values are restored."""
    check_values(shell, home, VALUES)


def test_each_value_alone(shell: Shell, home: Home) -> None:
    """A single value that is undone at once leaves nothing behind."""
    session = Session(shell, home).show("start")
    odd = ["\n", "a\n", "'", "\\", "\x01", "é", " "]
    for number, value in enumerate(odd):
        home.profile(f"v{number}", f"[env]\nA = {toml(value)}\n")
        place = home.directory(f"d{number}", f'profile = "v{number}"\n')
        session.cd(place).show(f"in{number}").cd("..").show(f"out{number}")
    result = session.run()
    for number, value in enumerate(odd):
        assert [value] == result.get(f"in{number}", "A")
        assert result.users("start") == result.users(f"out{number}")


def test_large_values(shell: Shell, home: Home) -> None:
    """A value of the maximum profile size, and a covered value of 100 KiB, are set and restored."""
    given = "".join(chr(32 + number % 90) for number in range(60000)).replace("\\", "/").replace('"', "'")
    home.profile("large", f'[env]\nLARGE = "{given}"\n')
    project = home.directory("p", 'profile = "large"\n')
    before = "\\'\n" * 34133
    session = Session(shell, home).cd(project).show("in").cd("..").show("out").cd(project).show("again")
    result = session.run(LARGE=before)
    assert given == result.env("in")["LARGE"]
    assert before == result.env("out")["LARGE"]
    assert given == result.env("again")["LARGE"]


@pytest.mark.parametrize("value", [b"\xff", b"\xe9t\xe9", b"\xc3(", b"a\xed\xa0\x80"], ids=repr)
def test_covered_value_that_is_not_utf8(shell: Shell, home: Home, value: bytes) -> None:
    """A covered value that is not UTF-8 is restored byte for byte."""
    home.profile("eu", '[vertex]\nregion = "europe-west1"\n')
    project = home.directory("p", 'profile = "eu"\n')
    odd = os.fsdecode(value)
    session = Session(shell, home).cd(project).show("in").cd("..").show("out").vxenv("use", "eu").vxenv("off")
    result = session.show("off").run({LOCATION: odd})
    assert ["europe-west1"] == result.get("in", LOCATION)
    assert [odd] == result.get("out", LOCATION)
    assert [odd] == result.get("off", LOCATION)


@pytest.mark.parametrize("locale", ["C", "C.UTF-8", "POSIX"])
def test_locale(shell: Shell, home: Home, locale: str) -> None:
    """Values and directories beyond ASCII work in any locale."""
    home.profile("eu", '[env]\nA = "日本é\u2028"\n')
    project = home.directory("dé", 'profile = "eu"\n')
    session = Session(shell, home)
    for turn in ("cold", "warm"):
        session.cd(project).show(turn).cd("..").show(f"{turn}-out")
    before = "u" if shell.kind == "fish" else "ü"  # fish passes on other bytes if the locale lacks these
    result = session.run(LANG=locale, LC_ALL=locale, A=before)
    for turn in ("cold", "warm"):
        assert ["日本é\u2028"] == result.get(turn, "A")
        assert [before] == result.get(f"{turn}-out", "A")


TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(TEXT, min_size=20, max_size=40))
def test_bytes_any_value(shell: Shell, home: Home, values: list[str]) -> None:
    """Any value reaches a child process unchanged, and the covered value is restored."""
    check_values(shell, home, values)
