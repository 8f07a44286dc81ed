"""Confirmations on the terminal."""

import sys

from vxenv.cli.output.terminal import say
from vxenv.errors import RefusedError, VxenvError


def is_interactive() -> bool:
    """Tell whether questions are possible. The hook may read stdout, so they go to stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, absent: VxenvError, declined: VxenvError, default: bool = False) -> None:
    """Ask `question`, and return if the answer is yes. Raises `absent` or `declined`.

    Args:
        question: The question; click appends the possible answers.
        absent: The error without a terminal.
        declined: The error after a no.
        default: The answer for Enter.
    """
    if not is_interactive():
        raise absent
    import click  # `use` of an unprotected profile asks nothing, and runs without site-packages

    if not click.confirm(question, default=default, err=True):
        raise declined


def confirm_loss(loss: str, question: str, *, hint: str) -> None:
    """Print `loss` and ask `question`; Enter means no. Raises RefusedError with `hint`, a command with --yes."""
    say(loss)
    confirm(
        question,
        absent=RefusedError("not a terminal; use --yes to confirm", hint=hint),
        declined=RefusedError("nothing changed", hint=hint),
    )
