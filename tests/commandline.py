"""The command line called in this process, and what a command must leave alone when it fails."""

import io
import os
import re
import stat
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from unittest.mock import patch

from conftest import Ran
from vxenv import __main__

Tree = dict[str, tuple[bytes, int]]


def called(*words: str, stdin: bytes = b"", env: Mapping[str, str | None] | None = None) -> Ran:
    """Run ``vxenv`` with words in this process, which saves the start of Python, and return what it came to."""
    out, err = io.BytesIO(), io.BytesIO()
    streams: dict[str, Any] = {
        name: io.TextIOWrapper(raw, "utf-8", errors="surrogateescape", write_through=True, newline="")
        for name, raw in (("stdin", io.BytesIO(stdin)), ("stdout", out), ("stderr", err))
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
