"""Find settings files of Claude Code that override a stack. On the hook's path: no click here.

The directory of an isolated stack is created first, since it may have links to settings files.
"""

import contextlib
import os
import sys
from collections.abc import Mapping
from typing import NamedTuple

from vxenv.activation.undo_record import read_state, undo_activation
from vxenv.claude.precedence import find_conflicts, render_conflicts, render_refusal, suggest_command
from vxenv.claude.settings import ClaudeSettings, SettingsFile, read_claude_settings
from vxenv.claude.settings_paths import LOCAL, PROJECT, SOURCES, USER, Place, find_user_settings
from vxenv.env_diff import apply_diff
from vxenv.errors import StoreError
from vxenv.files.read_limited import LIMIT
from vxenv.paths import DIRECTORY_FILE
from vxenv.profiles.resolve import Resolved


class Conflicts(NamedTuple):
    """Conflicts of a stack with Claude Code's settings files."""

    # A warning for each file that overrides the stack, and a hint; "" if there are none.
    text: str
    # Contents of each possible settings file by path; empty for a missing file.
    files: Mapping[str, bytes]
    # Settings files in the project that are symlinks, which shells do not follow.
    links: tuple[str, ...]
    # The settings file that the hook's `claude` passes to Claude Code, or "".
    launch_settings: str
    # The user's settings file, which may be missing; "" if its path depends on the working directory.
    user_settings: str


def check_conflicts(stack: str, resolved: Resolved, *directories: str, wrapper: bool) -> list[Conflicts]:
    """Return the conflicts of a stack for each of `directories`, reading each file once.

    An isolated stack gets its directory of Claude Code; a failure is added to the conflicts.

    Args:
        stack: The stack's name for hints.
        resolved: The resolved stack.
        directories: Directories in which Claude Code may be started; "" to ignore project settings.
        wrapper: True if the hook's `claude` passes a settings file, which only managed settings override.
    """
    shell = dict(os.environ)
    base = undo_activation(shell, read_state(shell))
    trouble = ""
    if resolved.isolated:
        from vxenv.claude.isolated_directory import prepare_directory

        trouble = prepare_directory(resolved, base)
    environment = apply_diff(base, resolved.list_operations(base))
    read: dict[Place, SettingsFile | None] = {}
    conflicts = []
    for directory in directories:
        sources = SOURCES if directory else (USER,)
        settings = read_claude_settings(directory or os.sep, environment, sources=sources, read=read)
        conflicts.append(_compare(stack, resolved, base, settings, environment, wrapper=wrapper))
    return [one._replace(text="\n".join(filter(None, (trouble, one.text)))) for one in conflicts]


def _compare(
    stack: str,
    resolved: Resolved,
    originals: Mapping[str, str],
    settings: ClaudeSettings,
    environment: Mapping[str, str],
    *,
    wrapper: bool,
) -> Conflicts:
    files = _list_bytes(settings)
    links = [each.path for each in settings.places if each.scope in (PROJECT, LOCAL) and os.path.islink(each.path)]
    values = resolved.list_values(originals)
    passed = ""
    if wrapper:
        from vxenv.claude.launch import keep_settings, pick_own_values

        own = pick_own_values(resolved.list_merged_variables(), settings, environment)
        values = resolved.list_values({**originals, **own}) if own else values
        with contextlib.suppress(StoreError):
            passed, settings = keep_settings(values, settings, environment, resolved.list_settings_keys())
    beaten = find_conflicts(values, settings, environment)
    sys.audit("vxenv.decided", "Claude Code settings override {} variables of {}", len(beaten), stack)
    lines = [f"warning: {line}" for line in (*render_refusal(settings), *render_conflicts(beaten))]
    if beaten:
        # No stack name covers a directory file with variables of its own.
        is_own = any(os.path.basename(each.path) == DIRECTORY_FILE and each.is_setting for each in resolved.documents)
        lines.append(f"hint: {suggest_command(beaten, '' if is_own or passed else stack)}")
    user = find_user_settings(environment)
    return Conflicts("\n".join(lines), files, tuple(links), passed, user if os.path.isabs(user) else "")


def _list_bytes(settings: ClaudeSettings) -> dict[str, bytes]:
    data = {file.path: file.data for file in settings.files}
    # A file too long for a shell is represented by a text one byte too long: it exists, its contents are unknown.
    too_long = b" " * (LIMIT + 1)
    bytes_by_path = {place.path: data.get(place.path, b"") for place in settings.places}
    return {path: content if len(content) <= LIMIT else too_long for path, content in bytes_by_path.items()}
