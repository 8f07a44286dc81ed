"""The command line called in this process, and what a command must leave alone when it fails."""

import io
import os
import re
import stat
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, Protocol
from unittest.mock import patch

from vxenv import __main__

Tree = dict[str, tuple[bytes, int]]
# Commands that replace their process, or go by its standard streams rather than by Python's.
OWN_PROCESS = frozenset({"exec", "guard", "hook", "statusline"})


class Ran(NamedTuple):
    """What a run of the command line came to."""

    code: int
    stdout: str
    stderr: str


class Run(Protocol):
    """Runs ``vxenv`` with words; `env` goes over this process's environment, None there unsets."""

    def __call__(self, *words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
        """Return what it came to."""


def run_process(*words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with words in a process of its own, and return what it came to."""
    environment: dict[str, str | None] = {**os.environ, **(env or {})}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", *words],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        check=False,
    )
    # As bytes, since text mode would take a carriage return for a line break.
    return Ran(done.returncode, *(stream.decode(errors="surrogateescape") for stream in (done.stdout, done.stderr)))


def called(*words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with words in this process, which saves the start of Python, and return what it came to."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.BytesIO(), io.BytesIO()
    streams: dict[str, Any] = {
        name: io.TextIOWrapper(raw, "utf-8", errors="surrogateescape", write_through=True, newline="")
        for name, raw in (("stdin", io.BytesIO(given)), ("stdout", out), ("stderr", err))
    }
    code = 0
    # What is lost with the power is not what is tested here, and a sync takes its time.
    with patch.dict(os.environ), patch.object(os, "fsync"), patch.multiple(sys, argv=["vxenv", *words], **streams):
        for name, value in (env or {}).items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value
        try:
            __main__.main()
        except SystemExit as done:
            code = int(done.code or 0)
    return Ran(code, *(raw.getvalue().decode(errors="surrogateescape") for raw in (out, err)))


def run_anywhere(*words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with words in this process unless they need one of their own, and return what it came to."""
    return (run_process if {*words[:1]} & OWN_PROCESS else called)(*words, stdin=stdin, env=env)


def tree(home: Path) -> Tree:
    """Return every file of the configuration and the state, the history too, with its mode."""
    found = {}
    for place in (".config", ".local"):
        for path in sorted((home / place).rglob("*")):
            mode = path.lstat().st_mode
            if not stat.S_ISDIR(mode):
                data = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
                found[str(path.relative_to(home))] = (data, stat.S_IMODE(mode))
    return found


def error(ran: Ran, code: int) -> str:
    """Return what an error says; it has exit code `code`, a hint or the page to see, and nothing on stdout."""
    lines = ran.stderr.splitlines()
    assert (code, "", [], 1, True) == (
        ran.code,
        ran.stdout,
        [line for line in lines if "Traceback" in line],
        sum(line.startswith("vxenv: ") for line in lines),
        any(re.fullmatch("(hint|see): .+", line) for line in lines),
    ), ran
    return ran.stderr


def refused(
    home: Path, code: int, *words: str, stdin: bytes = b"", env: Mapping[str, str | None] | None = None
) -> str:
    """Run ``vxenv`` with words that must fail and leave every file as it was; return what it says."""
    before = tree(home)
    said = error(called(*words, stdin=stdin, env=env), code)
    assert before == tree(home)
    return said
