"""Find models that modelOverrides in a settings file replace.

Measured. The keys are Anthropic's IDs, with a hyphen before the date; unknown IDs and empty values have no effect. A
replacement is not resolved again, and the request goes to the location of the original model.
"""

from collections.abc import Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import Version, load_clients
from vxenv.catalogue.models import MILLION, load_models
from vxenv.catalogue.roles import Role
from vxenv.claude.requests import find_requests
from vxenv.claude.settings import ClaudeSettings, SettingsValue
from vxenv.claude.version import find_started_version


class Override(NamedTuple):
    """A replaced model."""

    # Role with the original model.
    slot: Role
    # Key of the original model in modelOverrides.
    name: str
    # Replacement with its place.
    said: SettingsValue


def find_overrides(
    obeyed: ClaudeSettings, environment: Mapping[str, str], client: Version | None = None
) -> tuple[Override, ...]:
    """Return the replaced models of roles for Claude Code started with `environment`.

    `client` is its version, by default that of the ``claude`` on PATH.
    """
    client = client or find_started_version()
    effective = obeyed.list_decisive(environment)
    replaced = []
    for slot in find_requests(obeyed, environment, client):
        named = effective.get(slot.origin, "")
        if named and not load_clients().find_client(client).overrides_named:
            continue
        # A named ID is looked up literally, a built-in one in Anthropic's spelling.
        name = MILLION.sub("", named).strip() or slot.model.replace("@", "-")
        said = next((file.overrides[name] for file in obeyed.files if name in file.overrides), None)
        if said and said.value and _is_known(name):
            replaced.append(Override(slot, name, said))
    return tuple(replaced)


def _is_known(name: str) -> bool:
    model = load_models().ids.get(name)
    return model is not None and model.id.replace("@", "-") == name
