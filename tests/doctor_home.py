"""A home without problems, in which tests of doctor cause faults."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from commandline import Ran, called
from vxenv import __version__
from vxenv.activation.undo_record import enter_activation
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store

KEY = {"type": "authorized_user", "client_id": "i", "client_secret": "s3cret", "refresh_token": "t0ken"}
PROFILE = """[vertex]
project = "acme-eu"
region = "eu"
[models]
opus = "claude-opus-5"
sonnet = "claude-sonnet-5"
haiku = "claude-haiku-4-5@20251001"
"""
HOOK = {"__VXENV_HOOK": f"bash {__version__} home", "__VXENV_PROMPTS": '"${__vxenv_on-:}" && :'}
Problem = tuple[str, str, str]


class World(NamedTuple):
    """A home and the variables of a shell in it, None for unset ones; `tools` is first on PATH."""

    home: Path
    env: dict[str, str | None]

    @property
    def tools(self) -> Path:
        """The directory of programs."""
        return self.home / "bin"

    @property
    def key(self) -> Path:
        """The path of the Google credentials."""
        return self.home / ".config" / "gcloud" / "application_default_credentials.json"

    def program(self, name: str, *lines: str) -> None:
        """Write a program."""
        self.tools.mkdir(exist_ok=True)
        path = self.tools / name
        path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
        path.chmod(0o755)

    def claude(self, version: str, place: str = "bin") -> None:
        """Install Claude Code like its own installer."""
        real = self.home / "claude" / "versions" / version
        real.parent.mkdir(parents=True, exist_ok=True)
        real.write_text("#!/bin/sh\n")
        real.chmod(0o755)
        link = self.home / place / "claude"
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(real)

    def profile(self, text: str, name: str = "p") -> Path:
        """Write a profile."""
        path = self.home / ".config" / "vxenv" / "profiles" / f"{name}.toml"
        path.write_text(text)
        path.chmod(0o600)
        return path

    def settings(self, text: str) -> None:
        """Write the user's Claude Code settings."""
        (self.home / ".claude").mkdir(exist_ok=True)
        (self.home / ".claude" / "settings.json").write_text(text)

    def credentials(self, table: Mapping[str, object] | str) -> None:
        """Write Google credentials."""
        self.key.write_text(table if isinstance(table, str) else json.dumps(table))
        self.key.chmod(0o600)

    def environment(self) -> dict[str, str]:
        """Return the environment of a shell with the active profile."""
        given = {name: value for name, value in {**os.environ, **self.env}.items() if value is not None}
        if not (self.home / ".config/vxenv/profiles/p.toml").is_file() or "VXENV_REASON" in self.env:
            return given
        try:
            delta = resolve_stack(["p"], Store()).list_operations()
        except Exception:  # noqa: BLE001 - broken on purpose
            return given | {"VXENV_PROFILE": "p", "VXENV_REASON": "use"}
        private = {name: value for name, value in given.items() if name in HOOK}
        return {**enter_activation(given, delta, "p", "use"), **private}

    def doctor(self, *words: str, by_hand: Mapping[str, str | None] | None = None) -> Ran:
        """Run doctor; `by_hand` are the variables that were changed after the profile became active."""
        env: dict[str, str | None] = dict.fromkeys(os.environ)
        return called("doctor", *words, env={**env, **self.environment(), **(by_hand or {})})

    def checks(self, *words: str, by_hand: Mapping[str, str | None] | None = None) -> list[dict[str, Any]]:
        """Return the checks of doctor from its JSON output."""
        ran = self.doctor("--json", *words, by_hand=by_hand)
        assert ran.stdout, ran
        found: list[dict[str, Any]] = json.loads(ran.stdout)["checks"]
        return found

    def run(self, hint: str, by_hand: Mapping[str, str | None]) -> dict[str, str | None]:
        """Run a hint in a shell with `by_hand` variables, and return the variables that it changed."""
        now = {**self.environment(), **{name: value for name, value in by_hand.items() if value is not None}}
        command = ["bash", "--norc", "-c", f"{{ {hint}\n}} >/dev/null || exit\nenv -0"]
        done = subprocess.run(command, env=now, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done
        after = dict(line.partition("=")[::2] for line in done.stdout.split("\0") if line)
        return {name: after.get(name) for name in {*now, *after} if after.get(name) != now.get(name) and name != "_"}


def problems(checks: list[dict[str, Any]]) -> list[Problem]:
    """Return group, name and state of each problem, in order."""
    rows = [(one["group"], one["name"], one["state"]) for one in checks]
    return [row for row in rows if row[2] in ("warning", "failed")]


def healthy(home: Path) -> World:
    """Return a home without problems."""
    world = World(home, {**HOOK, "VXENV_TODAY": "2026-11-22", "SSL_CERT_FILE": None, "NODE_EXTRA_CA_CERTS": None})
    world.env["PATH"] = f"{world.tools}:/usr/bin:/bin"
    (home / ".config" / "vxenv" / "profiles").mkdir(parents=True)
    (home / ".config" / "vxenv").chmod(0o700)
    (home / ".config" / "gcloud").mkdir()
    (home / ".bashrc").write_text('# mine\neval "$(vxenv init bash)"\n')
    completions = home / ".local" / "share" / "bash-completion" / "completions" / "vxenv"
    completions.parent.mkdir(parents=True)
    completions.touch()
    world.profile(PROFILE)
    world.credentials(KEY)
    world.claude("2.1.330")
    world.program("vxenv", f"exec '{sys.executable}' -P -m vxenv \"$@\"")
    place = f'"$HOME/.config/gcloud/{world.key.name}"'
    world.program("gcloud", f"umask 077; rm -f {place}; echo '{json.dumps(KEY)}' > {place}")
    # An editor that empties the file.
    world.program("empty", ': > "$1"')
    world.env["EDITOR"] = "empty"
    return world
