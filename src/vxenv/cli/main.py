"""The command line: which commands there are. Each file beside this one declares a group of them."""

import importlib
import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from vxenv import __version__
from vxenv.cli.refreshing import refresh
from vxenv.errors import UsageError

# Commands by what they are for, each with the module beside this one that declares it, which is imported only when
# the command is run: what one command needs, another should not pay for.
GROUPS: tuple[tuple[str, dict[str, str]], ...] = (
    (
        "Switch",
        {
            "use": "switch",
            "off": "switch",
            "auto": "switch",
            "default": "switch",
            "exec": "run_without_hook",
            "export": "exporting",
        },
    ),
    ("Directory", {"local": "directory", "allow": "directory", "deny": "directory", "allowed": "directory"}),
    (
        "Look",
        {
            "list": "look",
            "show": "look",
            "diff": "look",
            "status": "look",
            "prompt": "prompting",
            "why": "reasons",
            "models": "knowing",
            "vars": "knowing",
        },
    ),
    (
        "Author",
        {
            "add": "adding",
            "set": "setting",
            "unset": "setting",
            "edit": "editing",
            "copy": "arranging",
            "rename": "arranging",
            "remove": "arranging",
            "import": "importing",
            "undo": "undoing",
        },
    ),
    ("Inside Claude Code", {"statusline": "inside", "guard": "inside", "claude": "inside"}),
    (
        "Check",
        {
            "lint": "linting",
            "upgrade": "upgrading",
            "doctor": "doctoring",
            "probe": "probing",
            "explain": "explaining",
        },
    ),
    ("Install", {"setup": "setup", "init": "install", "completions": "install", "try": "trying"}),
)
_SAID_ELSEWHERE = {
    "rm": "remove", "del": "remove", "delete": "remove", "mv": "rename", "move": "rename", "cp": "copy",
    "new": "add", "create": "add", "get": "show", "cat": "show", "view": "show", "ls": "list", "profiles": "list",
    "activate": "use", "switch": "use", "select": "use", "deactivate": "off", "run": "exec", "redo": "undo --redo",
    "history": "undo --list", "revert": "undo", "config": "edit", "install": "setup", "uninstall": "setup --remove",
}  # fmt: skip
COMMANDS = {name: module for _, commands in GROUPS for name, module in commands.items()}


class _Commands(click.Group):
    """Lists commands by what they are for, and helps with a mistyped one."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"vxenv.cli.{COMMANDS[cmd_name]}")
        declared = (value for value in vars(module).values() if isinstance(value, click.Command))
        return next(command for command in declared if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, names in GROUPS:
            with formatter.section(title):
                found = ((name, self.get_command(ctx, name)) for name in names)
                formatter.write_dl([(name, command.get_short_help_str(80)) for name, command in found if command])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            # By letters alone, what other programs say would lead astray: mv to remove, rm to rename.
            close = _SAID_ELSEWHERE.get(args[0]) or next(iter(get_close_matches(args[0], list(COMMANDS), 1, 0.6)), "")
            hint = f"vxenv {close or '--help'}"
            raise UsageError(f'no command "{args[0]}"', hint=hint)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="vxenv %(version)s")
@click.option("--no-pager", is_flag=True, help="Do not send long output through a pager.")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing that is not asked for.")
def cli(quiet: bool, no_pager: bool) -> None:
    """Switch Claude Code's Vertex AI variables by named profiles, by hand and by directory.

    A profile is a TOML file; several laid on each other are a stack, written global+opus.
    """
    if quiet:
        os.environ["VXENV_QUIET"] = "1"
    if no_pager:
        os.environ["VXENV_PAGER"] = ""
    refresh()


def run(words: Sequence[str] | None = None, **extra: Any) -> None:  # noqa: ANN401 - click's own
    """Run the command line. Raises VxenvError; exits by itself otherwise."""
    try:
        cli.main(
            list(sys.argv[1:] if words is None else words) or ["--help"],
            prog_name="vxenv",
            standalone_mode=False,
            **extra,
        )
    except click.exceptions.Exit as done:
        raise SystemExit(done.exit_code) from None
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        command = context.command_path if context else "vxenv"
        raise UsageError(error.format_message().rstrip("."), hint=f"{command} --help") from error
