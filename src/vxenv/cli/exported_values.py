"""The variables that `export` writes, with notes on those that it omits and those that fail for another user."""

import os

from vxenv.catalogue.secrets import explain_secret
from vxenv.claude.settings import read_claude_settings
from vxenv.cli.output.terminal import say
from vxenv.env_diff import EnvDiff
from vxenv.errors import RefusedError
from vxenv.exchange import claude_settings
from vxenv.exchange.assignment import build_refusal, is_utf8
from vxenv.paths import escape_text, shorten_path
from vxenv.profiles.additions import HEADERS_HELPER
from vxenv.profiles.names import render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.secret_reference import describe_reference
from vxenv.profiles.store import Store


def find_delta(resolved: Resolved) -> EnvDiff:
    """Return the operations of the stack without secret references, and report those."""
    references = resolved.list_references()
    say(*(f"note: {name} is omitted: {describe_reference(reference)}" for name, reference in references.items()))
    return tuple(op for op in resolved.list_operations() if op.name not in references)


def render_settings(resolved: Resolved, delta: EnvDiff) -> str:
    """Return Claude Code's settings with `delta` and the other keys of the stack."""
    return claude_settings.render(delta, resolved.list_settings_keys())


def find_settings_values(resolved: Resolved, project: str) -> dict[str, str]:
    """Return the values for Claude Code's settings files in `project`, and report omitted secret references.

    Closed variables are included only if a settings file sets them. Raises CannotSayError.
    """
    present = {name for file in read_claude_settings(project, os.environ).files for name in file.env}
    values = {
        name: value or "" for name, value in find_delta(resolved) if name not in resolved.clears or name in present
    }
    for name, value in values.items():
        if not is_utf8(value):
            raise build_refusal("Claude Code settings", name, "value is not UTF-8")
    return values


def warn_of_contents(resolved: Resolved, *, secrets: bool) -> None:
    """Report values that are private, or that fail for another user."""
    home = os.path.expanduser("~") + os.sep
    for name, setting in {**resolved.settings, **resolved.additions}.items():
        if name.endswith(("CREDENTIALS", "CONFIG", "CONFIG_DIR", HEADERS_HELPER)) and (setting.value or "").startswith(
            home
        ):
            say(f"note: {'.'.join(setting.key)} is a path in your home: {shorten_path(setting.value or '')}")
        elif secrets and setting.value and explain_secret(name, setting.value):
            say(f"warning: {'.'.join(setting.key)} is included: {explain_secret(name, setting.value)}")


def resolve_allowed_file() -> tuple[str, Resolved]:
    """Return title and values of the nearest directory file. Raises RefusedError if it is not allowed."""
    from vxenv.cli.operands import find_nearest_file

    file = find_nearest_file()
    if not file.allowed:
        raise RefusedError(f"{shorten_path(file.path)} is not allowed", hint="vxenv allow")
    document = file.read_document()
    title = render_stack(document.names) or escape_text(document.name)
    return title, resolve_stack(document.names, Store(), document)
