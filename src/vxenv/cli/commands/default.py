"""The command `default`."""

import click

from vxenv.checks.advice import describe
from vxenv.cli.invocation import guess_name
from vxenv.cli.output.envelope import print_json
from vxenv.cli.output.terminal import print_data, say
from vxenv.cli.protection import check_policies, refuse_removed
from vxenv.config import read_config
from vxenv.errors import UsageError
from vxenv.profiles.names import encode_stack, parse_stack, render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store


@click.command(short_help="Show or set the default profile.")
@click.argument("names", nargs=-1)
@click.option("--unset", is_flag=True, help="Remove the default.")
@click.option("--json", "as_json", is_flag=True, help="Output the resulting default as JSON.")
def default(names: tuple[str, ...], *, unset: bool, as_json: bool) -> None:
    """Show, set or unset the default profile.

    The default applies if no directory file selects a profile.

    \b
    vxenv default               show it
    vxenv default prod-global   set it
    vxenv default --unset       remove it
    """
    if unset and names:
        raise UsageError("NAME and --unset cannot be combined", hint="vxenv default --help")
    if unset:
        _set_default((), "default --unset")
        say("no default profile")
    elif names:
        stack = parse_stack(names)
        refuse_removed(stack)
        resolved = resolve_stack(stack, Store())
        check_policies(render_stack(stack), resolved)
        _set_default(stack, f"default {render_stack(stack)}")
        say(f"default: {describe(render_stack(stack), resolved)}")
    stack = read_config().default
    if as_json:
        print_json({"profile": render_stack(stack) or None, "stack": list(stack)})
    elif not names and not unset:
        _show_default(stack)


def _show_default(stack: tuple[str, ...]) -> None:
    if stack:
        print_data(render_stack(stack))
    else:
        say("no default profile", f"hint: vxenv default {guess_name()}")


def _set_default(stack: tuple[str, ...], what: str) -> None:
    from vxenv.cli.profile_changes import change_config

    read_config()  # raises for errors in it
    change_config(what, "default", encode_stack(stack) if stack else None)
