"""The answers of `use`, `off` and `auto` to the calling shell, and their messages."""

import os
import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from vxenv.activation.caller import Caller, find_calling_hook
from vxenv.activation.current import Current
from vxenv.activation.plan_keys import USE
from vxenv.cli.output.terminal import print_data, render_changes, say
from vxenv.config import read_config
from vxenv.env_diff import apply_diff, compute_diff
from vxenv.plans.hook import MARKER, TCSH
from vxenv.profiles.names import render_stack

if TYPE_CHECKING:
    from vxenv.plans.plan import Plan


def print_plan(plan: "Plan", hook: Caller) -> None:
    """Print `plan` for the calling hook, and store it for reuse."""
    if hook.shell == TCSH:
        _pin_key(plan.key)
        return
    from vxenv.plans.render import keep_code, name_plan, render_plan  # as below: `off` and `auto` need none of it

    code = render_plan(plan, hook)
    keep_code(code, name_plan(plan.key), hook)
    print_data(f"{MARKER} {plan.key}", code)


def rename_pinned(renamed: Mapping[str, str]) -> bool:
    """Pin the calling shell to its stack under the new names, and tell whether that was possible."""
    hook = find_calling_hook()
    names = Current().pinned_names
    if hook is None or not renamed.keys() & set(names):
        return False
    from vxenv.plans.build import make_plan

    print_plan(make_plan(f"{USE}:{render_stack(renamed.get(name, name) for name in names)}"), hook)
    return True


def print_switch(headline: str, after: dict[str, str], *lines: str) -> None:
    """Print `headline`, each variable that `after` changes, and `lines`, unless quiet."""
    if os.environ.get("VXENV_QUIET") or read_config().quiet:
        return
    say(headline, *list_changes(after), *lines)


def list_changes(after: dict[str, str]) -> list[str]:
    """Return a row for each variable of this shell that `after` changes, except vxenv's own."""
    now = dict(os.environ)
    before = apply_diff(now, [op for op in compute_diff(now, after) if op.name.startswith(("VXENV_", "__VXENV_"))])
    return render_changes(before, compute_diff(before, after), sys.stderr)


def print_word(hook: Caller, action: str) -> None:
    """Send `action` to the calling shell: ``off``, ``auto`` or ``unload``."""
    if hook.shell == TCSH:
        _pin_key(action)
    else:
        print_data(f"{MARKER} {action}")


def _pin_key(key: str) -> None:
    from vxenv.plans.tcsh_answer import pin_key

    pin_key(key)
