"""Resolve project and credentials for online commands, and ask before anything secret goes to strangers."""

import os
from collections.abc import Collection, Iterable

from vxenv.activation.plan_keys import USE
from vxenv.activation.state import entered
from vxenv.checks.advice import today
from vxenv.checks.lint.request import client_version
from vxenv.checks.online.target import Target, aimed, own_values
from vxenv.cli.calling_shell import active_names
from vxenv.cli.output.questions import confirm
from vxenv.cli.output.terminal import report, say
from vxenv.errors import RefusedError, VxenvError
from vxenv.google.api import Cloud
from vxenv.google.failures import DiagnosedError, Diagnosis
from vxenv.google.http import Http
from vxenv.google.origins import is_google
from vxenv.google.recipients import Recipient
from vxenv.google.tokens import obtain
from vxenv.paths import printable
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store
from vxenv.profiles.user_catalogue import knowledge


def target(names: tuple[str, ...], client: str = "") -> Target:
    """Return what the stack `names` leads to, or this shell without any. Raises VxenvError."""
    environment = dict(os.environ)
    name = ""
    if names:
        stack = stack_names(names)
        name = stack_text(stack)
        environment = entered(os.environ, resolve(stack, Store()).delta(), name, USE)
    chosen = own_values(names or active_names())
    return aimed(name, environment, knowledge(), client=client_version(client), today=today(), chosen=chosen)


def agree(
    aim: Target, locations: Iterable[str], services: Iterable[str] = (), *, yes: bool, again: str
) -> Collection[Recipient]:
    """Say who besides Google gets something secret, and ask where the user did not choose that. Raises RefusedError.

    Args:
        aim: The project, locations and credentials to ask with.
        locations: Where Vertex AI is asked.
        services: Google's other services that are asked, by the name in their address.
        yes: The user agrees in advance.
        again: The command for the hint, with which the user agrees.

    Returns:
        Everybody to whom something secret may go, for `Http`.
    """
    found = aim.recipients(dict.fromkeys(locations), services)
    asked = [one for one in found if one.asked]
    report(*(f"sends {one}" for one in found if one.origin and not is_google(one.origin) and (yes or not one.asked)))
    if asked and not yes:
        say("vxenv would send:", *(f"  {one}" for one in asked))
        confirm(
            "Send it?",
            absent=RefusedError("nothing was sent: there is nobody to ask", hint=again),
            declined=RefusedError("nothing was sent", hint=again),
        )
    return found


def signed_in(aim: Target, agreed: Collection[Recipient]) -> Cloud:
    """Return the cloud with a token for `aim`, none where a gateway knows its users itself. Raises VxenvError.

    `agreed` is what `agree` returned.
    """
    http = Http(aim.environment, agreed)
    try:
        token = None if aim.skip_auth else obtain(aim.environment, http)
    except DiagnosedError as error:
        raise failed(error.diagnosis) from error
    return Cloud(http, aim.environment, aim.project, token)


def failed(wrong: Diagnosis) -> VxenvError:
    """Return the error that tells what went wrong online, and what mends it."""
    return VxenvError(printable(wrong.what), hint=printable(wrong.fix))
