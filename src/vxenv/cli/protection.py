"""The question before a protected profile."""

import sys

from vxenv.checks.advice import describe
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import style
from vxenv.errors import RefusedError
from vxenv.profiles.resolve import Resolved


def render_headline(stack: str, resolved: Resolved) -> str:
    """Return the line of a stack for stderr: on a terminal in bold, with a red mark for protected."""
    head, mark, rest = describe(stack, resolved).partition(" [protected]")
    red = style(mark, sys.stderr, fg="red", bold=True) if mark else ""
    return style(head, sys.stderr, bold=True) + red + (style(rest, sys.stderr, bold=True) if rest else "")


def confirm_protected(stack: str, resolved: Resolved, *, yes: bool, instead: str) -> None:
    """Ask before switching to a protected `stack`. Raises RefusedError, with `instead` as its hint."""
    if yes or not resolved.protected:
        return
    confirm(
        f"{render_headline(stack, resolved)}\nSwitch to this profile?",
        absent=RefusedError(f'"{stack}" is protected', hint=instead),
        declined=RefusedError(f'"{stack}" is protected; nothing changed', hint=instead),
    )
