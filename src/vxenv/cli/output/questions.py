"""Questions on the terminal."""

import sys
from collections.abc import Sequence

from vxenv.cli.output.terminal import say
from vxenv.errors import RefusedError, VxenvError


def is_interactive() -> bool:
    """Tell whether questions are possible. The hook may read stdout, so they go to stderr."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str, *, absent: VxenvError, declined: VxenvError, default: bool = False) -> None:
    """Ask `question`, and return if the answer is yes. Raises `absent` or `declined`.

    Args:
        question: The question, without the possible answers.
        absent: The error without a terminal.
        declined: The error after a no.
        default: The answer for Enter.
    """
    if not is_interactive():
        raise absent
    if not ask(question, default=default):
        raise declined


def ask(question: str, *, default: bool = True) -> bool:
    """Ask `question` until the answer is yes or no; Enter means `default`."""
    answers = ("y", "yes", "n", "no")
    return choose(f"{question} [{'Y/n' if default else 'y/N'}]", answers, default="y" if default else "n")[0] == "y"


def choose(question: str, answers: Sequence[str], *, default: str) -> str:
    """Ask `question` until the answer is one of `answers`, in any case; Enter means `default`."""
    import click  # `use` of an unprotected profile asks nothing, and runs without site-packages

    while True:
        answer: str = click.prompt(question, default=default, show_default=False, err=True).strip().lower()
        if answer in answers:
            return answer
        say(f"unknown answer; expected one of: {', '.join(answers)}")


def confirm_loss(loss: str, question: str, *, hint: str) -> None:
    """Print `loss` and ask `question`; Enter means no. Raises RefusedError with `hint`, a command with --yes."""
    say(loss)
    confirm(
        question,
        absent=RefusedError("not a terminal; use --yes to confirm", hint=hint),
        declined=RefusedError("nothing changed", hint=hint),
    )
