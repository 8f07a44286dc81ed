"""Whom what goes online asks: the stack that is named, as it would be here, else this shell as it is."""

import os

from vxenv.activation.keys import USE
from vxenv.activation.state import entered
from vxenv.checks.target import Target, aimed
from vxenv.cli.advising import today
from vxenv.cli.checking import client_version
from vxenv.errors import VxenvError
from vxenv.google.api import Cloud
from vxenv.google.failures import DiagnosedError, Diagnosis
from vxenv.google.http import Http
from vxenv.google.tokens import obtain
from vxenv.paths import printable
from vxenv.profiles.catalogue import knowledge
from vxenv.profiles.names import stack_names, stack_text
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


def target(names: tuple[str, ...], client: str = "") -> Target:
    """Return what the stack `names` leads to, or this shell without any. Raises VxenvError."""
    environment = dict(os.environ)
    name = ""
    if names:
        stack = stack_names(names)
        name = stack_text(stack)
        environment = entered(os.environ, resolve(stack, Store()).delta(), name, USE)
    return aimed(name, environment, knowledge(), client=client_version(client), today=today())


def signed_in(aim: Target) -> Cloud:
    """Return the cloud with a token for `aim`, none where a gateway knows its users itself. Raises VxenvError."""
    http = Http(aim.environment)
    try:
        token = None if aim.skip_auth else obtain(aim.environment, http)
    except DiagnosedError as error:
        raise failed(error.diagnosis) from error
    return Cloud(http, aim.environment, aim.project, token)


def failed(wrong: Diagnosis) -> VxenvError:
    """Return the error that tells what went wrong online, and what mends it."""
    return VxenvError(printable(wrong.what), hint=printable(wrong.fix))
