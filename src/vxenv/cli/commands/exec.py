"""exec: a profile for one program. It needs no hook."""

import os
import shutil
import signal
import sys

import click

from vxenv.activation.plan_keys import USE
from vxenv.activation.undo_record import enter_activation
from vxenv.catalogue.secrets import HIDDEN
from vxenv.checks.advice import list_retirements
from vxenv.claude.version import INSTALL
from vxenv.cli.invocation import guess_name, repeat_command
from vxenv.cli.output.terminal import report, say
from vxenv.errors import UsageError, quote_word, render_hints
from vxenv.paths import escape_text, find_working_directory, shorten_path
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.store import Store

NOT_FOUND, NOT_EXECUTABLE = 127, 126


def _add_settings(
    command: list[str], stack: str, resolved: Resolved, secrets: dict[str, str], environment: dict[str, str]
) -> list[str]:
    """Return `command` with --settings that have `stack` win, if it is Claude Code, and say what was done."""
    from vxenv.claude.launch import is_claude, prepare_launch
    from vxenv.claude.private_settings import lend

    if not is_claude(command[0]):
        return command
    try:
        launch = prepare_launch(command, resolved.list_values() | secrets, environment, find_working_directory())
    except ValueError as error:
        report(f"warning: your own --settings are left alone, and may win over {stack}: {error}")
        return command
    joined = ", joined with your own" if launch.joined else ""
    wins = "it wins over settings files" + (", but for what follows" if launch.win else "")
    report(f"vxenv: claude is given {stack} as --settings{joined}: {wins}  (--no-settings)")
    if launch.fatal:
        report(f"warning: Claude Code refuses to start: {shorten_path(launch.fatal.path)} {launch.fatal.trouble}")
    report(*(f"warning: {name} is as {stack} has it, not as in your own --settings" for name in launch.over))
    # A secret that was read is not printed, whatever its variable is called.
    beaten = [defeat._replace(wanted=HIDDEN) if defeat.name in secrets else defeat for defeat in launch.win]
    report(*(f"warning: {defeat.render_line()}" for defeat in beaten))
    return launch.list_words(lend(launch.settings))


class _UpToDashes(click.Command):
    """Keeps what stands behind ``--`` from the parser, which would swallow the dashes and mix it with the names."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        at = args.index("--") if "--" in args else len(args)
        ctx.meta["vxenv.command"] = args[at + 1 :]
        return super().parse_args(ctx, args[:at])


@click.command("exec", cls=_UpToDashes, short_help="Run one program with a profile.")
@click.argument("names", nargs=-1, metavar="NAME... -- COMMAND [ARG]...")
@click.option("-y", "--yes", is_flag=True, help="Run with a protected profile.")
@click.option("--no-settings", is_flag=True, help="Give Claude Code no --settings: let its own files win.")
@click.pass_context
def exec_(ctx: click.Context, names: tuple[str, ...], yes: bool, no_settings: bool) -> None:
    """Run COMMAND with the profiles NAME..., and become it: its exit code and signals are its own.

    If COMMAND is Claude Code, it is given --settings with the profile's variables, since its settings files would
    beat the environment. The caller's own --settings are joined with them.

    Secrets that the profiles refer to are read now, by gcloud, op, pass or the system's keyring.

    \b
    vxenv exec us-east5 -- claude -p "hello"
    vxenv exec prod-global opus -- python agent.py
    """
    from vxenv.cli.protection import confirm_protected

    command: list[str] = ctx.meta["vxenv.command"]
    if not names or not command or not command[0]:
        hint = f"vxenv exec {guess_name(names)} -- claude"
        raise UsageError("exec takes profiles, then --, then a command", hint=hint)
    stack = parse_stack(names)
    resolved = resolve_stack(stack, Store())
    name = render_stack(stack)
    confirm_protected(name, resolved, yes=yes, instead=repeat_command("--yes"))
    environment = enter_activation(os.environ, resolved.list_operations(), name, USE, protected=resolved.protected)
    secrets: dict[str, str] = {}
    if resolved.list_references():
        from vxenv.profiles.secret_lookup import read_secrets

        secrets = read_secrets(resolved, environment)
        delta = tuple(op._replace(value=secrets.get(op.name, op.value)) for op in resolved.list_operations())
        environment = enter_activation(os.environ, delta, name, USE, protected=resolved.protected)
    report(*list_retirements(name, resolved))
    if not no_settings:
        command = _add_settings(command, name, resolved, secrets, environment)
    if sys.stdout is not None:  # closed by the caller
        sys.stdout.flush()
    # Python ignores it for itself, and a program would inherit that: `yes | head` would not end as it should.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    try:
        os.execvpe(command[0], command, environment)  # noqa: S606 - it is what the user asked for, without a shell
    except OSError as error:
        say(f"vxenv: cannot run {escape_text(command[0])}: {error.strerror}", *render_hints(_suggest_fix(command[0])))
        sys.exit(NOT_FOUND if isinstance(error, FileNotFoundError) else NOT_EXECUTABLE)


def _suggest_fix(program: str) -> str:
    """Return the command that helps where `program` cannot be run; "" where none is known to."""
    place = program if os.sep in program else shutil.which(program, os.F_OK) or ""
    if os.path.exists(place):
        return f"ls -l {quote_word(shorten_path(place))}"
    return INSTALL if program == "claude" else ""
