"""Questions on the terminal, for commands that need a yes."""

import sys

import click

from vxenv.cli.output.terminal import say
from vxenv.errors import RefusedError, VxenvError


def is_interactive() -> bool:
    """Tell whether there is somebody to ask: stdout may be the hook's, so questions go to stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, absent: VxenvError, declined: VxenvError, default: bool = False) -> None:
    """Ask `question`, and return if the answer is yes.

    Args:
        question: The question; click adds the answers behind it.
        absent: Raised where there is nobody to ask.
        declined: Raised where the answer is no.
        default: What Enter means.
    """
    if not is_interactive():
        raise absent
    if not click.confirm(question, default=default, err=True):
        raise declined


def confirm_loss(loss: str, question: str, *, hint: str) -> None:
    """State `loss`, and ask `question` about it, Enter meaning no. Raises RefusedError, with the command `hint`."""
    if is_interactive():
        say(loss)
    confirm(
        question,
        absent=RefusedError(f"{loss}; there is nobody to ask", hint=hint),
        declined=RefusedError("nothing changed", hint=hint),
    )
