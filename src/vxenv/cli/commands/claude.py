"""The command `claude`."""

import os
import shlex
import shutil
import sys
from collections.abc import Callable

import click

from vxenv.claude.integration import Installed, install, uninstall
from vxenv.claude.settings_paths import find_user_settings
from vxenv.cli.command_line import Commands
from vxenv.cli.invocation import repeat_command
from vxenv.cli.options import DRY_RUN_OPTION
from vxenv.cli.output.differences import print_diff
from vxenv.cli.output.terminal import report, say
from vxenv.cli.profile_changes import begin_change, confine_settings
from vxenv.errors import RefusedError, UsageError, quote_word, render_hints
from vxenv.files.transaction import Transaction
from vxenv.paths import find_state_directory, shorten_path


@click.group("claude", cls=Commands, short_help="Have Claude Code show the profile and warn: install, remove.")
def claude() -> None:
    """Have Claude Code run `vxenv statusline` and `vxenv guard`, or no longer.

    \b
    vxenv claude install               in your own settings, for all projects
    vxenv claude install --local       in this project's settings.local.json
    vxenv claude remove
    """


def _take_file(command: Callable[..., None]) -> Callable[..., None]:
    """Add what says which file is meant, and what of it."""
    for add in (
        DRY_RUN_OPTION,
        click.option("--guard/--no-guard", default=True, help="The guard, a hook at the start of each session."),
        click.option("--statusline/--no-statusline", default=True, help="The status line."),
        click.option("--local", "scope", flag_value="local", help="The project's .claude/settings.local.json."),
        click.option("--project", "scope", flag_value="project", help="The project's .claude/settings.json."),
        click.option("--user", "scope", flag_value="user", help="Your own settings (the default)."),
        click.argument("file", required=False),
    ):
        command = add(command)
    return command


@claude.command("install", short_help="Put the status line and the guard into a settings file.")
@_take_file
@click.option("-f", "--force", is_flag=True, help="In place of a status line of your own, which `remove` brings back.")
def install_(
    file: str | None, scope: str | None, *, statusline: bool, guard: bool, force: bool, dry_run: bool
) -> None:
    """Put the status line and the guard into a settings file of Claude Code: yours, or FILE.

    No other byte of it changes; `vxenv claude remove` gives it back as it was. A status line of your own stays unless
    you say --force, and so do your hooks.

    \b
    vxenv claude install
    vxenv claude install --project --no-statusline
    vxenv claude install --dry-run
    """
    if not (statusline or guard):
        raise UsageError("neither the status line nor the guard", hint="vxenv claude install --help")
    path = _find_settings(file, scope)
    program = _find_program(everybody=scope == "project")
    with begin_change(f"claude install {shorten_path(path)}") as change:
        confine_settings(change, path)
        done = install(change, path, program, statusline=statusline, guard=guard, force=force)
        if done.kept and not guard:
            place = shorten_path(path)
            what = f"{place} has a status line of its own; it can run vxenv statusline, or --force replaces it"
            raise RefusedError(what, hint=repeat_command("--force"))
        if dry_run:
            _print_difference(change)
            return
        if os.path.basename(os.path.dirname(path)) == ".claude" or _is_user_settings(path):
            change.make_directory(path)
        changed = change.commit()
    _report(path, done, changed=changed)


@claude.command("remove", short_help="Take them out again.")
@_take_file
def remove_(file: str | None, scope: str | None, *, statusline: bool, guard: bool, dry_run: bool) -> None:
    """Take out of a settings file what `vxenv claude install` put in: yours, or FILE.

    The file is then as it was, byte for byte; if something else changed it since, only what vxenv put in goes.

    \b
    vxenv claude remove
    vxenv claude remove --no-guard     the status line alone
    """
    path = _find_settings(file, scope)
    with begin_change(f"claude remove {shorten_path(path)}") as change:
        confine_settings(change, path)
        if not uninstall(change, path, statusline=statusline, guard=guard):
            raise RefusedError(f"vxenv put nothing of that into {shorten_path(path)}", hint="vxenv claude install")
        if dry_run:
            _print_difference(change)
            return
        change.commit()
    report(f"{shorten_path(path)}: what vxenv put in is out again")


def _find_settings(file: str | None, scope: str | None) -> str:
    """Return which settings file is meant. Raises UsageError."""
    if file is not None:
        if scope:
            raise UsageError(f"either --{scope} or a file", hint="vxenv claude install --help")
        if not file:
            raise UsageError("an empty name is no file", hint="vxenv claude install --help")
        return os.path.abspath(file)
    if scope in ("project", "local"):
        name = "settings.json" if scope == "project" else "settings.local.json"
        return os.path.join(os.getcwd(), ".claude", name)
    return os.path.abspath(find_user_settings(os.environ, os.getcwd()))


def _find_program(*, everybody: bool) -> str:
    """Return how sh starts vxenv from anywhere; for `everybody` who has the file, without a word where it is not."""
    if everybody:
        return "! command -v vxenv >/dev/null || vxenv"
    called = sys.argv[0]
    if os.path.basename(called) == "vxenv" and os.sep in called:
        return shlex.quote(os.path.abspath(called))
    found = shutil.which("vxenv")
    if found:
        return shlex.quote(os.path.abspath(found))
    return f"{shlex.quote(sys.executable)} -P -m vxenv"


def _print_difference(change: Transaction) -> None:
    """Print what would change, but for the record."""
    records = os.path.join(find_state_directory(), "")
    print_diff(file for file in change.list_changes() if not file.path.startswith(records))


def _report(path: str, done: Installed, *, changed: bool) -> None:
    parts = [name for name, there in (("status line", done.statusline), ("guard", done.guard)) if there]
    back = f"  (back: vxenv claude remove{'' if _is_user_settings(path) else ' ' + quote_word(shorten_path(path))})"
    report(f"{shorten_path(path)}: {' and '.join(parts)} {f'put in{back}' if changed else 'are there already'}")
    if done.kept:
        say(
            "its own status line stays: the guard is put in alone",
            "it can run vxenv statusline, or --force replaces it",
            *render_hints(repeat_command("--force")),
        )
    if done.disabled:
        say(f"warning: disableAllHooks is on in {shorten_path(path)}: Claude Code runs neither")


def _is_user_settings(path: str) -> bool:
    return path == os.path.abspath(find_user_settings(os.environ, os.getcwd()))
