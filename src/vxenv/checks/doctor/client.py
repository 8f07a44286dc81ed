"""Claude Code: where it is installed, which version that is, and what newer ones do better."""

import os
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import Clients, Version
from vxenv.checks.doctor.programs import programs
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.unmeasured import describe_unmeasured
from vxenv.claude.version import INSTALL, installed_version
from vxenv.errors import word
from vxenv.paths import shown
from vxenv.shells import hint_words

# Where installers of it put the program, whether that is on PATH or not.
_USUAL = ((".local", "bin", "claude"), (".claude", "local", "claude"))


class Installed(NamedTuple):
    """The programs called claude on PATH, the first being the one that runs; without any, where one is `beside` it."""

    paths: tuple[str, ...]
    beside: str
    version: Version | None


def find_client(environment: Mapping[str, str]) -> Installed:
    """Return which Claude Code is there, without starting it."""
    home = environment.get("HOME") or os.path.expanduser("~")
    paths = tuple(programs("claude", environment.get("PATH", "")))
    usual = (os.path.join(home, *parts) for parts in _USUAL)
    beside = "" if paths else next((path for path in usual if os.access(path, os.X_OK)), "")
    return Installed(paths, beside, installed_version(paths[0]) if paths else None)


def client_checks(found: Installed, known: Clients, shell: str = "") -> Iterator[Check]:
    """Yield what is to be said of the Claude Code that was found; hints are for `shell`."""
    if not found.paths:
        yield _missing(found, shell)
        return
    path = shown(found.paths[0])
    if found.version is None:
        what = f"Claude Code at {path} does not say which version it is: taken for {known.newest}"
        yield Check("version", NOTE, what, f"{word(path)} --version")
    else:
        yield _version(found.version, path, known)
    if len(found.paths) > 1:
        rest = ", ".join(shown(one) for one in found.paths[1:])
        yield Check(
            "path", NOTE, f"several claude on PATH: {path} comes before {rest}", hint_words.where(shell, "claude")
        )


def _missing(found: Installed, shell: str) -> Check:
    if found.beside:
        add = hint_words.prepend(shell, os.path.dirname(found.beside))
        return Check("installed", FAILED, f"Claude Code is at {shown(found.beside)}, which is not on PATH", add)
    return Check("installed", FAILED, "Claude Code is not installed: no claude on PATH", INSTALL)


def _version(version: Version, path: str, known: Clients) -> Check:
    better = known.advice(version)
    if better:
        last = better[-1]
        more = f" (and {len(better) - 1} more)" if len(better) > 1 else ""
        what = f"Claude Code {version} is old: from {last.version} on it {last.text}{more}"
        return Check("version", WARNING, what, "claude update")
    unmeasured = describe_unmeasured(version, known, version)
    if unmeasured:
        return Check("version", NOTE, unmeasured.what, unmeasured.hint)
    return Check("version", OK, f"Claude Code {version} at {path}")
