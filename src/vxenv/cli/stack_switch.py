"""Switch the calling shell to a stack, and report the changes. Without click."""

from vxenv.activation.caller import Caller
from vxenv.activation.current import Current
from vxenv.cli.output.terminal import say
from vxenv.cli.protection import render_headline
from vxenv.cli.shell_answer import print_plan, print_switch
from vxenv.env_diff import apply_diff
from vxenv.paths import find_working_directory
from vxenv.plans.build import make_use_plan
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.store import Store


def switch_stack(
    stack: str, resolved: Resolved, store: Store, current: Current, hook: Caller, *, with_note: bool = True
) -> bool:
    """Print the changes and the plan for `stack`, and return True.

    Args:
        stack: The stack, as the user named it.
        resolved: The resolved stack.
        store: The store that it was resolved with.
        current: The state of the shell.
        hook: The hook of the shell.
        with_note: False to print nothing and return False if the plan has a note.
    """
    plan, warning = make_use_plan(stack, resolved, store, find_working_directory())
    if plan.note:
        if not with_note:
            return False
        say(plan.note)
    after = apply_diff(current.base, resolved.list_operations(current.base))
    print_switch(render_headline(stack, resolved), after, *filter(None, [warning]))
    print_plan(plan, hook)
    return True
