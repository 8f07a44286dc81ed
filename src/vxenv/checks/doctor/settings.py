"""Claude Code's settings files: where they win over the shell, and which of them do not count."""

import os
from collections.abc import Iterator
from shlex import quote

from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.claude.patches import PROFILE, is_recorded
from vxenv.claude.precedence import Conflict, find_shell_conflicts
from vxenv.claude.requests import find_refusal
from vxenv.claude.settings import ClaudeSettings
from vxenv.claude.settings_paths import LOCAL, MANAGED, PROJECT, find_user_settings
from vxenv.errors import build_edit_hint, quote_word
from vxenv.paths import find_working_directory, shorten_path

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


def check_settings(context: Context) -> Iterator[Check]:
    """Yield what is to be said of Claude Code's settings files."""
    yield from _check_files(context.settings)
    yield from _check_precedence(context)
    yield from _check_keys(context.settings)
    path = os.path.join(
        os.path.dirname(find_user_settings(context.environment, find_working_directory())), "remote-settings.json"
    )
    if os.path.exists(path):
        what = (
            f"{shorten_path(path)} has settings of the organisation that you signed in to: they are not looked at here"
        )
        yield Check("organisation", NOTE, what)


def _check_files(settings: ClaudeSettings) -> Iterator[Check]:
    """Yield what of the files Claude Code does not count, and which one makes it refuse to start."""
    fatal = find_refusal(settings)
    for file in settings.files:
        place = shorten_path(file.path)
        if file is fatal:
            yield Check(
                "file", FAILED, f"Claude Code refuses to start: {place} {file.trouble}", build_edit_hint(place)
            )
        elif file.trouble:
            yield Check("file", WARNING, f"Claude Code ignores {place}: it {file.trouble}", build_edit_hint(place))
        for what in file.ignored:
            yield Check("file", WARNING, f"Claude Code ignores in {place}: {what}", build_edit_hint(place))


def _check_precedence(context: Context) -> Iterator[Check]:
    """Yield which variables the files decide against the stack or the shell."""
    settings, active = context.settings, context.active
    named = active.resolved.list_values() if active.resolved else {}
    # Files that speak of what neither a profile nor the shell has a say in are as they should be.
    conflicts = [
        conflict
        for conflict in find_shell_conflicts(context.stronger_settings, context.environment, named)
        if conflict.wanted is not None or conflict.name in named
    ]
    stack = active.stack if active.resolved and not active.is_directory_file else ""
    for conflict in conflicts[:_MOST]:
        hint = _suggest_fix(conflict, stack if conflict.name in named else "")
        yield Check("wins", WARNING, conflict.render_line(), hint)
    if len(conflicts) > _MOST:
        what = f"and {len(conflicts) - _MOST} more variables are decided by Claude Code's settings"
        yield Check("wins", WARNING, what, "vxenv status")
    if not conflicts and not settings.list_ignored_files() and not any(file.ignored for file in settings.files):
        count = len(settings.files)
        read = f"{count} file{'' if count == 1 else 's'} of Claude Code, none against this"
        yield Check("wins", OK, read if count else "no settings files")


def _suggest_fix(conflict: Conflict, stack: str) -> str:
    """Return the command that has `stack` win, or else takes the variable out of the file."""
    path = conflict.said.path
    if conflict.said.scope == MANAGED:
        return f"vxenv why {conflict.name}"  # an administrator's: nothing else can be done about it
    if is_recorded(path, owner=PROFILE):
        return f"vxenv export --format claude-settings --remove {quote_word(shorten_path(path))}"
    return f"vxenv exec {quote(stack)} -- claude" if stack else build_edit_hint(shorten_path(path))


def _check_keys(settings: ClaudeSettings) -> Iterator[Check]:
    """Yield what is to be said of keys whose presence decides something: policyHelper, modelPricing and the like."""
    for file in settings.files:
        for key, line in file.keys.items():
            if key in _MANAGED_ONLY and file.scope != MANAGED:
                continue
            what = _EFFECTS[key]
            if key == "gcpAuthRefresh" and file.scope in (PROJECT, LOCAL):
                what += "; from a project, only once its directory is trusted"
            yield Check("key", NOTE, f"{shorten_path(file.path)}:{line} has {key}: {what}")
