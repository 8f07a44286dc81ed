"""Test confirmations of wide-reaching commands, and the report of `set` with a pattern."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pexpect
import pytest

from commandline import called, refused
from terminals import end

Profile = Callable[[str, str], Path]
PROD = '[vertex]\nproject = "acme-prod"\nregion = "global"\n'
HOOK = {"__VXENV_HOOK": "bash 1 home"}


@pytest.fixture(autouse=True)
def profiles(profile: Profile) -> None:
    """Write three profiles."""
    profile("prod-global", PROD)
    profile("prod-eu", PROD.replace("global", "eu"))
    profile("opus", '[models]\nopus = "claude-opus-5"\n')


@contextlib.contextmanager
def asked(*words: str, env: Mapping[str, str] | None = None) -> Iterator[Any]:
    """Run ``vxenv`` with the arguments behind a pseudo-terminal."""
    child = pexpect.spawn(
        sys.executable,
        ["-P", "-m", "vxenv", *words],
        env={**os.environ, "TERM": "dumb", **(env or {})},
        encoding="utf-8",
        timeout=60,
        dimensions=(24, 300),
    )
    try:
        yield child
    finally:
        end(child)


def answer(question: str, text: str, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Return the exit code and the output of the command that asks `question` and is answered `text`."""
    with asked(*words, env=env) as child:
        child.expect_exact(question)
        child.sendline(text)
        child.expect(pexpect.EOF)
        child.wait()
        return int(child.exitstatus), str(child.before)


def test_unknown_answer(profile: Callable[[str, str | bytes], Path]) -> None:
    """Any other answer to a question is reported in vxenv's words, and the question is repeated."""
    for name in ("a", "b"):
        profile(name, '[models]\nmain = "opus"\n')
    with asked("remove", "a", "b") as child:
        child.expect_exact("[y/N]: ")
        child.sendline("perhaps")
        child.expect_exact("unknown answer; expected one of: y, yes, n, no")
        child.expect_exact("[y/N]: ")
        child.sendline("Y")
        child.expect(pexpect.EOF)
        child.wait()

    assert 0 == child.exitstatus


def names(config: Path) -> list[str]:
    """Return the names of all profiles."""
    return sorted(path.stem for path in (config / "profiles").iterdir())


@pytest.mark.parametrize(("text", "code", "left"), [("y", 0, ["opus"]), ("n", 3, 3), ("", 3, 3)])
def test_remove_several(text: str, code: int, left: list[str] | int, config: Path) -> None:
    """Several profiles are removed after "yes"; Enter means "no"."""
    found = answer("Remove them?", text, "rm", "prod-*")[0]

    assert (code, left) == (found, names(config) if isinstance(left, list) else len(names(config)))


def test_remove_without_a_terminal(home: Path, config: Path) -> None:
    """Without a terminal several are rejected, with the command that confirms; one needs no confirmation."""
    said = refused(home, 3, "remove", "prod-*")

    assert ("this removes 2 profiles: prod-eu, prod-global" in said, True) == (
        True,
        "hint: vxenv remove --yes 'prod-*'\n" in said,
    )
    assert (0, ["opus"]) == (called("remove", "--yes", "prod-*").code, names(config))
    assert (0, []) == (called("remove", "opus").code, names(config))


@pytest.mark.parametrize(("text", "code", "kept"), [("y", 0, 0), ("n", 3, 1)])
def test_questions_forget(text: str, code: int, kept: int) -> None:
    """Irrecoverable history is removed only after "yes"."""
    called("copy", "opus", "x")
    found = answer("Delete the history?", text, "undo", "--forget")[0]

    assert (code, kept) == (found, len(called("undo", "--list").stdout.splitlines()))


def test_forget_without_a_terminal(home: Path) -> None:
    """Without a terminal --yes is required."""
    called("copy", "opus", "x")

    assert "hint: vxenv undo --forget --yes\n" in refused(home, 3, "undo", "--forget")
    assert "forgot 1 change\n" == called("undo", "--forget", "--yes").stderr


@pytest.mark.parametrize(
    ("word", "question"), [("prod-g", 'Switch to "prod-global"?'), ("op+prod-g", 'Switch to "opus+prod-global"?')]
)
def test_a_prefix_asks(word: str, question: str) -> None:
    """A unique prefix of a profile's name asks for confirmation; "no" changes nothing."""
    yes, printed = answer(question, "", "use", word, env=HOOK)
    no, _ = answer(question, "n", "use", word, env=HOOK)

    stack = question.split('"')[1]
    assert (0, 3, True) == (yes, no, f": vxenv 1 use:{stack}" in printed)


def test_a_prefix_without_a_terminal(home: Path) -> None:
    """Without a terminal a prefix is an error with the full command."""
    assert "hint: vxenv use --yes prod-global+opus\n" in refused(home, 2, "use", "--yes", "prod-g+opus", env=HOOK)


def test_a_prefix_of_two(home: Path) -> None:
    """A prefix of two names matches neither."""
    assert 'no profile "prod"' in refused(home, 2, "use", "prod", env=HOOK)


def test_set_says_who_gets_a_new_key(config: Path) -> None:
    """Profiles matched by a pattern that did not have the key are named."""
    ran = called("set", "*", "models.opus=claude-opus-5-5")

    assert (0, ["note: previously unset in prod-eu, prod-global  (skip: --if-set)"]) == (
        ran.code,
        [line for line in ran.stderr.splitlines() if line.startswith("note: ")],
    )
    assert "claude-opus-5-5" in (config / "profiles" / "prod-eu.toml").read_text()


@pytest.mark.parametrize("words", [("prod-eu", "prod-global"), ("prod-eu",)], ids=" ".join)
def test_set_of_what_is_named(words: tuple[str, ...]) -> None:
    """Explicitly named profiles are not reported."""
    assert "previously unset" not in called("set", *words, "models.opus=claude-opus-5-5").stderr


def test_if_set(config: Path) -> None:
    """--if-set changes existing keys only, and leaves other profiles unchanged."""
    ran = called("set", "*", "models.opus=claude-opus-5-5", "--if-set")

    assert (0, "opus: models.opus  claude-opus-5 → claude-opus-5-5\n", PROD) == (
        ran.code,
        ran.stderr,
        (config / "profiles" / "prod-global.toml").read_text(),
    )


def test_if_set_nowhere() -> None:
    """If no profile has the key, nothing changes, and that is reported."""
    assert "prod-eu, prod-global: no changes\n" == called("set", "prod-*", "models.haiku=x", "--if-set").stderr


def test_dry_run_says_it_too() -> None:
    """A dry run also names the profiles that would get a new key."""
    assert "note: previously unset in prod-eu, prod-global" in called("set", "*", "models.opus=x", "--dry-run").stderr
