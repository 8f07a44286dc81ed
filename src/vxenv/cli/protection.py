"""The question before a protected profile or a spent budget, and the refusal of one that its source has removed."""

import sys
from collections.abc import Container, Iterable, Sequence

from vxenv.checks.advice import describe
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import style
from vxenv.errors import RefusedError
from vxenv.profiles.names import split_source
from vxenv.profiles.resolve import Resolved
from vxenv.profiles.source_files import is_removed
from vxenv.profiles.store import suggest_copy


def render_headline(stack: str, resolved: Resolved) -> str:
    """Return the line of a stack for stderr: on a terminal in bold, with a red mark for protected."""
    head, mark, rest = describe(stack, resolved).partition(" [protected]")
    red = style(mark, sys.stderr, fg="red", bold=True) if mark else ""
    return style(head, sys.stderr, bold=True) + red + (style(rest, sys.stderr, bold=True) if rest else "")


def refuse_removed(names: Iterable[str], active: Container[str] = ()) -> None:
    """Raise RefusedError if an update of its source removed one of the profiles `names` that is not in `active`."""
    for name in names:
        if name not in active and is_removed(name):
            source = split_source(name)[0]
            raise RefusedError(f'"{name}" was removed from source "{source}"', hint=suggest_copy(name))


def confirm_protected(stack: str, resolved: Resolved, *, yes: bool, instead: str, spent: Sequence[str] = ()) -> None:
    """Ask before switching to a `stack` that is protected or has `spent` budgets, as clauses.

    Raises RefusedError, with `instead` as its hint.
    """
    reasons = [*([f'"{stack}" is protected'] if resolved.protected else []), *spent]
    if yes or not reasons:
        return
    why = "; ".join(reasons)
    confirm(
        "\n".join([render_headline(stack, resolved), *spent, "Switch to this profile?"]),
        absent=RefusedError(why, hint=instead),
        declined=RefusedError(f"{why}; nothing changed", hint=instead),
    )


def check_policies(stack: str, resolved: Resolved) -> None:
    """Raise PolicyError if a policy does not allow `resolved`, the stack named `stack`."""
    if resolved.is_bound:
        from vxenv.profiles.breaches import enforce_policies

        enforce_policies(stack, resolved)
