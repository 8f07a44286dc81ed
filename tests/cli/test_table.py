"""Test tables and the pager on a terminal: `vxenv` behind a pseudo-terminal."""

import os
import re
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from shlex import quote

import pexpect
import pytest

from commandline import Run
from terminals import end, press, shown
from vxenv.cli.output import table as columns
from vxenv.cli.output.table import fold, measure, render_table

Profile = Callable[[str, str | bytes], Path]

WIDTHS = (40, 80, 200)
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
# Leftover codes of less, which draws nothing more if everything fits one screen.
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b[=>]|\r")


@pytest.fixture(autouse=True)
def _store(profile: Profile) -> None:
    profile(
        "prod-global",
        "description = 'Production on the global endpoint, for the whole company'\nprotected = true\n"
        "[vertex]\nproject = 'acme-production-12345'\nregion = 'global'\n"
        "[models]\nmain = 'claude-opus-5-5'\n[regions]\nclaude-opus-5-5 = 'europe-west1'\n",
    )
    profile("eu", "[vertex]\nproject = 'acme-eu'\nregion = 'eu'\n[env]\nHTTPS_PROXY = 'http://proxy.example:3128/x'\n")
    profile("twice", "[vertex]\nregion = 'eu'\n[vertex]\n")


def lines(text: str) -> list[str]:
    """Return the lines on a terminal, without colors."""
    return _CONTROL.sub("", text).splitlines()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "words",
    [("list",), ("show", "prod-global"), ("diff", "eu", "prod-global"), ("models", "--served"), ("vars",),
     ("show", "--resolved", "prod-global"), ("status",), ("why", "CLOUD_ML_REGION"), ("doctor", "eu")],
    ids=" ".join,
)  # fmt: skip
def test_output_fits_the_terminal(run: Run, words: tuple[str, ...], width: int) -> None:
    """No line is wider than the terminal unless it is one word, and no word of a table is cut."""
    found = lines(shown(*words, width=width, env={"VXENV_PAGER": ""}, data_only=True))
    wide = [line for line in found if measure(line) > width and len(line.split()) > 1 and "hint: " not in line]
    # Words of the piped output; the end of a path only, because its directories may be omitted.
    plain = {word.rpartition("/")[2] for word in re.split(r"[ \n,]+", run(*words).stdout) if word != "-"}
    there = {word.rpartition("/")[2] for line in found for word in re.split(r"[ ,]+", line)}

    assert ([], set()) == (wide, plain - there - {"*", "!", ""})


def test_short_output_starts_no_pager(home: Path) -> None:
    """Output that fits the terminal is printed without a pager."""
    env = {"PAGER": f"touch {quote(str(home / 'started'))}; cat"}
    assert (True, False) == ("prod-global" in shown("list", env=env), (home / "started").exists())


@pytest.mark.parametrize(
    ("words", "env", "paged"),
    [
        ((), {"PAGER": "sed s/^/paged:/"}, True),
        ((), {"PAGER": "false", "VXENV_PAGER": "sed s/^/paged:/"}, True),
        ((), {"PAGER": "sed s/^/paged:/", "VXENV_PAGER": ""}, False),
        ((), {"PAGER": "cat"}, False),
        ((), {"PAGER": "sed s/^/paged:/", "TERM": "dumb"}, False),
        ((), {"PAGER": "no-such-pager --here"}, False),
        (("--no-pager",), {"PAGER": "sed s/^/paged:/"}, False),
    ],
    ids=["PAGER", "VXENV_PAGER", "empty", "cat", "dumb", "missing", "--no-pager"],
)
def test_long_output_goes_through_the_pager(words: tuple[str, ...], env: dict[str, str], *, paged: bool) -> None:
    """VXENV_PAGER takes precedence over PAGER; a missing or failing pager loses no output."""
    found = lines(shown(*words, "vars", height=10, env=env))
    assert (paged, True) == (
        any(line.startswith("paged:") for line in found),
        any("CLOUD_ML_REGION" in line for line in found),
    )


def test_less_gets_the_options_that_git_gives_it(home: Path) -> None:
    """LESS is set to FRX if unset, and otherwise unchanged."""
    env = {"PAGER": f"printenv LESS >{quote(str(home / 'less'))}; cat"}
    shown("vars", height=10, env=env)
    first = (home / "less").read_text()
    shown("vars", height=10, env={**env, "LESS": "-i"})
    assert ("FRX\n", "-i\n") == (first, (home / "less").read_text())


def test_less_stays_until_it_is_left() -> None:
    """The default pager is less; Ctrl-C does not end vxenv under it, q ends both."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", "vars"],
        env={
            **{name: value for name, value in os.environ.items() if name != "PAGER"},
            "TERM": "xterm",
            "LESS": "-FRX -PsREADY",  # the text of its prompt, which is in no output
        },
        dimensions=(10, 80),
        encoding="utf-8",
        timeout=60,
    )
    try:
        child.expect_exact("READY")
        press(child, "\x03")
        child.expect_exact("READY")  # less repaints after Ctrl-C, and may discard a key that comes before it has
        child.send("q")
        child.expect(pexpect.EOF)
        child.wait()
        assert (0, False) == (child.exitstatus, "Traceback" in str(child.before))
    finally:
        end(child)


def test_no_pager_where_stdout_is_no_terminal(run: Run, home: Path) -> None:
    """A pipe gets the whole output, without colors and without a pager."""
    ran = run(
        "vars",
        env={"VXENV_PAGER": f"touch {quote(str(home / 'started'))}", "TERM": "xterm", "COLUMNS": "40", "LINES": "5"},
    )
    assert (0, False, False) == (ran.code, (home / "started").exists(), "\x1b" in ran.stdout)


def test_colours_respect_no_color() -> None:
    """Errors, `list`, `diff` and `status` have colors on a terminal, and none with NO_COLOR."""
    cases = [("list",), ("diff", "eu", "prod-global"), ("status",), ("show", "nope"), ("doctor", "eu")]
    env = {"VXENV_PROFILE": "prod-global", "VXENV_REASON": "use"}
    coloured = [bool(COLOUR.search(shown(*words, env=env))) for words in cases]
    plain = [bool(COLOUR.search(shown(*words, env={**env, "NO_COLOR": "1"}))) for words in cases]
    assert ([True] * 5, [False] * 5) == (coloured, plain)


@pytest.mark.parametrize(
    ("words", "env", "expected"),
    [
        ((), {}, False),
        ((), {"FORCE_COLOR": "1"}, True),
        ((), {"FORCE_COLOR": "0"}, False),
        ((), {"CLICOLOR_FORCE": "1"}, True),
        ((), {"CLICOLOR_FORCE": "0"}, False),
        ((), {"CLICOLOR_FORCE": "1", "NO_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        (("--color=auto",), {}, False),
        (("--color=never",), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_without_a_terminal(run: Run, words: tuple[str, ...], env: dict[str, str], expected: bool) -> None:
    """FORCE_COLOR, CLICOLOR_FORCE and --color add colors to a pipe; NO_COLOR wins over variables, --color over all."""
    assert expected == bool(COLOUR.search(run("diff", "eu", "prod-global", *words, env=env).stdout))


def test_no_color_option_on_a_terminal() -> None:
    """With --color never there are no colors on a terminal."""
    assert not COLOUR.search(shown("diff", "eu", "prod-global", "--color", "never"))


def test_protected_and_active_are_marked() -> None:
    """`list` marks the active row in front, a protected one in red after its name; `status` shows it in red too."""
    env = {"VXENV_PROFILE": "prod-global", "VXENV_REASON": "use"}
    listed = shown("list", width=200, env=env)
    row = next(line for line in listed.splitlines() if "prod-global" in line and "DESCRIPTION" not in line)
    status = shown("status", width=200, env=env)
    assert (True, True, True) == (
        row.startswith("\x1b[32m\x1b[1m* prod-global"),
        "\x1b[31m\x1b[1m!" in row,
        re.search(r"protected +\x1b\[31m\x1b\[1myes", status) is not None,
    )


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 7, ["one two", "three"]),
        ("unbreakable two", 4, ["unbreakable", "two"]),
        ("a,bb,ccc", 5, ["a,bb,", "ccc"]),
        ("https://h/a,b", 5, ["https://h/a,b"]),
        ("\x1b[31mone two\x1b[0m", 4, ["\x1b[31mone\x1b[0m", "\x1b[31mtwo\x1b[0m"]),
        ("", 4, [""]),
    ],
)
def test_fold(text: str, width: int, expected: list[str]) -> None:
    """Text is wrapped between words, a list after commas, an address never; each line keeps its color."""
    assert expected == fold(text, width)


def test_wide_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    """Columns are aligned with characters of width two or zero."""
    monkeypatch.setattr(columns, "find_terminal_width", lambda: None)
    assert ["日本  x", "ab    x", "é     x"] == [
        unicodedata.normalize("NFC", line) for line in render_table([["日本", "x"], ["ab", "x"], ["e\u0301", "x"]])
    ]
