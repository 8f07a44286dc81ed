"""The command line: which commands there are. Each file beside this one declares a group of them."""

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from vxenv import __version__
from vxenv.cli import directory, install, look, run_without_hook, switch, trying
from vxenv.errors import UsageError

GROUPS: tuple[tuple[str, tuple[click.Command, ...]], ...] = (
    ("Switch", (switch.use, switch.off, switch.auto, switch.default)),
    ("Without a hook", (run_without_hook.exec_, run_without_hook.export)),
    ("Directory", (directory.local, directory.allow, directory.deny, directory.allowed)),
    ("Look", (look.list_, look.show, look.diff, look.status)),
    ("Install", (install.init, trying.try_)),
)


class _Commands(click.Group):
    """Lists commands by what they are for, and helps with a mistyped one."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click calls it so
        for title, commands in GROUPS:
            with formatter.section(title):
                rows = [(command.name or "", command.get_short_help_str(80)) for command in commands]
                formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            from difflib import get_close_matches

            close = get_close_matches(args[0], list(self.commands), 1, 0.5)
            hint = f"vxenv {close[0]}" if close else "vxenv --help"
            raise UsageError(f'no command "{args[0]}"', hint=hint)
        return super().resolve_command(ctx, args)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="vxenv %(version)s")
@click.option("-q", "--quiet", is_flag=True, help="Say nothing that is not asked for.")
def cli(quiet: bool) -> None:
    """Switch Claude Code's Vertex AI variables by named profiles, by hand and by directory.

    A profile is a TOML file; several laid on each other are a stack, written global+opus.
    """
    if quiet:
        os.environ["VXENV_QUIET"] = "1"


for _, _commands in GROUPS:
    for _command in _commands:
        cli.add_command(_command)


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
