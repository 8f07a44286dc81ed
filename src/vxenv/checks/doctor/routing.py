"""Where requests go: the provider's switch, those that beat it, the project, and keys that would go along."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.roles import BASE_URL, PROJECT, SKIP_AUTH, USE_VERTEX, is_on, project, provider, slots
from vxenv.catalogue.variables import catalogue
from vxenv.checks.doctor.repair import Origins
from vxenv.checks.health import FAILED, NOTE, OK, WARNING, Check
from vxenv.paths import printable

_SIGN_IN = "ANTHROPIC_PROFILE"


class Routing(NamedTuple):
    """What decides about the requests of the client: its `environment`, and who may have set that.

    `available` are the models that its settings leave to choose from.
    """

    environment: Mapping[str, str]
    origins: Origins
    client: Version
    known: Knowledge
    available: Availability | None = None

    @property
    def to_vertex(self) -> bool:
        """Whether requests go to Vertex."""
        return provider(self.environment, self.client, self.known) == USE_VERTEX

    @property
    def project(self) -> str:
        """The project that was named for Vertex, or ""."""
        return self.environment.get(PROJECT, "").strip()


def routing_checks(routing: Routing, quota_project: str) -> Iterator[Check]:
    """Yield where requests go; `quota_project` is what the credentials in use name, or ""."""
    environment, origins = routing.environment, routing.origins
    switch = provider(environment, routing.client, routing.known)
    if switch not in ("", USE_VERTEX) and is_on(environment, USE_VERTEX):
        yield _with_place("provider", FAILED, f"{switch} is on, and beats Vertex", origins, switch)
        return
    if switch != USE_VERTEX:
        receiver = f"where {switch} says" if switch else "to Anthropic's own API"
        yield Check("provider", NOTE, f"requests go {receiver}, not to Vertex", "vxenv why CLAUDE_CODE_USE_VERTEX")
        return
    found = project(environment, routing.client, routing.known, credentials=quota_project)
    if is_on(environment, SKIP_AUTH):
        yield from _gateway(environment, origins)
    if environment.get(_SIGN_IN):
        what = f"{_SIGN_IN} is set, and names a sign-in at Anthropic: requests to Vertex do not use it"
        yield _with_place("sign-in", NOTE, what, origins, _SIGN_IN)
    if found is None:
        what = f"{PROJECT} is not set, and Claude Code gives up without"
        yield Check("project", FAILED, what, origins.set(PROJECT, quota_project or "PROJECT"))
    elif found.origin != PROJECT:
        what = f"{PROJECT} is not set: requests go to {printable(found.id)}, the quota project"
        yield Check("project", WARNING, what, origins.set(PROJECT, found.id, source=found.origin))
    else:
        main = slots(environment, routing.client, routing.known, available=routing.available)[0]
        place = printable(main.location) + ("" if main.location_origin else ", the client's own choice")
        yield Check("project", OK, f"Vertex, {printable(found.id)} at {place}")
        for name in main.dropped:
            what = f"{printable(name)} = {printable(environment[name])} is malformed: Claude Code takes {place}"
            yield _with_place("location", WARNING, what, origins, name)


def _gateway(environment: Mapping[str, str], origins: Origins) -> Iterator[Check]:
    base = environment.get(BASE_URL)
    if not base:
        what = f"{SKIP_AUTH} is on without {BASE_URL}: Google gets requests without credentials"
        yield _with_place("gateway", FAILED, what, origins, SKIP_AUTH)
    for one in catalogue().variables:
        if one.cleared == "skip_auth" and environment.get(one.name):
            what = f"{one.name} is set and goes to the base URL, since authentication is skipped"
            yield _with_place("key", WARNING, what, origins, one.name)


def _with_place(name: str, state: str, what: str, origins: Origins, variable: str) -> Check:
    """Return a check about `variable`, whose hint unsets it where it was set."""
    return Check(name, state, f"{origins.prefix(variable)}{what}", origins.unset(variable))
