"""The question before anything secret goes to servers that are not Google's."""

from collections.abc import Collection, Iterable

from vxenv.checks.online.target import Target
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.errors import RefusedError
from vxenv.google.origins import is_google
from vxenv.google.recipients import Recipient


def agree(
    target: Target, locations: Iterable[str], services: Iterable[str] = (), *, yes: bool, again: str
) -> Collection[Recipient]:
    """Say who besides Google gets something secret, and ask where the user did not choose that. Raises RefusedError.

    Args:
        target: The project, locations and credentials to ask with.
        locations: Where Vertex AI is asked.
        services: Google's other services that are asked, by the name in their address.
        yes: The user agrees in advance.
        again: The command for the hint, with which the user agrees.

    Returns:
        Everybody to whom something secret may go, for `Http`.
    """
    recipients = target.list_recipients(dict.fromkeys(locations), services)
    asked = [recipient for recipient in recipients if recipient.asked]
    for recipient in recipients:
        if recipient.origin and not is_google(recipient.origin) and (yes or not recipient.asked):
            report(f"sends {recipient}")
    if asked and not yes:
        say("vxenv would send:", *(f"  {recipient}" for recipient in asked))
        confirm(
            "Send it?",
            absent=RefusedError("nothing was sent: there is nobody to ask", hint=again),
            declined=RefusedError("nothing was sent", hint=again),
        )
    return recipients
