"""What is said in passing of Claude Code's settings files: they beat the shell. On the hook's way: no click here."""

import contextlib
import os
import sys

from vxenv.activation.plan_keys import DIRECTORY
from vxenv.activation.state import read_state, undone
from vxenv.checks.advice import Advice, describe, noted
from vxenv.claude.precedence import Defeat, defeats, file_lines
from vxenv.claude.settings import Obeyed, obeyed
from vxenv.claude.settings_paths import LOCAL, MANAGED, PROJECT, SOURCES, USER
from vxenv.config import read_settings
from vxenv.env_diff import apply
from vxenv.errors import DocumentError, StoreError
from vxenv.files.read_limited import LIMIT
from vxenv.paths import DIRECTORY_FILE, here, shown
from vxenv.plans.build import Advise, make_plan
from vxenv.plans.plan import Plan
from vxenv.profiles.resolve import Resolved


class Warner:
    """Says which settings files defeat a stack that is switched to; `looked` are the files that it looked at.

    `links` are those of a project that are symlinks, through which no shell is to read.

    In `directory` all of them count, without one those that count everywhere. With `wrapper`, the hook's `claude`
    beats all but managed ones; `settings` is the file for it then.
    """

    def __init__(self, directory: str = "", *, wrapper: bool = False) -> None:
        """Start with nothing looked at."""
        self.directory = directory
        self.wrapper = wrapper
        self.looked: dict[str, bytes] = {}
        self.links: tuple[str, ...] = ()
        self.settings = ""

    def __call__(self, stack: str, resolved: Resolved) -> str:
        """Return a line for each file that defeats the stack, and a command that helps."""
        now = dict(os.environ)
        then = apply(undone(now, read_state(now)), resolved.delta())
        found = obeyed(self.directory or os.sep, then, sources=SOURCES if self.directory else (USER,))
        self.looked = _looked(found)
        self.links = tuple(
            place.path for place in found.looked if place.scope in (PROJECT, LOCAL) and os.path.islink(place.path)
        )
        values = resolved.values()
        if self.wrapper:
            from vxenv.claude.launch import kept

            with contextlib.suppress(StoreError):
                self.settings, found = kept(values, found, then)
        beaten = defeats(values, found, then)
        sys.audit("vxenv.decided", "settings of Claude Code beat {} variables of {}", len(beaten), stack)
        told = [f"warning: {line}" for line in (*refusal_lines(found), *file_lines(beaten))]
        if not beaten:
            return "\n".join(told)
        own = any(os.path.basename(one.path) == DIRECTORY_FILE and one.settings for one in resolved.documents)
        return "\n".join([*told, f"hint: {help_against(beaten, '' if own or self.settings else stack)}"])


def help_against(beaten: tuple[Defeat, ...], stack: str) -> str:
    """Return a command: the one that has `stack` win, or, where no name says it all, the one that tells why.

    Against managed settings nothing helps.
    """
    helps = stack and any(one.said.scope != MANAGED for one in beaten)
    return f"vxenv exec {stack} -- claude" if helps else f"vxenv why {beaten[0].name}"


def refusal_lines(found: Obeyed) -> list[str]:
    """Return a line where a managed file makes Claude Code refuse to start."""
    if not any(file.malformed and file.scope == MANAGED for file in found.files):
        return []  # which client it is matters only here
    from vxenv.claude.requests import refusal

    fatal = refusal(found)
    return [f"Claude Code refuses to start: {shown(fatal.path)} {fatal.trouble}"] if fatal else []


def ignored_lines(found: Obeyed) -> list[str]:
    """Return a line for each settings file, and each key in one, that Claude Code does not count, or stumbles over."""
    fatal = refusal_lines(found)
    files = [file for file in found.troubles() if not (fatal and file.malformed and file.scope == MANAGED)]
    lines = [*fatal, *(f"Claude Code ignores {shown(file.path)}: it {file.trouble}" for file in files)]
    return lines + [
        f"Claude Code ignores in {shown(file.path)}: {what}" for file in found.files for what in file.ignored
    ]


def obeyed_here() -> Obeyed:
    """Return what a Claude Code reads that is started in this directory by this shell's ``claude``."""
    settings = os.environ.get("__VXENV_SETTINGS", "")
    return obeyed(here(), os.environ, flag=settings)


def _looked(found: Obeyed) -> dict[str, bytes]:
    read = {file.path: file.data for file in found.files}
    # One byte too many says that it is there, and not what is in it.
    long = b" " * (LIMIT + 1)
    return {place.path: data if len(data := read.get(place.path, b"")) <= LIMIT else long for place in found.looked}


def warned_plan(key: str, advise: Advise = noted) -> Plan:
    """Return the plan for `key`, whose line says which settings files defeat it where it is made for.

    What `advise` says of the stack, lint in passing, follows.
    """
    kind, _, rest = key.partition(":")
    settings = warner((rest.rpartition("/")[0] or "/") if kind == DIRECTORY else "")

    def advise_all(stack: str, resolved: Resolved) -> Advice:
        beaten, told = settings(stack, resolved), advise(stack, resolved)
        return told._replace(text=joined(beaten, told.text))

    plan = make_plan(key, advise_all, describe)
    if not (plan.line or settings.settings):
        return plan
    return plan._replace(told=settings.looked, links=plan.links + settings.links, settings=settings.settings)


def warner(directory: str = "") -> Warner:
    """Return a Warner for `directory`, with the wrapper if config.toml asks for it."""
    return Warner(directory, wrapper=_wrapper_wanted())


def joined(*texts: str) -> str:
    """Return the lines of all `texts`."""
    return "\n".join(filter(None, texts))


def _wrapper_wanted() -> bool:
    """Tell whether config.toml asks for the hook's `claude`."""
    try:
        return read_settings().claude_wrapper
    except DocumentError:
        return False
