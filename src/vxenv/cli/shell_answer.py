"""What `use`, `off` and `auto` have the shell do that called, and what they say of it."""

import os
import sys
from collections.abc import Mapping

from vxenv.activation.caller import Asker, asking_hook
from vxenv.activation.plan_keys import USE
from vxenv.cli.calling_shell import pinned_names
from vxenv.cli.output.terminal import change_rows, data, say
from vxenv.config import read_settings
from vxenv.env_diff import apply, between
from vxenv.plans.conflicts import warned_plan
from vxenv.plans.hook import TCSH
from vxenv.plans.plan import Plan
from vxenv.plans.render import MARKER, keep, name_of, rendered
from vxenv.plans.tcsh_answer import pin
from vxenv.profiles.names import stack_text


def answer(plan: Plan, hook: Asker) -> None:
    """Print `plan` for the hook that called, and keep it for the next time."""
    if hook.shell == TCSH:
        pin(plan.key)
        return
    code = rendered(plan, hook)
    keep(code, name_of(plan.key), hook)
    data(f"{MARKER} {plan.key}", code)


def carried(renamed: Mapping[str, str]) -> bool:
    """Have the shell that called go on with what is pinned in it under other names, and tell whether it could."""
    hook = asking_hook()
    names = pinned_names()
    if hook is None or not renamed.keys() & set(names):
        return False
    answer(warned_plan(f"{USE}:{stack_text(renamed.get(name, name) for name in names)}"), hook)
    return True


def tell(first: str, now: dict[str, str], after: dict[str, str], warning: str = "") -> None:
    """Say `first`, and each variable that changes, unless config.toml or VXENV_QUIET have it quiet."""
    if os.environ.get("VXENV_QUIET") or read_settings().quiet:
        return
    say(first, *changes(now, after), *filter(None, [warning]))


def changes(now: dict[str, str], after: dict[str, str]) -> list[str]:
    """Return a row for each variable that changes between `now` and `after`, vxenv's own left out."""
    before = apply(now, [op for op in between(now, after) if op.name.startswith(("VXENV_", "__VXENV_"))])
    return change_rows(before, between(before, after), sys.stderr)


def answer_word(hook: Asker, word: str) -> None:
    """Have the shell that called do `word`: ``off``, ``auto`` or ``unload``."""
    if hook.shell == TCSH:
        pin(word)
    else:
        data(f"{MARKER} {word}")
