"""The command line: its commands, their groups and their aliases."""

import importlib
import keyword
import sys
from collections.abc import Sequence
from typing import Any

import click

from vxenv import __version__
from vxenv.cli.command_line import Commands, build_common_options, correct, describe_click_error, give_common
from vxenv.cli.refresh_notice import refresh_shells
from vxenv.cli.short_helps import SHORT_HELPS
from vxenv.errors import UsageError
from vxenv.similarity import guess

# Commands by purpose. Each is declared in the module of its name in `commands`, which is imported only to run it: no
# command pays for another's imports.
GROUPS = (
    ("Switch", ("use", "off", "auto", "default", "exec", "export")),
    ("Directory", ("local", "allow", "deny", "allowed")),
    ("Look", ("list", "show", "diff", "status", "current", "which", "prompt", "why", "models", "vars", "usage")),
    ("Author", ("add", "set", "unset", "edit", "copy", "rename", "remove", "import", "login", "undo", "schema")),
    ("Team", ("source",)),
    ("Inside Claude Code", ("statusline", "guard", "claude", "editor")),
    ("Check", ("lint", "upgrade", "doctor", "probe", "explain")),
    ("Install", ("setup", "config", "init", "completions", "try", "help")),
)
COMMANDS = tuple(name for _, names in GROUPS for name in names)
# Short names and synonyms; the list of commands shows them beside the command.
ALIASES = {"ls": "list", "rm": "remove", "mv": "rename", "cp": "copy", "trust": "allow"}
# Commands of other programs, with the command that does the same.
_OTHER_PROGRAMS = {
    "del": "remove", "delete": "remove", "move": "rename", "new": "add", "create": "add", "get": "show",
    "cat": "show", "view": "show", "profiles": "list", "activate": "use", "switch": "use", "select": "use",
    "deactivate": "off", "run": "exec", "redo": "undo --redo", "history": "undo --list", "revert": "undo",
    "install": "setup", "uninstall": "setup --remove", "untrust": "deny", "cost": "usage", "costs": "usage",
}  # fmt: skip


class _Commands(Commands):
    """The commands, listed by purpose and imported on demand."""

    aliases = ALIASES

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - likewise
        cmd_name = ALIASES.get(cmd_name, cmd_name)
        if cmd_name not in COMMANDS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"vxenv.cli.commands.{name}")
        declared = (value for value in vars(module).values() if isinstance(value, click.Command))
        return give_common(next(command for command in declared if command.name == cmd_name))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - likewise
        for title, names in GROUPS:
            with formatter.section(title):
                formatter.write_dl([(", ".join(list_names(name)), SHORT_HELPS[name]) for name in names])

    def suggest(self, word: str) -> str:
        # Similar letters would mislead here: "move" resembles remove, but means rename.
        return _OTHER_PROGRAMS.get(word, "")


def list_names(command: str) -> tuple[str, ...]:
    """Return the name of `command`, followed by its aliases."""
    return (command, *(alias for alias, name in ALIASES.items() if name == command))


@click.group(
    cls=_Commands,
    params=build_common_options(hidden=False),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, "-V", "--version", message="vxenv %(version)s")
def cli() -> None:
    """Switch Claude Code's Vertex AI variables between profiles.

    A profile is a TOML file. A stack combines profiles, such as global+opus; later profiles override earlier ones.
    Switch a shell with `vxenv use`, or select a profile for a directory with `vxenv local`.
    """
    refresh_shells()


def run(words: Sequence[str] | None = None, **extra: Any) -> None:  # noqa: ANN401 - click's own
    """Run the command line, and exit. Raises VxenvError."""
    typed = list(sys.argv[1:] if words is None else words)
    try:
        cli.main(typed or ["--help"], prog_name="vxenv", standalone_mode=False, **extra)
    except click.exceptions.Exit as done:
        raise SystemExit(done.exit_code) from None
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as error:
        raise _convert_error(error, typed) from error
    except UsageError as error:
        _advise(error, typed)
        raise


def _convert_error(error: click.ClickException, words: Sequence[str]) -> UsageError:
    """Return an error of click as one of vxenv's own."""
    context = getattr(error, "ctx", None)
    hint = f"{context.command_path if context else 'vxenv'} --help"
    converted = UsageError(describe_click_error(error), hint=hint)
    if isinstance(error, click.NoSuchOption) and error.possibilities:
        converted.typed, converted.meant = error.option_name, guess(error.option_name, error.possibilities)
        _advise(converted, words)
    return converted


def _advise(error: UsageError, words: Sequence[str]) -> None:
    """Replace the hint of `error` by the corrected command line, if there is a correction."""
    better = correct(words, error.typed, error.meant) if error.meant else ""
    if better:
        error.advise(better)
