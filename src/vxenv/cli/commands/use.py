"""The command `use`."""

import sys
from typing import TYPE_CHECKING

import click

from vxenv.activation.current import Current
from vxenv.cli.calling_shell import require_hook
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report
from vxenv.cli.protection import check_policies, confirm_protected, refuse_removed, render_headline
from vxenv.cli.selection import can_pick, pick_stack
from vxenv.cli.shell_answer import list_changes
from vxenv.cli.stack_switch import switch_stack
from vxenv.env_diff import apply_diff
from vxenv.errors import RefusedError, UsageError, VxenvError
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import Resolved, resolve_stack
from vxenv.profiles.source_files import is_removed
from vxenv.profiles.store import Store, build_unknown_profile, list_all_names
from vxenv.similarity import find_longer

if TYPE_CHECKING:
    from vxenv.usage.budget_state import BudgetState

_LEFT = 130  # as after Ctrl-C
_MOST = 20  # profiles in a message


@click.command(short_help="Switch this shell to a profile or stack.")
@click.argument("names", nargs=-1, metavar="[NAME...]")
@click.option("-y", "--yes", is_flag=True, help="Do not ask about a protected profile or a spent budget.")
def use(names: tuple[str, ...], yes: bool) -> None:
    """Switch this shell to a profile or stack.

    In a stack, later profiles override earlier ones.

    \b
    vxenv use prod-global           one profile
    vxenv use prod-global opus      a stack; the same as prod-global+opus
    vxenv use -                     the previous profile or stack
    vxenv use                       pick from a list
    """
    hook = require_hook("use")
    current = Current()
    names = _find_names(names, current) if names or not can_pick() else _pick_names(current)
    store = Store()
    refuse_removed(names, current.names)
    resolved = resolve_stack(names, store)
    stack = render_stack(names)
    check_policies(stack, resolved)
    spent = [state.describe() for state in _refresh_budgets(resolved) if state.is_spent]
    confirm_protected(stack, resolved, yes=yes, instead=f"vxenv use --yes {stack}", spent=spent)
    switch_stack(stack, resolved, store, current, hook)


def _refresh_budgets(resolved: Resolved) -> "list[BudgetState]":
    """Return the state of each budget of a stack, after reading what is new in the transcripts."""
    if not resolved.budgets:
        return []
    from vxenv.usage.budget_state import refresh_states

    return refresh_states(resolved)


def _pick_names(current: Current) -> tuple[str, ...]:
    """Let the user pick a stack, and print the equivalent command. Exits if nothing is picked."""
    stack = pick_stack(lambda stack: _render_preview(stack, current))
    if not stack:
        sys.exit(_LEFT)
    report(f"vxenv use {stack}")
    return parse_stack([stack])


def _render_preview(stack: str, current: Current) -> list[str]:
    try:
        resolved = resolve_stack(parse_stack([stack]), Store())
        check_policies(stack, resolved)
    except VxenvError as error:
        return str(error).splitlines()
    after = apply_diff(current.base, resolved.list_operations(current.base))
    return [render_headline(stack, resolved), *list_changes(after)]


def _find_names(names: tuple[str, ...], current: Current) -> tuple[str, ...]:
    if names == ("-",):
        if not current.state.last:
            raise UsageError("no previous profile in this shell", hint="vxenv list")
        return parse_stack([current.state.last])
    if not names:
        known = list_all_names()
        more = f" and {len(known) - _MOST} more" if len(known) > _MOST else ""
        what = f"no profile given; expected one of: {', '.join(known[:_MOST])}{more}" if known else "no profiles yet"
        raise UsageError(what, hint="vxenv list")
    return _complete_names(parse_stack(names))


def _complete_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """Complete each of `names` that is the beginning of exactly one profile, if the user confirms it.

    Raises UnknownProfileError.
    """
    known = list_all_names()
    longer = {name: find_longer(name, known) for name in names if not (name in known or is_removed(name))}
    meant = tuple(longer[name][0] if len(longer.get(name, ())) == 1 else name for name in names)
    if meant == names:
        return names
    confirm(
        f'Switch to "{render_stack(meant)}"?',
        absent=build_unknown_profile(next(name for name in names if name not in meant)),
        declined=RefusedError("nothing changed", hint="vxenv list"),
        default=True,
    )
    return meant
