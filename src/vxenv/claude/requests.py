"""Predict the requests of Claude Code after it has read its settings files, or that it does not start."""

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
    **options: Any,  # noqa: ANN401 - options of resolve_roles
) -> tuple[Role, ...]:
    """Return the roles of Claude Code started with `environment`, before modelOverrides are applied.

    `client` is its version, by default that of the ``claude`` on PATH; `options` are those of `resolve_roles`.
    """
    client = client or find_started_version()
    return resolve_roles(
        obeyed.list_decisive(environment), client, available=find_availability(obeyed, client), **options
    )


def find_availability(obeyed: ClaudeSettings, client: Version) -> Availability:
    """Return the restriction of models in the settings files for `client`."""
    managed = [file for file in obeyed.files if file.scope == MANAGED]
    if any(file.malformed for file in managed) and not load_clients().find_client(client).managed_strict:
        return Availability(())  # an unreadable policy allows no named model, regardless of other files
    lists = obeyed.list_model_lists()
    entries = tuple(entry for file in reversed(lists) for entry in file.available or ())
    flags = [file.enforce for file in obeyed.files if file.enforce is not None]
    # With a managed file, no other file can enforce the restriction of the default.
    flag = next((file.enforce for file in managed if file.enforce is not None), False) if managed else any(flags[:1])
    listed = any(file.scope == MANAGED for file in lists) or not managed
    exact = next((file.exact for file in managed if file.exact is not None), False)
    if exact and lists and load_clients().find_client(client).exact_available:
        # The default model is restricted too.
        return Availability(entries, enforced=bool(entries), flag=any(flags[:1]), exact=True)
    return Availability(entries if lists else None, bool(flag and listed and entries), any(flags[:1]))


def has_restrictions(obeyed: ClaudeSettings, environment: Mapping[str, str]) -> bool:
    """Tell whether availableModels changes the model of any role."""
    if not obeyed.list_model_lists():
        return False
    free = resolve_roles(obeyed.list_decisive(environment), find_started_version())
    return [slot.model for slot in free] != [slot.model for slot in find_requests(obeyed, environment)]


def find_refusal(obeyed: ClaudeSettings, client: Version | None = None) -> SettingsFile | None:
    """Return the file that prevents `client`, by default the one on PATH, from starting; None if it starts."""
    found = next((file for file in obeyed.files if file.malformed and file.scope == MANAGED), None)
    return found if found and load_clients().find_client(client or find_started_version()).managed_strict else None
