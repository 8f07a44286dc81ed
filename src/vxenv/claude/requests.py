"""What Claude Code asks for once it has read its settings files: which model in each role, or nothing at all."""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version, load_clients
from vxenv.catalogue.roles import Role, resolve_roles
from vxenv.claude.settings import ClaudeSettings, SettingsFile
from vxenv.claude.settings_paths import MANAGED
from vxenv.claude.version import find_started_version


def find_requests(
    obeyed: ClaudeSettings,
    environment: Mapping[str, str],
    client: Version | None = None,
    **options: Any,  # noqa: ANN401 - those of slots
) -> tuple[Role, ...]:
    """Return the roles of a client that is started with `environment`, before modelOverrides.

    `client` is that one, if it is not the one on PATH; `options` are those of `slots`.
    """
    client = client or find_started_version()
    return resolve_roles(
        obeyed.list_decisive(environment), client, available=find_availability(obeyed, client), **options
    )


def find_availability(obeyed: ClaudeSettings, client: Version) -> Availability:
    """Return which models the settings files leave to `client`."""
    managed = [file for file in obeyed.files if file.scope == MANAGED]
    if any(file.malformed for file in managed) and not load_clients().find_client(client).managed_strict:
        return Availability(())  # a policy that cannot be read: no model can be named, whatever other files say
    lists = obeyed.list_model_lists()
    entries = tuple(entry for file in reversed(lists) for entry in file.available or ())
    flags = [file.enforce for file in obeyed.files if file.enforce is not None]
    # Where there is a managed file, no other can have the default enforced.
    flag = next((file.enforce for file in managed if file.enforce is not None), False) if managed else any(flags[:1])
    listed = any(file.scope == MANAGED for file in lists) or not managed
    return Availability(entries if lists else None, bool(flag and listed and entries), any(flags[:1]))


def has_restrictions(obeyed: ClaudeSettings, environment: Mapping[str, str]) -> bool:
    """Tell whether any role gets another model because of availableModels."""
    if not obeyed.list_model_lists():
        return False
    free = resolve_roles(obeyed.list_decisive(environment), find_started_version())
    return [slot.model for slot in free] != [slot.model for slot in find_requests(obeyed, environment)]


def find_refusal(obeyed: ClaudeSettings, client: Version | None = None) -> SettingsFile | None:
    """Return the file that makes `client`, else the one on PATH, refuse to start; None if it starts."""
    found = next((file for file in obeyed.files if file.malformed and file.scope == MANAGED), None)
    return found if found and load_clients().find_client(client or find_started_version()).managed_strict else None
