"""The project, locations and credentials that an online check uses, from a profile or from a shell."""

import datetime as dt
import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from vxenv.activation.current import Current
from vxenv.activation.today import read_today
from vxenv.activation.undo_record import enter_activation
from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import GCLOUD_DIRECTORY, SKIP_AUTH, USE_VERTEX, is_on
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.roles import Role, find_project, find_provider, resolve_roles
from vxenv.catalogue.value_types import PROJECT as PROJECT_SHAPE
from vxenv.checks.lint.request import find_client_version
from vxenv.errors import UsageError, VxenvError
from vxenv.google.api import Cloud, sign_in
from vxenv.google.credentials import find_credentials
from vxenv.google.failures import DiagnosedError, make_diagnosis
from vxenv.google.recipients import Recipient, find_credential_recipients, find_interceptors, find_service_recipients
from vxenv.paths import escape_text, find_profiles_directory
from vxenv.profiles.names import parse_stack, render_stack
from vxenv.profiles.resolve import resolve_stack
from vxenv.profiles.store import Store
from vxenv.profiles.user_catalogue import load_knowledge


@dataclass(frozen=True)
class Target:
    """The requests that Claude Code would send in an environment."""

    # The stack, "" for the current shell.
    name: str
    environment: Mapping[str, str] = field(repr=False)
    project: str
    # The roles and their models.
    slots: tuple[Role, ...]
    # Whether a gateway authenticates users, and no Google token is sent.
    skip_auth: bool
    # The values of the user's own profiles, from `find_own_values`.
    chosen: Mapping[str, str] = field(default_factory=dict, repr=False)

    def list_recipients(self, locations: Iterable[str], services: Iterable[str] = ()) -> list[Recipient]:
        """Return the recipients of secrets for requests to Vertex AI in `locations` and to `services` of Google.

        Google's own servers are included if a credentials file names them.
        """
        recipients = find_service_recipients(self.environment, self.chosen, locations, services)
        recipients += find_interceptors(self.environment, self.chosen)
        if self.skip_auth:
            return [recipient.drop_token() for recipient in recipients]
        try:
            file = find_credentials(self.environment)
            return find_credential_recipients(file, self.environment, self.chosen) + recipients
        except DiagnosedError:  # raised again when a token is obtained
            return recipients

    def sign_in(self, agreed: Collection[Recipient]) -> Cloud:
        """Return the APIs with a token, or without one for a gateway that authenticates users. Raises VxenvError.

        `agreed` are the recipients of secrets that the user confirmed.
        """
        return sign_in(self.environment, self.project, agreed, skip_auth=self.skip_auth)


def find_target(names: tuple[str, ...], client: str = "") -> Target:
    """Return the target of the stack `names`, or of this shell without names. Raises VxenvError.

    `client` is a version of Claude Code, "" for the installed one.
    """
    environment: Mapping[str, str] = os.environ
    stack = parse_stack(names)
    name = render_stack(stack)
    if stack:
        environment = enter_activation(os.environ, resolve_stack(stack, Store()).list_operations(), name)
    chosen = find_own_values(stack or Current().names)
    version = find_client_version(client)
    return make_target(name, environment, load_knowledge(), client=version, today=read_today(), chosen=chosen)


def find_own_values(names: Iterable[str]) -> dict[str, str]:
    """Return the values of the user's own profiles in the stack `names`, without directory files, and HOME.

    A value in the environment is the user's choice if it is the same here. Others may come from a directory file, from
    Claude Code's settings in a repository, or from the parent process.
    """
    try:
        settings = resolve_stack(parse_stack(names), Store()).settings
    except VxenvError:
        settings = {}
    own = {
        name: setting.value
        for name, setting in settings.items()
        if setting.value is not None and os.path.dirname(setting.path) == find_profiles_directory()
    }
    # Claude Code's settings can set another HOME, and with it other default credentials.
    return {"HOME": os.environ.get("HOME", ""), **own}


def make_target(
    name: str,
    environment: Mapping[str, str],
    known: Knowledge,
    *,
    client: Version,
    today: dt.date,
    chosen: Mapping[str, str] | None = None,
    available: Availability | None = None,
) -> Target:
    """Return the target of `environment`, with the stack `name` active.

    CLOUDSDK_CONFIG is ignored, since Claude Code does not read credentials from the directory that it names. Raises
    UsageError if requests do not go to Vertex or have no project.

    Args:
        name: The stack, "" for none.
        environment: The effective environment of Claude Code.
        known: The catalogue.
        client: The version of Claude Code.
        today: The date for retired models.
        chosen: The result of `find_own_values`.
        available: The models that Claude Code's settings allow.
    """
    environment = {name: value for name, value in environment.items() if name != GCLOUD_DIRECTORY}
    if find_provider(environment, client, known) != USE_VERTEX:
        what = f"{escape_text(name)}: requests do not go to Vertex" if name else "no active profile that uses Vertex"
        raise UsageError(what, hint=f"vxenv show {name}" if name else "vxenv list")
    try:
        file = find_credentials(environment)
    except DiagnosedError:
        file = None  # raised again when a token is obtained
    receiver = find_project(environment, client, known, credentials=file.quota_project if file else "")
    if receiver is None:
        missing = make_diagnosis("no-project")
        raise UsageError(missing.what, hint=missing.fix)
    if not PROJECT_SHAPE.fullmatch(receiver.id):
        raise UsageError(f'invalid project ID "{escape_text(receiver.id)}"', hint="gcloud projects list")
    requests = resolve_roles(environment, client, known, today=today, credentials=receiver.id, available=available)
    return Target(name, environment, receiver.id, requests, is_on(environment, SKIP_AUTH), chosen or {})
