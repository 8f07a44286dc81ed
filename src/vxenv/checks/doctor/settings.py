"""Claude Code's settings files: where they win over the shell, and which of them do not count."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from shlex import quote

from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.claude.precedence import Defeat
from vxenv.claude.settings import File, Obeyed
from vxenv.claude.settings_paths import LOCAL, MANAGED, PROJECT
from vxenv.errors import opening, word
from vxenv.paths import shown

_MOST = 3

# What keys do that vxenv cannot foretell, or need not; measured on 2.1.332.
_EFFECTS = {
    "policyHelper": "a program makes more managed settings, which beat --settings and are not looked at",
    "policyHelpers": "programs make more managed settings, which beat --settings and are not looked at",
    "modelPricing": "Claude Code reckons costs by prices of your own, not by the list",
    "gcpAuthRefresh": "Claude Code runs that command where Google credentials have expired",
    "deniedModels": "Claude Code takes other models in their place, which is not foretold here",
    "availableModelsMatch": "it decides how availableModels is read, which is not foretold here",
}
# Only from an administrator do they count.
_MANAGED_ONLY = ("policyHelper", "policyHelpers", "deniedModels", "availableModelsMatch")


def settings_checks(
    obeyed: Obeyed,
    beaten: Sequence[Defeat],
    managed: Collection[str],
    stack: str,
    put_by_vxenv: Callable[[str], bool],
) -> Iterator[Check]:
    """Yield what is to be said of the files in `obeyed`, which win where `beaten` says so, over `stack` or the shell.

    `managed` are the variables of the stack, which `exec` has win.
    `put_by_vxenv` tells of a file whether variables were put into it by `vxenv export`.
    """
    for one in beaten[:_MOST]:
        hint = _hint(one, stack if one.name in managed else "", put_by_vxenv(one.said.path))
        yield Check("wins", WARNING, one.line(), hint)
    if len(beaten) > _MOST:
        what = f"and {len(beaten) - _MOST} more variables are decided by Claude Code's settings"
        yield Check("wins", WARNING, what, "vxenv status")
    if not beaten and not obeyed.troubles() and not any(file.ignored for file in obeyed.files):
        count = len(obeyed.files)
        read = (
            f"{count} file{'' if count == 1 else 's'} of Claude Code, none against this"
            if count
            else "no settings files"
        )
        yield Check("wins", OK, read)


def file_checks(obeyed: Obeyed, fatal: File | None) -> Iterator[Check]:
    """Yield what of the files Claude Code does not count; `fatal` is the one that makes it refuse to start."""
    for file in obeyed.files:
        place = shown(file.path)
        if file is fatal:
            yield Check("file", FAILED, f"Claude Code refuses to start: {place} {file.trouble}", opening(place))
        elif file.trouble:
            yield Check("file", WARNING, f"Claude Code ignores {place}: it {file.trouble}", opening(place))
        for what in file.ignored:
            yield Check("file", WARNING, f"Claude Code ignores in {place}: {what}", opening(place))


def key_checks(obeyed: Obeyed) -> Iterator[Check]:
    """Yield what is to be said of keys whose presence decides something: policyHelper, modelPricing and the like."""
    for file in obeyed.files:
        for key, line in file.keys.items():
            if key in _MANAGED_ONLY and file.scope != MANAGED:
                continue
            what = _EFFECTS[key]
            if key == "gcpAuthRefresh" and file.scope in (PROJECT, LOCAL):
                what += "; from a project, only once its directory is trusted"
            place = f"{shown(file.path)}:{line}"
            yield Check("key", NOTE, f"{place} has {key}: {what}")


def organisation_check(user: str) -> Iterator[Check]:
    """Yield a note where an organisation at Anthropic delivered settings, which lie beside the `user` settings."""
    path = os.path.join(os.path.dirname(user), "remote-settings.json")
    if os.path.exists(path):
        what = f"{shown(path)} has settings of the organisation that you signed in to: they are not looked at here"
        yield Check("organisation", NOTE, what)


def _hint(one: Defeat, stack: str, put_by_vxenv: bool) -> str:
    path = shown(one.said.path)
    if one.said.scope == MANAGED:
        return f"vxenv why {one.name}"  # an administrator's: nothing else can be done about it
    if put_by_vxenv:
        return f"vxenv export --format claude-settings --remove {word(path)}"
    return f"vxenv exec {quote(stack)} -- claude" if stack else opening(path)
