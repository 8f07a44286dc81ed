"""What Claude Code asks for once it has read its settings files: which model in each role, or nothing at all."""

from collections.abc import Mapping
from typing import Any

from vxenv.catalogue.availability import Availability
from vxenv.catalogue.clients import Version, clients
from vxenv.catalogue.roles import Slot, slots
from vxenv.claude.settings import File, Obeyed
from vxenv.claude.settings_paths import MANAGED
from vxenv.claude.version import started_version


def find_requests(
    obeyed: Obeyed,
    environment: Mapping[str, str],
    client: Version | None = None,
    **options: Any,  # noqa: ANN401 - those of slots
) -> tuple[Slot, ...]:
    """Return the roles of a client that is started with `environment`, before modelOverrides.

    `client` is that one, if it is not the one on PATH; `options` are those of `slots`.
    """
    client = client or started_version()
    return slots(obeyed.told(environment), client, available=availability(obeyed, client), **options)


def availability(obeyed: Obeyed, client: Version) -> Availability:
    """Return which models the settings files leave to `client`."""
    managed = [file for file in obeyed.files if file.scope == MANAGED]
    if any(file.malformed for file in managed) and not clients().at(client).managed_strict:
        return Availability(())  # a policy that cannot be read: no model can be named, whatever other files say
    lists = obeyed.lists()
    entries = tuple(entry for file in reversed(lists) for entry in file.available or ())
    flags = [file.enforce for file in obeyed.files if file.enforce is not None]
    # Where there is a managed file, no other can have the default enforced.
    flag = next((file.enforce for file in managed if file.enforce is not None), False) if managed else any(flags[:1])
    listed = any(file.scope == MANAGED for file in lists) or not managed
    return Availability(entries if lists else None, bool(flag and listed and entries), any(flags[:1]))


def has_restrictions(obeyed: Obeyed, environment: Mapping[str, str]) -> bool:
    """Tell whether any role gets another model because of availableModels."""
    if not obeyed.lists():
        return False
    free = slots(obeyed.told(environment), started_version())
    return [slot.model for slot in free] != [slot.model for slot in find_requests(obeyed, environment)]


def refusal(obeyed: Obeyed, client: Version | None = None) -> File | None:
    """Return the file that makes `client`, else the one on PATH, refuse to start; None if it starts."""
    found = next((file for file in obeyed.files if file.malformed and file.scope == MANAGED), None)
    return found if found and clients().at(client or started_version()).managed_strict else None
