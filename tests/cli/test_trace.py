"""Test --debug and VXENV_DEBUG: files, decisions and requests on stderr, and nothing if unset."""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from commandline import Run
from vxenv import __main__

Profile = Callable[[str, str], Path]
LINE = re.compile(r"vxenv: +[0-9]+\.[0-9] ms  (read|write|remove|decide|ask) +(.*)")
HIDDEN = "sk-ant-s3cret-s3cret-s3cret"


@pytest.fixture(autouse=True)
def profiles(profile: Profile) -> None:
    """Write a profile that contains a secret."""
    profile("eu", f'[vertex]\nproject = "acme-eu"\nregion = "eu"\n[env]\nMY_TOKEN = "{HIDDEN}"\n')


def lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a trace as event and object."""
    return [(found[1], found[2]) for found in map(LINE.fullmatch, text.splitlines()) if found]


@pytest.mark.parametrize("words", [("--debug", "list"), ("list", "--debug")], ids=" ".join)
def test_what_is_read(words: tuple[str, ...], process: Run) -> None:
    """Files read are named, including missing ones; stdout is unchanged."""
    ran = process(*words)
    found = lines(ran.stderr)

    assert (process("list").stdout, True, True, 0) == (
        ran.stdout,
        ("read", "~/.config/vxenv/profiles/eu.toml") in found,
        ("read", "~/.config/vxenv/config.toml  (missing)") in found,
        ran.stderr.count(HIDDEN),
    )
    assert len(ran.stderr.splitlines()) == len(found)


@pytest.mark.parametrize(("value", "wanted"), [("1", True), ("yes", True), ("0", False), ("", False), ("off", False)])
def test_the_variable(value: str, wanted: bool, process: Run) -> None:
    """VXENV_DEBUG has the same effect, unless it is a word for no."""
    assert wanted is bool(lines(process("list", env={"VXENV_DEBUG": value}).stderr))


def test_what_is_decided_and_written(process: Run, work: Path) -> None:
    """The file that applies to a directory is named, and so are written files."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n')
    first, allowed, then = process("status", "--debug"), process("allow", "--debug"), process("status", "--debug")

    assert [True, True, True] == [
        ("decide", "~/code/.vxenv.toml is not allowed") in lines(first.stderr),
        any(kind == "write" and "/allow/" in text for kind, text in lines(allowed.stderr)),
        ("decide", "~/code/.vxenv.toml governs ~/code") in lines(then.stderr),
    ]


def test_what_is_run_without_its_arguments(process: Run) -> None:
    """A started program is named; its arguments, which may hold secrets, are only counted."""
    ran = process("exec", "eu", "--debug", "--", "true", "--password", "hunter2")

    assert (True, False, False) == (
        any(kind == "ask" and re.fullmatch(r"run \S*true with 2 arguments", text) for kind, text in lines(ran.stderr)),
        "hunter2" in ran.stderr,
        HIDDEN in ran.stderr,
    )


def test_what_steers_a_terminal_is_escaped(process: Run, work: Path) -> None:
    """A name from a repository is shown escaped."""
    place = work / "a\x1b[31mb"
    place.mkdir()
    (place / ".vxenv.toml").write_text("profile = 'x'\n")
    ran = process("diff", "eu", str(place / ".vxenv.toml"), "--debug")

    assert (False, True) == ("\x1b" in ran.stderr, "\\x1b[31mb/.vxenv.toml" in ran.stderr)


def hook(home: Path, env: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run vxenv as the hook of a bash does."""
    words = [sys.executable, "-X", "utf8", "-I", "-S", str(Path(__main__.__file__))]
    words += ["hook", "bash", "1", f"dir:{home}/code/.vxenv.toml", "name", "home"]
    return subprocess.run(words, env={"HOME": str(home), **env}, capture_output=True, text=True, check=False)


def test_the_hook(home: Path, work: Path, process: Run) -> None:
    """The hook's Python prints a trace beside its answer, which is unchanged."""
    (work / ".vxenv.toml").write_text('profile = "eu"\n')
    process("allow")
    loud, quiet = hook(home, {"VXENV_DEBUG": "1"}), hook(home, {})

    assert (quiet.stdout, "", True) == (
        loud.stdout,
        quiet.stderr,
        ("decide", f"hook of bash requests dir:{home}/code/.vxenv.toml") in lines(loud.stderr),
    )


def test_nothing_is_loaded_for_it() -> None:
    """Without a trace its module is not imported, and no audit hook is set."""
    code = (
        "import sys; from vxenv.cli.main import cli; sys.addaudithook = None;"
        "cli.main(['list'], standalone_mode=False); print('vxenv.cli.trace' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-P", "-c", code], capture_output=True, text=True, check=True)

    assert "False" == done.stdout.splitlines()[-1]
