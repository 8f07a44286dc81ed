"""Start Claude Code with settings files of every kind, including managed ones."""

import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from client.vertex import PATIENCE, QUIET, Claude, Vertex

ADDRESS = re.compile(r"/projects/([^/]+)/locations/([^/]+)/publishers/anthropic/models/([^/:]+):")


class Asked(NamedTuple):
    """The values in Claude Code's first request, "" each without a request, and its output."""

    project: str
    location: str
    model: str
    output: str


class Ground(NamedTuple):
    """The directories of a run: a home, a project in it, and the managed settings directory."""

    home: Path
    project: Path
    managed: Path

    def lay(self, files: Mapping[str, Any]) -> None:
        """Write settings files, by kind (``user``, ``project``, ``local``, ``managed``) or by path."""
        named = {
            "user": self.home / ".claude" / "settings.json",
            "project": self.project / ".claude" / "settings.json",
            "local": self.project / ".claude" / "settings.local.json",
            "managed": self.managed / "managed-settings.json",
        }
        for name, what in files.items():
            drop_in = name.startswith("managed-settings.d/")
            path = named.get(name) or ((self.managed if drop_in else self.home) / name)
            path.parent.mkdir(parents=True, exist_ok=True)
            text = what if isinstance(what, (str, bytes)) else json.dumps(what)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())


def ground(place: Path) -> Ground:
    """Return empty directories below `place`."""
    made = Ground(place / "home", place / "home" / "project", place / "managed")
    made.project.mkdir(parents=True)
    made.managed.mkdir()
    return made


def started(
    words: Sequence[str], on: Ground, env: Mapping[str, str], server: Vertex, directory: Path | None = None
) -> Asked:
    """Run `words`, which start Claude Code, and return its first request to `server`."""
    if any(on.managed.iterdir()):
        words = [*_administered(on), *words]
    process = subprocess.Popen(
        words,
        cwd=directory or on.project,
        env={"PATH": os.environ["PATH"], "HOME": str(on.home), **QUIET, **env},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        output = process.communicate(timeout=PATIENCE)[0].decode()
    finally:
        # The process group is Claude Code's own: killing it also ends its children.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    asked = [found for request in server.requests if (found := ADDRESS.search(request.url))]
    where = asked[0] if asked else {1: "", 2: "", 3: ""}
    return Asked(where[1], where[2], where[3], output)


def _administered(on: Ground) -> list[str]:
    """Return the command wrapped to see `on.managed` as /etc/claude-code, in a private copy of /etc."""
    enter = ["unshare", "--mount"] if os.geteuid() == 0 else ["unshare", "--map-root-user", "--mount"]
    if not shutil.which("unshare") or subprocess.run([*enter, "true"], capture_output=True, check=False).returncode:
        if os.environ.get("CI") and sys.platform == "linux":
            pytest.fail("no namespace of one's own: unshare --mount")
        pytest.skip("no namespace of one's own, so the administrator's settings cannot be played")
    etc = on.managed.parent / "etc"
    script = (
        f'mkdir "{etc}" && cp -a /etc/. "{etc}" 2>/dev/null; rm -rf "{etc}/claude-code"; '
        f'cp -a "{on.managed}" "{etc}/claude-code" && mount --bind "{etc}" /etc && exec "$@"'
    )
    return [*enter, "sh", "-c", script, "sh"]


def words(claude: Claude, *more: str) -> list[str]:
    """Return the command that starts `claude` for one answer."""
    return [claude.path, "-p", "hi", *more]
