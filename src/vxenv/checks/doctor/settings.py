"""Check Claude Code's settings files: values that override the shell, and files that are ignored."""

import os
from collections.abc import Iterator
from shlex import quote

from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.claude.patches import has_profile
from vxenv.claude.precedence import Conflict, find_shell_conflicts
from vxenv.claude.requests import find_refusal
from vxenv.claude.settings import ClaudeSettings
from vxenv.claude.settings_paths import LOCAL, MANAGED, PROJECT, find_user_settings
from vxenv.errors import build_edit_hint, quote_word
from vxenv.paths import find_working_directory, shorten_path

_MOST = 3

# The effects of keys that vxenv does not evaluate; measured on 2.1.332.
_EFFECTS = {
    "policyHelper": "a program adds managed settings, which override --settings and which vxenv does not read",
    "policyHelpers": "programs add managed settings, which override --settings and which vxenv does not read",
    "modelPricing": "Claude Code calculates costs from custom prices",
    "gcpAuthRefresh": "Claude Code runs this command when Google credentials have expired",
    "deniedModels": "Claude Code replaces these models; vxenv does not predict by which",
}
# Keys that only count in managed settings.
_MANAGED_ONLY = ("policyHelper", "policyHelpers", "deniedModels")


def check_settings(context: Context) -> Iterator[Check]:
    """Yield the checks of Claude Code's settings files."""
    yield from _check_files(context.settings)
    yield from _check_precedence(context)
    yield from _check_keys(context.settings)
    path = os.path.join(
        os.path.dirname(find_user_settings(context.environment, find_working_directory())), "remote-settings.json"
    )
    if os.path.exists(path):
        what = f"{shorten_path(path)} has settings of your organization, which vxenv does not read"
        yield Check("organisation", NOTE, what)


def _check_files(settings: ClaudeSettings) -> Iterator[Check]:
    """Yield the files or parts that Claude Code ignores, and the file that prevents it from starting."""
    fatal = find_refusal(settings)
    for file in settings.files:
        place = shorten_path(file.path)
        if file is fatal:
            yield Check("file", FAILED, f"Claude Code will not start: {place} {file.trouble}", build_edit_hint(place))
        elif file.trouble:
            yield Check("file", WARNING, f"Claude Code ignores {place}: it {file.trouble}", build_edit_hint(place))
        for what in file.ignored:
            yield Check("file", WARNING, f"Claude Code ignores in {place}: {what}", build_edit_hint(place))


def _check_precedence(context: Context) -> Iterator[Check]:
    """Yield the variables of the files that override the stack or the shell."""
    settings, active = context.settings, context.active
    named = active.resolved.list_values() if active.resolved else {}
    # A value that neither a profile nor the shell sets is not a conflict.
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
        more = len(conflicts) - _MOST
        what = f"Claude Code's settings override {more} more variable{'' if more == 1 else 's'}"
        yield Check("wins", WARNING, what, "vxenv status")
    if not conflicts and not settings.list_ignored_files() and not any(file.ignored for file in settings.files):
        count = len(settings.files)
        read = f"{count} settings file{'' if count == 1 else 's'}, no conflicts"
        yield Check("wins", OK, read if count else "no settings files")


def _suggest_fix(conflict: Conflict, stack: str) -> str:
    """Return the command that makes `stack` take precedence, or that edits the file."""
    path = conflict.said.path
    if conflict.said.scope == MANAGED:
        return f"vxenv why {conflict.name}"  # users cannot change managed settings
    if has_profile(path):
        return f"vxenv export --format claude-settings --remove {quote_word(shorten_path(path))}"
    return f"vxenv exec {quote(stack)} -- claude" if stack else build_edit_hint(shorten_path(path))


def _check_keys(settings: ClaudeSettings) -> Iterator[Check]:
    """Yield a note for each key that has an effect beyond variables, such as policyHelper or modelPricing."""
    for file in settings.files:
        for key, line in file.keys.items():
            if key in _MANAGED_ONLY and file.scope != MANAGED:
                continue
            what = _EFFECTS[key]
            if key == "gcpAuthRefresh" and file.scope in (PROJECT, LOCAL):
                what += " (in a project only if its directory is trusted)"
            yield Check("key", NOTE, f"{shorten_path(file.path)}:{line} sets {key}: {what}")
