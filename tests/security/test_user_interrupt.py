"""Test that Ctrl-C ends each command with 130 and no message."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vxenv import __main__

pytestmark = pytest.mark.long

# Sends this process the same signal when it reads TOML.
INTERRUPTED = """
import os, runpy, signal, sys, tomllib
def interrupt(*_):
    os.kill(os.getpid(), signal.SIGINT)
    signal.pause()
signal.signal(signal.SIGINT, signal.default_int_handler)
tomllib.loads = interrupt
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
WORDS = (
    ("hook", "bash", "1", "use:p", "name", "home"),
    ("complete", "values", "vertex.region"),
    ("statusline",),
    ("guard",),
    ("show", "p"),
    ("lint", "p"),
    ("use", "p"),
)


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words[0])
def test_ctrl_c_is_silent(words: tuple[str, ...], profile: Callable[[str, str], Path], config: Path) -> None:
    """Each entry point ends with 130, and prints only an end of line."""
    profile("p", "[vertex]\nregion = 'eu'\n")
    (config / "catalogue.toml").write_text("a = 1\n")
    session = {"CLAUDECODE": "1", "CLAUDE_CODE_USE_VERTEX": "1", "VXENV_PROFILE": "p", "VXENV_REASON": "use"}
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, str(Path(__main__.__file__)), *words],
        env={**os.environ, **session, "__VXENV_HOOK": "bash 1 home"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )

    # A process ended by the signal has the status 130 in a shell.
    code = 128 - done.returncode if done.returncode < 0 else done.returncode
    assert (130, b"", b"") == (code, done.stdout.strip(), done.stderr.strip())
