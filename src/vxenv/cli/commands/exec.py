"""The command `exec`: run one program with a profile. Needs no hook."""

import os
import shlex
import shutil
import signal
import sys
from typing import NoReturn

import click

from vxenv.activation.plan_keys import USE
from vxenv.activation.undo_record import EXEC, enter_activation, find_originals, read_state, undo_activation
from vxenv.catalogue.secrets import HIDDEN
from vxenv.checks.advice import list_retirements
from vxenv.claude.version import INSTALL
from vxenv.cli.invocation import guess_name, repeat_command
from vxenv.cli.output.terminal import report, say
from vxenv.env_diff import EnvDiff
from vxenv.errors import UsageError, quote_word, render_hints
from vxenv.paths import escape_text, find_working_directory, shorten_path
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store

NOT_FOUND, NOT_EXECUTABLE = 127, 126


def _add_settings(
    command: list[str], stack: str, resolved: Resolved, secrets: dict[str, str], environment: dict[str, str]
) -> list[str]:
    """Return `command`, for Claude Code with --settings for `stack`, and report them."""
    from vxenv.claude.launch import find_own_values, is_claude, prepare_launch
    from vxenv.claude.private_settings import lend

    if not is_claude(command[0]):
        return command
    directory = find_working_directory()
    originals = find_originals(os.environ, resolved.list_merged_variables())
    values = resolved.list_values(find_own_values(originals, environment, directory), secrets)
    try:
        launch = prepare_launch(
            command, values, environment, directory, resolved.list_settings_keys(), marks={EXEC: stack}
        )
    except ValueError as error:
        report(f'warning: cannot merge your own --settings, which may override "{stack}": {error}')
        return command
    joined = ", merged with your own" if launch.joined else ""
    wins = "overriding settings files" + (", except as follows" if launch.win else "")
    report(f'vxenv: passing "{stack}" to claude as --settings{joined}, {wins}  (disable: --no-settings)')
    if launch.fatal:
        report(f"warning: Claude Code will not start: {shorten_path(launch.fatal.path)} {launch.fatal.trouble}")
    report(*(f'warning: "{stack}" overrides {name} in your own --settings' for name in launch.over))
    # Resolved secrets are never printed, whatever the name of their variable.
    beaten = [defeat._replace(wanted=HIDDEN) if defeat.name in secrets else defeat for defeat in launch.win]
    report(*(f"warning: {defeat.render_line()}" for defeat in beaten))
    return launch.list_words(lend(launch.settings))


class _UpToDashes(click.Command):
    """A command that hides the words after ``--`` from click, which would mix them with the names."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        at = args.index("--") if "--" in args else len(args)
        ctx.meta["vxenv.command"] = args[at + 1 :]
        return super().parse_args(ctx, args[:at])


@click.command("exec", cls=_UpToDashes, short_help="Run a command with a profile.")
@click.argument("names", nargs=-1, metavar="NAME... -- COMMAND [ARG]...")
@click.option("-y", "--yes", is_flag=True, help="Do not ask before using a protected profile.")
@click.option("--no-settings", is_flag=True, help="Do not pass the profile to Claude Code as --settings.")
@click.option("--ssh", metavar="[OPTIONS] HOST", help="Run the command on another machine with ssh.")
@click.pass_context
def exec_(ctx: click.Context, names: tuple[str, ...], yes: bool, no_settings: bool, ssh: str | None) -> None:
    """Run COMMAND with one or more profiles.

    COMMAND replaces the vxenv process: signals and the exit code are its own. Secret references are resolved with
    gcloud, op, pass or the system keyring.

    If COMMAND is Claude Code, the profile's variables are also passed as --settings, since its settings files override
    the environment. They are merged with --settings of your own.

    With --ssh, COMMAND runs on HOST, on a terminal if there is one, and gets no --settings. Options before HOST are
    passed to ssh. No file is copied, and vxenv asks before it sends secrets.

    \b
    vxenv exec us-east5 -- claude -p "hello"
    vxenv exec prod-global opus -- python agent.py
    vxenv exec --ssh build1 prod-global -- claude
    vxenv exec --ssh "-p 2222 me@build1" prod-global -- env
    """
    from vxenv.cli.protection import check_policies, confirm_protected, refuse_removed

    command: list[str] = ctx.meta["vxenv.command"]
    if not names or not command or not command[0]:
        raise UsageError("expected profiles, -- and a command", hint=f"vxenv exec {guess_name(names)} -- claude")
    remote = _parse_ssh(ssh)
    stack = parse_stack(names)
    refuse_removed(stack)
    resolved = resolve_stack(stack, Store())
    name = render_stack(stack)
    check_policies(name, resolved)
    confirm_protected(name, resolved, yes=yes, instead=repeat_command("--yes"))
    _confirm_sending(remote, name, resolved, yes=yes)
    # Values of this shell are not sent to another machine.
    originals = {} if remote else find_originals(os.environ, resolved.list_merged_variables())
    delta = resolved.list_operations(originals)
    environment = enter_activation(os.environ, delta, name, USE, protected=resolved.protected)
    secrets: dict[str, str] = {}
    if resolved.list_references():
        from vxenv.profiles.secret_lookup import read_secrets

        secrets = read_secrets(resolved, environment)
        delta = resolved.list_operations(originals, secrets)
        environment = enter_activation(os.environ, delta, name, USE, protected=resolved.protected)
    _prepare_directory(resolved)
    report(*list_retirements(name, resolved), *_list_budget_warnings(resolved))
    if remote:
        _run_over_ssh(remote, delta, command)
    if not no_settings:
        command = _add_settings(command, name, resolved, secrets, environment)
    _replace_process(command, environment)


def _replace_process(command: list[str], environment: dict[str, str]) -> NoReturn:
    if sys.stdout is not None:  # None if the caller closed it
        sys.stdout.flush()
    # Python ignores SIGPIPE, and the program would inherit that: `yes | head` would fail instead of ending.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        os.execvpe(command[0], command, environment)  # noqa: S606 - the user's own command
    except OSError as error:
        say(f"vxenv: cannot run {escape_text(command[0])}: {error.strerror}", *render_hints(_suggest_fix(command[0])))
        sys.exit(NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE)


def _prepare_directory(resolved: Resolved) -> None:
    """Create Claude Code's directory for an isolated stack."""
    if resolved.isolated:
        from vxenv.claude.isolated_directory import prepare_directory

        say(*filter(None, [prepare_directory(resolved, undo_activation(os.environ, read_state(os.environ)))]))


def _list_budget_warnings(resolved: Resolved) -> list[str]:
    """Return a warning for each budget that is spent or nearly."""
    if not resolved.budgets:
        return []
    from vxenv.usage.budget_state import list_warnings, refresh_states

    return list_warnings(refresh_states(resolved))


def _parse_ssh(text: str | None) -> list[str]:
    """Return the words of --ssh, of which the last is the host; empty without --ssh. Raises UsageError."""
    if text is None:
        return []
    try:
        words = shlex.split(text)
    except ValueError:
        words = []
    # ssh would read a host that starts with a dash as an option.
    if not words or not words[-1] or words[-1].startswith("-"):
        raise UsageError(f'"{escape_text(text)}" does not end with a host', hint="vxenv exec --help")
    return words


def _confirm_sending(remote: list[str], name: str, resolved: Resolved, *, yes: bool) -> None:
    """Ask before sending secrets, unless the command runs here."""
    if not remote:
        return
    from vxenv.cli.remote_command import confirm_secrets

    confirm_secrets(remote[-1], name, resolved, yes=yes, instead=repeat_command("--yes"))


def _run_over_ssh(remote: list[str], delta: EnvDiff, command: list[str]) -> NoReturn:
    from vxenv.cli.remote_command import run_remotely

    run_remotely(remote, delta, command)


def _suggest_fix(program: str) -> str:
    """Return a command for the hint if `program` cannot be run; "" for none."""
    place = program if os.sep in program else shutil.which(program, os.F_OK) or ""
    if os.path.exists(place):
        return f"ls -l {quote_word(shorten_path(place))}"
    return INSTALL if program == "claude" else ""
