"""Run the command line in this process, and check the unchanged files after a failure."""

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
# Commands that replace their process, or use its standard streams instead of Python's.
OWN_PROCESS = frozenset({"exec", "guard", "hook", "statusline"})


class Ran(NamedTuple):
    """The result of a command line."""

    code: int
    stdout: str
    stderr: str


class Run(Protocol):
    """Runs ``vxenv`` with arguments; `env` changes this process's environment, None there unsets."""

    def __call__(self, *words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
        """Run the command, and return its result."""


def run_process(*words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with arguments in a process of its own, and return its result."""
    environment: dict[str, str | None] = {**os.environ, **(env or {})}
    done = subprocess.run(
        [sys.executable, "-P", "-m", "vxenv", *words],
        input=stdin.encode() if isinstance(stdin, str) else stdin,
        env={name: value for name, value in environment.items() if value is not None},
        capture_output=True,
        check=False,
    )
    # As bytes, because text mode treats a carriage return as a line break.
    return Ran(done.returncode, *(stream.decode(errors="surrogateescape") for stream in (done.stdout, done.stderr)))


def called(*words: str, stdin: str | bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with arguments in this process, which saves starting Python, and return its result."""
    given = stdin.encode() if isinstance(stdin, str) else stdin
    out, err = io.BytesIO(), io.BytesIO()
    streams: dict[str, Any] = {
        name: io.TextIOWrapper(raw, "utf-8", errors="surrogateescape", write_through=True, newline="")
        for name, raw in (("stdin", io.BytesIO(given)), ("stdout", out), ("stderr", err))
    }
    code = 0
    # Durability after a power loss is not tested here, and a sync is slow.
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
    """Run ``vxenv`` with arguments in this process if possible, and return its result."""
    return (run_process if {*words[:1]} & OWN_PROCESS else called)(*words, stdin=stdin, env=env)


def tree(home: Path) -> Tree:
    """Return every file of the configuration and the state, including the history, with its mode."""
    found = {}
    for place in (".config", ".local"):
        for path in sorted((home / place).rglob("*")):
            mode = path.lstat().st_mode
            if not stat.S_ISDIR(mode):
                data = os.fsencode(path.readlink()) if path.is_symlink() else path.read_bytes()
                found[str(path.relative_to(home))] = (data, stat.S_IMODE(mode))
    return found


def error(ran: Ran, code: int) -> str:
    """Return the text of an error, after checking exit code `code`, a hint or a page, and the empty stdout."""
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
    """Run ``vxenv`` with arguments that must fail without changing any file; return the error."""
    before = tree(home)
    said = error(called(*words, stdin=stdin, env=env), code)
    assert before == tree(home)
    return said
