"""Whom an online check asks, and as whom: an environment, as a profile or a shell gives it, and where it leads."""

import contextlib
import datetime as dt
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.roles import SKIP_AUTH, USE_VERTEX, Slot, is_on, project, provider, slots
from vxenv.catalogue.value_types import PROJECT as PROJECT_SHAPE
from vxenv.errors import UsageError, VxenvError
from vxenv.google.credentials import credential_file
from vxenv.google.failures import DiagnosedError, diagnosis
from vxenv.google.recipients import Recipient, credential_recipients, interceptors, service_recipients
from vxenv.paths import printable, profiles_dir
from vxenv.profiles.names import stack_names
from vxenv.profiles.resolve import resolve
from vxenv.profiles.store import Store


@dataclass(frozen=True)
class Target:
    """What Claude Code would ask in an environment.

    `name` is the stack, "" for a shell as it is. `slots` are the requests of the client. `skip_auth` says that a
    gateway has its own way to know its users, so that no token of Google's is sent. `chosen` are the values that the
    user's own profiles give, as `own_values` returns them.
    """

    name: str
    environment: Mapping[str, str] = field(repr=False)
    project: str
    slots: tuple[Slot, ...]
    skip_auth: bool
    chosen: Mapping[str, str] = field(default_factory=dict, repr=False)

    def recipients(self, locations: Iterable[str], services: Iterable[str] = ()) -> list[Recipient]:
        """Return who gets something secret when Vertex is asked at `locations`, and other `services` of Google's.

        Google's own servers are among them where a file of credentials leads to them.
        """
        found = service_recipients(self.environment, self.chosen, locations, services)
        found += interceptors(self.environment, self.chosen)
        if self.skip_auth:
            return [one.without_token() for one in found]
        with contextlib.suppress(DiagnosedError):  # that is said when a token is asked for
            found = credential_recipients(credential_file(self.environment), self.environment, self.chosen) + found
        return found


def own_values(names: Iterable[str]) -> dict[str, str]:
    """Return the values that the user's own profiles of the stack `names` give, without any directory file, and HOME.

    A value in the environment is the user's choice if it is the same here. All others may come from a directory file,
    from settings of Claude Code that a repository holds, or from whoever made the environment.
    """
    try:
        settings = resolve(stack_names(names), Store()).settings
    except VxenvError:
        settings = {}
    own = {
        name: setting.value
        for name, setting in settings.items()
        if setting.value is not None and os.path.dirname(setting.path) == profiles_dir()
    }
    # Settings of Claude Code can give another home, and with it other default credentials.
    return {"HOME": os.environ.get("HOME", ""), **own}


def aimed(
    name: str,
    environment: Mapping[str, str],
    known: Knowledge,
    *,
    client: Version,
    today: dt.date,
    chosen: Mapping[str, str] | None = None,
    available: Availability | None = None,
) -> Target:
    """Return what `environment`, in which the stack `name` is active, leads to.

    `available` is what Claude Code's settings leave to choose from.

    Claude Code takes no credentials from gcloud's directory where CLOUDSDK_CONFIG names another one, so that variable
    is left out. Raises UsageError where requests do not go to Vertex, or to no project.
    """
    environment = {name: value for name, value in environment.items() if name != "CLOUDSDK_CONFIG"}
    if provider(environment, client, known) != USE_VERTEX:
        what = f"{printable(name)}: requests do not go to Vertex" if name else "no profile is active that uses Vertex"
        raise UsageError(what, hint=f"vxenv show {name}" if name else "vxenv list")
    try:
        file = credential_file(environment)
    except DiagnosedError:
        file = None  # that is said when a token is asked for
    found = project(environment, client, known, credentials=file.quota_project if file else "")
    if found is None:
        missing = diagnosis("no-project")
        raise UsageError(missing.what, hint=missing.fix)
    if not PROJECT_SHAPE.fullmatch(found.id):
        raise UsageError(f"{printable(found.id)} is no project id", hint="gcloud projects list")
    requests = slots(environment, client, known, today=today, credentials=found.id, available=available)
    return Target(name, environment, found.id, requests, is_on(environment, SKIP_AUTH), chosen or {})
