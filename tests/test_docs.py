"""The pages for people: each transcript is played in a real bash, and each command in them exists."""

import fnmatch
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import click
import pytest

from vxenv.cli.install import hook_text
from vxenv.cli.main import cli
from vxenv.cli.samples import DIRECTORY_FILE_TEXT, PROFILES, PROJECT

ROOT: Final = Path(__file__).parent.parent
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
TODAY: Final = "2026-11-22"
_FENCE = re.compile(
    r"(?:<!-- given: (?P<given>[^\n]*) -->\n)?```(?P<info>[^\n]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)
_MARK: Final = "\x1d"
# Transcripts whose info string says "not-run", by their first command, each with the reason.
NOT_RUN: Final = {
    "vxenv probe acme-eu --models opus": "asks Google; tests/cloud plays probe and explain against a fake one",
    "vxenv doctor": "tells of the machine's own client, gcloud and rc files; tests/test_doctor_command.py has each",
    "vxenv set 'prod-*' models.sonnet=claude-sonnet-5": "undo says the minute; tests/test_set.py has it",
    "vxenv setup": "asks on a terminal; tests/shells/test_setup.py answers",
}


class Block(NamedTuple):
    """A fenced text of a page: where it is, its info string, what is given, what it says."""

    where: str
    info: str
    given: str
    text: str


def blocks(info: str) -> list[Block]:
    """Return the blocks of all pages whose info string starts with a word."""
    found = []
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            line = text.count("\n", 0, match.start("text"))
            block = Block(f"{page.relative_to(ROOT)}:{line}", match["info"], match["given"] or "", match["text"])
            if block.info.split()[:1] == [info]:
                found.append(block)
    return found


def steps(text: str) -> list[tuple[str, list[str]]]:
    """Return the commands of a transcript, each with the lines that follow it."""
    found: list[tuple[str, list[str]]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], []))
        else:
            found[-1][1].append(line)
    return found


def fits(expected: list[str], lines: list[str]) -> bool:
    """Tell whether lines are as a page has them: … stands for anything in a line, or alone for any lines."""
    if not expected:
        return not lines
    if expected[0] == "…":
        return any(fits(expected[1:], lines[at:]) for at in range(len(lines) + 1))
    pattern = re.sub(r"([\[\]?*])", r"[\1]", expected[0].rstrip()).replace("…", "*")
    return bool(lines) and fnmatch.fnmatchcase(lines[0].rstrip(), pattern) and fits(expected[1:], lines[1:])


def furnished(home: Path, given: str) -> None:
    """Put sample profiles, a project that may use them, and what `given` adds as lines of shell, into a home."""
    store = home / ".config" / "vxenv" / "profiles"
    store.mkdir(parents=True)
    for name, text in PROFILES.items():
        (store / f"{name}.toml").write_text(text.replace("protected = true\n", ""), encoding="utf-8")
    for name in (PROJECT, "from-a-stranger"):
        (home / name).mkdir()
    for name in (PROJECT, "from-a-stranger"):
        if name not in given.split():
            (home / name / ".vxenv.toml").write_text(DIRECTORY_FILE_TEXT, encoding="utf-8")
    programs = home / "programs"
    programs.mkdir()
    (programs / "claude").write_text("#!/bin/sh\n", encoding="utf-8")  # a stand-in that starts and ends
    (programs / "claude").chmod(0o755)
    (home / "hook.bash").write_text(hook_text("bash"), encoding="utf-8")


def played(home: Path, block: Block) -> Iterator[tuple[str, list[str], list[str]]]:
    """Play a transcript; yield each command with the lines that the page has and those that came."""
    furnished(home, block.given)
    path = os.pathsep.join([str(home / "programs"), str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {name: value for name, value in os.environ.items() if name.startswith(("VXENV_", "XDG_"))}
    environment |= {"HOME": str(home), "PATH": path, "LANG": "C.UTF-8", "PS1": "", "VXENV_TODAY": TODAY}
    environment |= dict(word.split("=", 1) for word in shlex.split(block.given) if "=" in word)
    all_steps = steps(block.text)
    lines = ["PS1=''; exec 2>&1", f"vxenv allow {shlex.quote(str(home / PROJECT))} >/dev/null 2>&1 </dev/null", "cd"]
    # What stands behind "first:" is done before, unseen.
    lines += [word.removeprefix("first:") for word in shlex.split(block.given) if word.startswith("first:")]
    lines += [". ~/hook.bash >/dev/null 2>&1"]
    for command, _ in all_steps:
        # Its input is not the rest of this script.
        lines += [f"printf '{_MARK}\\n'", f"{{ {command.partition('  #')[0]}; }} </dev/null"]
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "--noediting", "-i"],
        input="\n".join([*lines, f"printf '{_MARK}\\n'", ""]).encode(),
        env=environment,
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=120,
        check=False,
    )
    came = done.stdout.decode().split(_MARK + "\n")[1:]
    for (command, expected), text in zip(all_steps, came, strict=False):
        yield command, expected, text.splitlines()


RUN: Final = [one for one in blocks("console") if "not-run" not in one.info]


@pytest.mark.parametrize("block", RUN, ids=lambda one: one.where)
def test_a_transcript_is_what_a_shell_shows(block: Block, home: Path) -> None:
    """Each command of a transcript prints, in a real bash with the hook, what the page has below it."""
    came = list(played(home, block))

    assert len(steps(block.text)) == len(came)
    assert [] == [one for one in came if not fits(one[1], one[2])]


def test_what_is_not_run_has_a_reason() -> None:
    """Only transcripts with a reason here say that they are not run."""
    assert sorted(NOT_RUN) == sorted(steps(one.text)[0][0] for one in blocks("console") if "not-run" in one.info)


def commands_in(text: str) -> Iterator[list[str]]:
    """Yield the words of each vxenv command in lines of shell or of a transcript."""
    for line in text.splitlines():
        words = shlex.split(line.removeprefix("$ "), comments=True) if not line.startswith(" ") else []
        if words[:1] == ["vxenv"]:
            ends = [at for at, word in enumerate(words) if word in ("|", ">", "&&", ";", "--")]
            yield words[1 : min(ends, default=len(words))]


def unknown(words: list[str]) -> str:
    """Return what of a command does not exist, or ""."""
    command: click.Command = cli
    context = click.Context(cli)
    rest = list(words)
    while isinstance(command, click.Group) and rest and not rest[0].startswith("-"):
        below = command.get_command(context, rest.pop(0))
        if below is None:
            return f"no command in {words}"
        command = below
    known = {word for one in command.get_params(context) for word in (*one.opts, *one.secondary_opts)}
    options = [word.split("=")[0] for word in rest if word.startswith("--")]
    return " ".join(option for option in options if option not in known)


def test_commands_of_pages_exist() -> None:
    """Each vxenv command in a block of shell or a transcript exists, with its options."""
    lines = [
        (block.where, words)
        for block in [one for info in ("sh", "console") for one in blocks(info)]
        for words in commands_in(
            "\n".join(f"$ {c}" for c, _ in steps(block.text)) if block.info[0] == "c" else block.text
        )
    ]

    assert lines
    assert [] == [(where, words, unknown(words)) for where, words in lines if unknown(words)]
