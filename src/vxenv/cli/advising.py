"""What lint says in passing: when a profile is switched to or written. On the hook's way: no click here."""

import datetime as dt
import os
import sys

from vxenv.checks.lint import glance
from vxenv.checks.subject import subject
from vxenv.domain.secrets import redact_text
from vxenv.errors import UsageError, VxenvError
from vxenv.paths import printable
from vxenv.profiles.catalogue import knowledge
from vxenv.profiles.resolve import Resolved

TODAY = "VXENV_TODAY"
_LINES = 3


def today() -> dt.date:
    """Return the day where the user is; VXENV_TODAY (``YYYY-MM-DD``) names another. Raises UsageError."""
    given = os.environ.get(TODAY)
    if not given:
        return dt.datetime.now().astimezone().date()
    try:
        return dt.date.fromisoformat(given)
    except ValueError as error:
        raise UsageError(f"{TODAY} is no day: {printable(given)}", hint=f"unset {TODAY}") from error


def advice(stack: str, resolved: Resolved, *, written: bool = False, base: bool = False) -> list[str]:
    """Return lines on what is wrong with a stack at the moment of switching, or that was `written`; three at most.

    `stack` is as `vxenv lint` takes it, "" for what is active; `base` says that others build on it. For the
    newest Claude Code that is known: looking for the installed one would take longer than all else.
    """
    try:
        known = knowledge()
        one = subject(stack, resolved, known, today=today(), client=known.clients.newest, base=base)
        found = glance(one, written=written)
    except VxenvError:
        return []  # the user's own catalogue is broken, or the day: `lint` says so
    return cut(
        [f"{one.severity}: {printable(redact_text(one.what))}" for one in found], f"vxenv lint {stack}".rstrip()
    )


def cut(lines: list[str], rest: str) -> list[str]:
    """Return at most three of `lines`; the last says how many more the command `rest` shows."""
    if len(lines) <= _LINES:
        return lines
    return [*lines[: _LINES - 1], f"and {len(lines) - _LINES + 1} more: {rest}"]


def noted(stack: str, resolved: Resolved) -> str:
    """Return the same of what becomes active, as the text that a plan carries."""
    names = ", ".join(resolved.references())
    own = f"note: only `vxenv exec {stack} -- COMMAND` sets {names}" if names else ""
    return "\n".join(filter(None, [*advice("", resolved), own]))


def warn(lines: list[str], *, quiet: bool = False) -> None:
    """Tell the user `lines`, unless nobody wants to hear."""
    if lines and not quiet and not os.environ.get("VXENV_QUIET"):
        sys.stderr.write("".join(f"{printable(row)}\n" for line in lines for row in line.split("\n")))
