"""The question before secrets are sent to non-Google servers."""

import os
from collections.abc import Collection, Iterable

from vxenv.activation.current import Current
from vxenv.checks.online.target import Target, find_own_values
from vxenv.cli.invocation import repeat_command
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.errors import RefusedError
from vxenv.google.origins import is_google
from vxenv.google.recipients import Recipient


def agree(
    target: Target, locations: Iterable[str], services: Iterable[str] = (), *, yes: bool, again: str
) -> Collection[Recipient]:
    """Report non-Google recipients of secrets, and ask about those not chosen by the user. Raises RefusedError.

    Args:
        target: The project, locations and credentials of the requests.
        locations: The locations of Vertex AI requests.
        services: Other Google services, by the name in their address.
        yes: Do not ask.
        again: The command for the hint, with --yes.

    Returns:
        All permitted recipients of secrets, for `Http`.
    """
    return agree_to(target.list_recipients(dict.fromkeys(locations), services), yes=yes, again=again)


def agree_for_bucket(*, yes: bool) -> list[Recipient]:
    """Return the recipients of the credentials for a bucket that the user accepts. Raises RefusedError."""
    from vxenv.sources.bucket import find_recipients

    recipients = find_recipients(os.environ, find_own_values(Current().names))
    return agree_to(recipients, yes=yes, again=repeat_command("--yes"))


def agree_to(recipients: list[Recipient], *, yes: bool, again: str) -> list[Recipient]:
    """Report `recipients` of secrets other than Google, ask about those not chosen by the user, and return all.

    `again` is the command for the hint, with --yes. Raises RefusedError.
    """
    asked = [recipient for recipient in recipients if recipient.asked]
    for recipient in recipients:
        if recipient.origin and not is_google(recipient.origin) and (yes or not recipient.asked):
            report(f"sending {recipient}")
    if asked and not yes:
        say("vxenv will send:", *(f"  {recipient}" for recipient in asked))
        confirm(
            "Continue?",
            absent=RefusedError("not a terminal; use --yes to confirm", hint=again),
            declined=RefusedError("nothing sent", hint=again),
        )
    return recipients
