"""Check where requests go: the provider, the project, the location, and keys that would be sent."""

from collections.abc import Iterator

from vxenv.catalogue.environment import BASE_URL, PROJECT, SKIP_AUTH, USE_VERTEX, is_on
from vxenv.catalogue.roles import find_project, find_provider, resolve_roles
from vxenv.catalogue.variables import load_variables
from vxenv.checks.doctor.context import Context
from vxenv.checks.finding import FAILED, NOTE, OK, WARNING, Check
from vxenv.paths import escape_text

_SIGN_IN = "ANTHROPIC_PROFILE"


def check_routing(context: Context) -> Iterator[Check]:
    """Yield the checks of the destination of requests."""
    environment = context.client_environment
    switch = find_provider(environment, context.client, context.knowledge)
    if switch not in ("", USE_VERTEX) and is_on(environment, USE_VERTEX):
        yield _report(context, switch, "provider", FAILED, f"{switch} is on and takes precedence over Vertex")
        return
    if switch != USE_VERTEX:
        receiver = f"the provider of {switch}" if switch else "Anthropic's own API"
        yield Check("provider", NOTE, f"requests go to {receiver}, not to Vertex", "vxenv why CLAUDE_CODE_USE_VERTEX")
        return
    if is_on(environment, SKIP_AUTH):
        yield from _check_gateway(context)
    if environment.get(_SIGN_IN):
        what = f"{_SIGN_IN} is set, but requests to Vertex do not use a sign-in at Anthropic"
        yield _report(context, _SIGN_IN, "sign-in", NOTE, what)
    yield from _check_project(context)


def _check_project(context: Context) -> Iterator[Check]:
    environment, origins = context.client_environment, context.origins
    quota = "" if context.credentials.trouble else context.credentials.quota_project
    receiver = find_project(environment, context.client, context.knowledge, credentials=quota)
    if receiver is None:
        what = f"{PROJECT} is unset; Claude Code requires it"
        yield Check("project", FAILED, what, origins.set(PROJECT, quota or "PROJECT"))
        return
    if receiver.origin != PROJECT:
        what = f"{PROJECT} is unset: requests go to the quota project {escape_text(receiver.id)}"
        yield Check("project", WARNING, what, origins.set(PROJECT, receiver.id, source=receiver.origin))
        return
    main = resolve_roles(environment, context.client, context.knowledge, available=context.available)[0]
    place = escape_text(main.location) + ("" if main.location_origin else " (default of Claude Code)")
    yield Check("project", OK, f"Vertex, project {escape_text(receiver.id)}, location {place}")
    for name in main.dropped:
        what = f"{escape_text(name)} = {escape_text(environment[name])} is malformed: Claude Code uses {place}"
        yield _report(context, name, "location", WARNING, what)


def _check_gateway(context: Context) -> Iterator[Check]:
    environment = context.client_environment
    if not environment.get(BASE_URL):
        what = f"{SKIP_AUTH} is on without {BASE_URL}: requests go to Google without credentials"
        yield _report(context, SKIP_AUTH, "gateway", FAILED, what)
    for variable in load_variables().variables:
        if variable.cleared == "skip_auth" and environment.get(variable.name):
            what = f"{variable.name} is set and is sent to the base URL, since authentication is skipped"
            yield _report(context, variable.name, "key", WARNING, what)


def _report(context: Context, variable: str, name: str, state: str, what: str) -> Check:
    """Return a check of `variable` that names its origin, with a hint that unsets it there."""
    return Check(name, state, f"{context.origins.prefix(variable)}{what}", context.origins.unset(variable))
