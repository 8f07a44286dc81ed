"""The command `claude`."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable

import click

from vxenv.claude.integration import Installed, install, uninstall
from vxenv.claude.settings_paths import find_user_settings
from vxenv.claude.version import find_installed_version
from vxenv.cli.command_line import Commands
from vxenv.cli.field_format import parse_format
from vxenv.cli.invocation import repeat_command
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, confine_settings, print_difference
from vxenv.cli.session_output import FIELDS
from vxenv.errors import RefusedError, UsageError, quote_word, render_hints
from vxenv.paths import shorten_path


@click.group("claude", cls=Commands, short_help="Manage vxenv's status line and guard in Claude Code.")
def claude() -> None:
    """Manage vxenv's status line and guard in Claude Code.

    After `install`, Claude Code runs `vxenv statusline` and `vxenv guard`. The guard also records each session for
    `vxenv usage`.

    \b
    vxenv claude install               in your user settings, for all projects
    vxenv claude install --local       in this project's settings.local.json
    vxenv claude remove
    """


def _take_file(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that choose the settings file and the entries."""
    for add in (
        DRY_RUN_OPTION,
        click.option("--guard/--no-guard", default=True, help="Include the guard, which warns and records sessions."),
        click.option("--statusline/--no-statusline", default=True, help="Include the status line."),
        click.option("--local", "scope", flag_value="local", help="Use the project's .claude/settings.local.json."),
        click.option("--project", "scope", flag_value="project", help="Use the project's .claude/settings.json."),
        click.option("--user", "scope", flag_value="user", help="Use your user settings. [default]"),
        click.argument("file", required=False),
    ):
        command = add(command)
    return command


@claude.command("install", short_help="Add the status line and the guard to a settings file.")
@_take_file
@click.option("--format", "form", metavar="TEXT", default="", help="Format of the status line, with fields in braces.")
@click.option("-f", "--force", is_flag=True, help="Replace your own status line; `remove` restores it.")
def install_(
    file: str | None, scope: str | None, *, statusline: bool, guard: bool, form: str, force: bool, dry_run: bool
) -> None:
    """Add the status line and the guard to a settings file.

    The file is FILE or your user settings. The rest of the file is unchanged, and `vxenv claude remove` restores it.
    Your own status line is kept, except with --force; your own hooks are always kept.

    The guard is a hook at the start of each session, and at each change of its directory if Claude Code has such a
    hook. `vxenv guard --help` shows what it records.

    \b
    vxenv claude install
    vxenv claude install --project --no-statusline
    vxenv claude install --format '{profile} {cost_today} {budget}'
    vxenv claude install --dry-run
    """
    if not (statusline or guard):
        raise UsageError("--no-statusline and --no-guard leave nothing to install", hint="vxenv claude install --help")
    if form:
        parse_format(form, FIELDS, "vxenv statusline")
    path = _find_settings(file, scope)
    program = _find_program(everybody=scope == "project")
    with begin_change(f"claude install {shorten_path(path)}") as change:
        confine_settings(change, path)
        client = find_installed_version()
        done = install(
            change, path, program, statusline=statusline, guard=guard, force=force, form=form, client=client
        )
        if done.kept and not guard:
            place = shorten_path(path)
            what = f"{place} already has a status line; run vxenv statusline from it, or replace it with --force"
            raise RefusedError(what, hint=repeat_command("--force"))
        if dry_run:
            print_difference(change)
            return
        if os.path.basename(os.path.dirname(path)) == ".claude" or _is_user_settings(path):
            change.make_directory(path)
        changed = change.commit()
    _report(path, done, changed=changed)


@claude.command("remove", short_help="Remove the status line and the guard.")
@_take_file
def remove_(file: str | None, scope: str | None, *, statusline: bool, guard: bool, dry_run: bool) -> None:
    """Remove the status line and the guard from a settings file.

    The file is FILE or your user settings. Its original content is restored; if the file has changed since, only
    vxenv's entries are removed.

    \b
    vxenv claude remove
    vxenv claude remove --no-guard     only the status line
    """
    path = _find_settings(file, scope)
    with begin_change(f"claude remove {shorten_path(path)}") as change:
        confine_settings(change, path)
        if not uninstall(change, path, statusline=statusline, guard=guard):
            raise RefusedError(f"{shorten_path(path)} has no such entries from vxenv", hint="vxenv claude install")
        if dry_run:
            print_difference(change)
            return
        change.commit()
    report(f"{shorten_path(path)}: removed vxenv's entries")


def _find_settings(file: str | None, scope: str | None) -> str:
    """Return the path of the settings file. Raises UsageError."""
    if file is not None:
        if scope:
            raise UsageError(f"--{scope} and FILE cannot be combined", hint="vxenv claude install --help")
        if not file:
            raise UsageError("FILE is empty", hint="vxenv claude install --help")
        return os.path.abspath(file)
    if scope in ("project", "local"):
        name = "settings.json" if scope == "project" else "settings.local.json"
        return os.path.join(os.getcwd(), ".claude", name)
    return os.path.abspath(find_user_settings(os.environ, os.getcwd()))


def _find_program(*, everybody: bool) -> str:
    """Return the command with which sh runs vxenv; for `everybody`, one that does nothing if vxenv is missing."""
    if everybody:
        return "! command -v vxenv >/dev/null || vxenv"
    called = sys.argv[0]
    if os.path.basename(called) == "vxenv" and os.sep in called:
        return shlex.quote(os.path.abspath(called))
    found = shutil.which("vxenv")
    if found:
        return shlex.quote(os.path.abspath(found))
    return f"{shlex.quote(sys.executable)} -P -m vxenv"


def _report(path: str, done: Installed, *, changed: bool) -> None:
    parts = [name for name, there in (("status line", done.statusline), ("guard", done.guard)) if there]
    back = f"  (revert: vxenv claude remove{'' if _is_user_settings(path) else ' ' + quote_word(shorten_path(path))})"
    names = " and ".join(parts)
    report(f"{shorten_path(path)}: {f'added {names}{back}' if changed else f'{names} already installed'}")
    if done.kept:
        say(
            "note: kept the existing status line and added only the guard",
            "run vxenv statusline from it, or replace it with --force",
            *render_hints(repeat_command("--force")),
        )
    if done.disabled:
        say(f"warning: {shorten_path(path)} sets disableAllHooks; Claude Code runs no hooks and no status line")


def _is_user_settings(path: str) -> bool:
    return path == os.path.abspath(find_user_settings(os.environ, os.getcwd()))
