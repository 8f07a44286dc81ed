"""Test the text of `--help` and the manual."""

import os
import shlex
import shutil
import subprocess
import sys

import click
import pytest

from commands import commands
from docs.pages import ROOT
from helptext import parted
from vxenv.cli.main import COMMANDS, GROUPS, cli

WORDS = [one.words for one in commands() if one.words and not one.subcommands]
MANUAL = ROOT / "man" / "vxenv.1"


def calls(words: tuple[str, ...]) -> list[list[str]]:
    """Return the arguments that each example gives the command `words`; two or more spaces separate a remark."""
    name = f"vxenv {' '.join(words)}"
    pieces = (piece for line in parted(words).examples for piece in line.split("  "))
    return [_given(piece, piece.index(name) + len(name)) for piece in pieces if name in piece]


def _given(piece: str, at: int) -> list[str]:
    # `$(vxenv …)` and `(vxenv … | slurp)` end with the parenthesis.
    own = piece[at:].partition(")")[0] if "(" in piece[:at] else piece[at:]
    given = shlex.split(own)
    end = next((place for place, word in enumerate(given) if word[0] in "|;<>"), len(given))
    return given[:end]


@pytest.mark.parametrize("words", WORDS, ids=" ".join)
def test_examples_can_be_typed(words: tuple[str, ...]) -> None:
    """Each command's help has at least one example, and click parses every example."""
    context = click.Context(cli, info_name="vxenv")
    command: click.Command = cli
    for word in words:
        inner = command.get_command(context, word) if isinstance(command, click.Group) else None
        assert inner is not None
        command, context = inner, click.Context(inner, context, info_name=word)
    examples = calls(words)

    assert True is bool(examples)
    for given in examples:
        assert command.make_context(words[-1], list(given)).command is command


def test_help_lists_by_group(capsys: pytest.CaptureFixture[str]) -> None:
    """`vxenv --help` lists every command once, below the heading of its group."""
    with pytest.raises(SystemExit):
        cli.main(["--help"], prog_name="vxenv")
    printed = capsys.readouterr().out.partition("\nSwitch:\n")
    lines = ["Switch:", *printed[2].splitlines()]
    titles = [line.removesuffix(":") for line in lines if line.endswith(":") and not line.startswith(" ")]
    names = [
        line.split()[0].removesuffix(",") for line in lines if line.startswith("  ") and not line.startswith("   ")
    ]

    assert [title for title, _ in GROUPS] == titles
    assert list(COMMANDS) == names


def test_the_manual_is_what_the_code_says() -> None:
    """The manual matches the current commands."""
    done = subprocess.run(
        [sys.executable, ROOT / "tools" / "manual.py", "--check"], capture_output=True, text=True, check=False
    )
    assert (0, "", "") == (done.returncode, done.stdout, done.stderr)


def test_the_manual_can_be_read() -> None:
    """The manual is valid roff without warnings, and has each command with its examples."""
    if not shutil.which("mandoc") and not os.environ.get("CI"):
        pytest.skip("mandoc is not installed")
    linted = subprocess.run(["mandoc", "-Tlint", "-Wwarning", MANUAL], capture_output=True, text=True, check=False)
    shown = subprocess.run(["mandoc", "-Tascii", "-Owidth=300", MANUAL], capture_output=True, text=True, check=True)
    plain = "".join(shown.stdout.split("_\b"))
    while "\b" in plain:
        at = plain.index("\b")
        plain = plain[: at - 1] + plain[at + 1 :]

    assert (0, "") == (linted.returncode, linted.stdout)
    lines = {line.strip() for line in plain.splitlines()}
    assert [] == [
        one for words in WORDS for one in parted(words).examples if one.isascii() and one.strip() not in lines
    ]
