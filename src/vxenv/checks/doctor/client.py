"""Check the installed Claude Code: its path, its version and the improvements of newer versions."""

import os
from collections.abc import Iterator

from vxenv.catalogue.clients import Clients, Version
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.checks.newer_client import describe_unmeasured
from vxenv.claude.version import INSTALL
from vxenv.errors import quote_word
from vxenv.paths import shorten_path
from vxenv.shells import hint_words

# The paths that Claude Code's installers use, on PATH or not.
_USUAL = ((".local", "bin", "claude"), (".claude", "local", "claude"))


def check_client(context: Context) -> Iterator[Check]:
    """Yield the checks of the installed Claude Code, without starting it."""
    if not context.client_programs:
        yield _report_missing(context)
        return
    first, *others = context.client_programs
    yield check_version(context.installed_client, shorten_path(first), context.knowledge.clients)
    if others:
        what = f"several claude on PATH: {shorten_path(first)} precedes {', '.join(map(shorten_path, others))}"
        yield Check("path", NOTE, what, hint_words.render_which(context.shell, "claude"))


def _report_missing(context: Context) -> Check:
    home = context.environment.get("HOME") or os.path.expanduser("~")
    usual = (os.path.join(home, *parts) for parts in _USUAL)
    program = next((path for path in usual if os.access(path, os.X_OK)), "")
    if program:
        add = hint_words.render_prepend(context.shell, os.path.dirname(program))
        return Check("installed", FAILED, f"{shorten_path(program)} is not on PATH", add)
    return Check("installed", FAILED, "Claude Code is not installed: no claude on PATH", INSTALL)


def check_version(version: Version | None, path: str, known: Clients) -> Check:
    """Return the check of the `version`, None if unknown, of the Claude Code at `path`."""
    if version is None:
        what = f"unknown version of Claude Code at {path}; assuming {known.newest}"
        return Check("version", NOTE, what, f"{quote_word(path)} --version")
    better = known.list_advice(version)
    if better:
        last = better[-1]
        more = f" (and {len(better) - 1} more)" if len(better) > 1 else ""
        what = f"Claude Code {version} is outdated: since {last.version} it {last.text}{more}"
        return Check("version", WARNING, what, "claude update")
    unmeasured = describe_unmeasured(version, known, version)
    if unmeasured:
        return Check("version", NOTE, unmeasured.what, unmeasured.hint)
    return Check("version", OK, f"Claude Code {version} at {path}")
