"""Test that each shell can load the output of `export --format`."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shells.test_bytes import TEXT, VALUES
from vxenv.cli.commands.export import render_shell_code
from vxenv.env_diff import EnvDiff, Op
from vxenv.exchange import CannotSayError
from vxenv.shells import SHELLS, load_shell

TEXT_ONLY = tuple(name for name, shell in SHELLS.items() if shell.text_only)
# The program of each shell, with the options that skip the user's files.
COMMANDS: Final = {
    "bash": ("bash", "--norc"),
    "zsh": ("zsh", "-f"),
    "fish": ("fish", "--no-config"),
    "sh": ("sh",),
    "ksh": ("ksh",),
    "mksh": ("mksh",),
    "tcsh": ("tcsh", "-f"),
    "elvish": ("elvish", "-norc"),
    "xonsh": ("xonsh", "--no-rc"),
    "nushell": ("nu", "--no-config-file"),
}
TORTURE: Final = [
    *VALUES,
    "".join(map(chr, range(1, 128))),
    *(f"a{chr(code)}" for code in range(1, 128)),
    *(f"{chr(code)}'\"\\{chr(code)}" for code in range(1, 128)),
    "\\!", "\\\\!", "a!b!c", "\\\n", "'\n'", "!\n!", "\r\n", "x\r\n", "line\n\n",
    "\u2018", "\u2019", "\u201a", "\u201b", "'\u2018; echo evil; \u2019'", "\u201c\u201d\u201e", "\x85",
    "a\u2028b\u2029", "\u0301", "\U0001f469\u200d\U0001f4bb", "\U0010ffff", "\ue000", "\uffff", "\ufdd0",
    "'; touch evil; '", '"; touch evil; "', "'\ntouch evil\n'", "'''\ntouch evil", "'#\ntouch evil", "$[touch evil]",
    "@(touch evil)", "(touch evil)", "$(touch evil)", "`touch evil`", "|touch evil", "\\'; touch evil; \\'",
    "' + __import__('os').system('touch evil') + '", "${(e):-$(touch evil)}", "r#'a'#", "'#; touch evil #'",
    "x" * 100_000,
]  # fmt: skip
BYTES: Final = [os.fsdecode(value) for value in (b"\xff", b"\xe9t\xe9", b"a\xc3", b"\"\xff'\\!\n", b"\xed\xa0\x80")]


@pytest.fixture(params=COMMANDS)
def kind(request: pytest.FixtureRequest) -> str:
    """Provide each installed shell; in CI all must be installed."""
    name: str = request.param
    if shutil.which(COMMANDS[name][0]) is None:
        if os.environ.get("CI"):
            pytest.fail(f"{name} is not installed")
        pytest.skip(f"{name} is not installed")
    return name


def loaded(kind: str, place: Path, delta: EnvDiff, before: dict[str, str], first: str = "") -> dict[str, str]:
    """Return the environment of a process that the shell starts after it evaluated `delta` as code."""
    script = place / "script"
    script.write_bytes(f"{first}{load_shell(kind).render_assignments(delta)}env -0\n".encode(errors="surrogateescape"))
    own = {"HOME": str(place), "PATH": os.environ["PATH"], "LANG": "C.UTF-8", "TERM": "dumb"}
    program, *arguments = COMMANDS[kind]
    done = subprocess.run(
        [str(shutil.which(program)), *arguments, str(script)],
        cwd=place, env=own | before, stdin=subprocess.DEVNULL, capture_output=True, check=False,
    )  # fmt: skip
    assert (0, b"") == (done.returncode, done.stderr)
    words = done.stdout.decode(errors="surrogateescape").split("\0")
    return dict(word.split("=", 1) for word in words if word)


def check(kind: str, place: Path, values: list[str]) -> None:
    """Set each of `values` in the shell, over equally odd values."""
    for at in range(0, len(values), 100):
        delta = tuple(Op(f"VALUE_{number}", value) for number, value in enumerate(values[at : at + 100]))
        found = loaded(kind, place, delta, {delta[0].name: "before"})
        assert [value for _, value in delta] == [found.get(name) for name, _ in delta]


def test_exports_values(kind: str, tmp_path: Path) -> None:
    """Values that are hard to quote reach a child process byte for byte, and none is run."""
    check(kind, tmp_path, TORTURE)
    assert ["script"] == sorted(name for name in os.listdir(tmp_path) if not name.startswith("."))


@pytest.mark.parametrize("kind", [kind for kind in COMMANDS if kind not in TEXT_ONLY], indirect=True)
def test_values_that_are_not_utf8(kind: str, tmp_path: Path) -> None:
    """Values that are not UTF-8 reach a child process byte for byte."""
    check(kind, tmp_path, BYTES)


@pytest.mark.parametrize("form", TEXT_ONLY)
def test_values_that_cannot_be_said(form: str) -> None:
    """A shell that supports only UTF-8 rejects other values and names their variable."""
    with pytest.raises(CannotSayError) as caught:
        render_shell_code(form, (Op("A", "a"), Op("B", BYTES[0])))
    assert f"cannot write B to {form} code: value is not UTF-8" == caught.value.what


def test_exports_unset(kind: str, tmp_path: Path) -> None:
    """Unset operations work, also for variables that are not set."""
    delta = (Op("A", None), Op("B", None), Op("C", ""), Op("D", "d"))
    found = loaded(kind, tmp_path, delta, {"A": "a", "C": "c", "E": "e"})
    assert [None, None, "", "d", "e"] == [found.get(name) for name in "ABCDE"]


@pytest.mark.parametrize("kind", ["tcsh"], indirect=True)
def test_backslash_quote(tmp_path: Path, kind: str) -> None:
    """Values are the same in a tcsh with backslash_quote set."""
    values = ["\\", "\\'", "a\\\nb", "\\!", "'\"\\\\"]
    delta = tuple(Op(f"VALUE_{number}", value) for number, value in enumerate(values))
    found = loaded(kind, tmp_path, delta, {}, "set backslash_quote\n")
    assert values == [found[name] for name, _ in delta]


@pytest.mark.parametrize("value", ["~/a", ":", "", "a::b", "$HOME/x", "~:~root", "x" * 9])
@pytest.mark.parametrize("kind", ["xonsh"], indirect=True)
def test_names_of_lists(tmp_path: Path, kind: str, value: str) -> None:
    """Variables that xonsh would convert to lists or expand reach a child process unchanged."""
    delta = (Op("FOO_PATH", value), Op("MY_DIRS", value), Op("GONE_PATH", None))
    found = loaded(kind, tmp_path, delta, {"FOO_PATH": "~/b:", "GONE_PATH": "x"})
    assert [value, value, None] == [found.get(name) for name, _ in delta]


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(TEXT, min_size=20, max_size=40))
def test_exports_any_value(kind: str, tmp_path: Path, values: list[str]) -> None:
    """Any value reaches a child process unchanged."""
    check(kind, tmp_path, values)
