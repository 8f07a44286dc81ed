"""Run a scene in a bash in its own home."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from docs.pages import Step
from vxenv.setup.hook_text import render_hook

TIMEOUT = 120
TODAY = "2026-11-22"
_MARK = "\x1d"
# Messages of bash about the missing terminal come before it.
_BEGIN = f"{_MARK}begin\n"


def _without_vxenv(path: str) -> list[str]:
    """Return the directories of a PATH without those that hold a vxenv of this machine."""
    return [one for one in path.split(os.pathsep) if not os.path.lexists(os.path.join(one, "vxenv"))]


class Stage:
    """A home, the environment of its shells, and the lines typed before the scene; `later` stops servers."""

    def __init__(self, home: Path, later: ExitStack) -> None:
        """Use the existing home, and put vxenv on its PATH."""
        self.home = home
        self.later = later
        self.before: list[str] = []
        self.programs = home / "programs"
        self.programs.mkdir()
        self.environment = {
            "HOME": str(home),
            "PATH": os.pathsep.join([str(self.programs), *_without_vxenv(os.environ["PATH"])]),
            "LANG": "C.UTF-8",
            "TERM": "dumb",
            "PS1": "",
            "PS2": "",
            "VXENV_TODAY": TODAY,
        }
        self.program("vxenv", shlex.join(["exec", sys.executable, "-P", "-m", "vxenv"]) + ' "$@"')

    def write(self, place: str, text: str) -> Path:
        """Write a file below the home."""
        path = self.home / place
        for folder in reversed(path.relative_to(self.home).parents):
            (self.home / folder).mkdir(mode=0o700, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        path.chmod(0o600)
        return path

    def program(self, name: str, script: str) -> None:
        """Put a program before those of the machine on PATH."""
        self.write(f"programs/{name}", f"#!/bin/sh\n{script}\n").chmod(0o755)

    def play(self, steps: Sequence[Step]) -> list[str]:
        """Type the steps in a bash with the hook; return the output of each."""
        with patch.dict(os.environ, self.environment, clear=True):
            hook = self.write(".hook.bash", render_hook("bash"))
        lines = [f"printf '{_MARK}begin\\n'", f". {shlex.quote(str(hook))}"]
        lines += self.before
        lines += [line for step in steps for line in (f"printf '{_MARK}\\n'", step.typed)]
        script = self.write(".script", "\n".join([*lines, f"printf '{_MARK}\\n'", ""]))
        with script.open("rb") as file:
            done = subprocess.run(
                ["bash", "--norc", "--noediting", "-i"],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                cwd=self.home,
                env=self.environment,
                start_new_session=True,
                timeout=TIMEOUT,
                check=False,
            )
        text = done.stdout.decode(errors="replace").partition(_BEGIN)[2]
        return re.split(f"{_MARK}\n", text)[1 : len(steps) + 1]
