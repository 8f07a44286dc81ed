"""Switch the calling shell. Without click, which takes as long to import as all the rest."""

import os

from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.activation.current import Current
from vxenv.activation.plan_keys import AUTO, OFF, USE
from vxenv.cli.refresh_notice import refresh_shells
from vxenv.cli.shell_answer import print_switch, print_word
from vxenv.errors import VxenvError


def run_switch(command: str, names: tuple[str, ...], *, quiet: bool) -> bool:
    """Switch as `parse_switch` parsed it, and return True; False, before anything is printed, if click must do it.

    Errors and questions are left to click.
    """
    hook = find_calling_hook()
    if hook is None:
        return False
    refresh_shells()
    if quiet:
        os.environ["VXENV_QUIET"] = "1"
    try:
        if command == USE:
            return _switch_to_stack(names, hook)
        if command == OFF:
            switch_off(hook)
        else:
            print_word(hook, AUTO)
    except VxenvError:
        return False
    return True


def switch_off(hook: Caller) -> None:
    """Turn profiles off in the calling shell. Raises DocumentError for config.toml."""
    print_switch("profiles off in this shell  (resume: vxenv auto)", Current().base)
    print_word(hook, OFF)


def _switch_to_stack(names: tuple[str, ...], hook: Caller) -> bool:
    """Switch to the stack `names`; return False, before anything is printed, if click must. Raises VxenvError."""
    from vxenv.cli.stack_switch import switch_stack
    from vxenv.profiles.names import parse_stack, render_stack
    from vxenv.profiles.resolve import resolve_stack
    from vxenv.profiles.store import Store

    current, store = Current(), Store()
    stack = parse_stack([current.state.last] if names == ("-",) else names)
    resolved = resolve_stack(stack, store)
    if resolved.protected or resolved.budgets or any(document.removed for document in resolved.documents):
        return False
    return switch_stack(render_stack(stack), resolved, store, current, hook, with_note=False)
