"""The model that is sent in place of another, where modelOverrides in a settings file say so.

Measured. They name a model as Anthropic does, with a dash in front of its date; a name that the client does not know
has no effect, nor has an empty value. What takes a model's place is not looked up again, and the request goes where
that for the model itself would have gone.
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
    """A model that is sent in place of another."""

    # The role, with the model that is replaced.
    slot: Role
    # That model, as modelOverrides names it.
    name: str
    # What is sent, and where that is written.
    said: SettingsValue


def find_overrides(
    obeyed: ClaudeSettings, environment: Mapping[str, str], client: Version | None = None
) -> tuple[Override, ...]:
    """Return where the model of a role is replaced, for a client that is started with `environment`.

    `client` is that one, if it is not the one on PATH.
    """
    client = client or find_started_version()
    effective = obeyed.list_decisive(environment)
    replaced = []
    for slot in find_requests(obeyed, environment, client):
        named = effective.get(slot.origin, "")
        if named and not load_clients().find_client(client).overrides_named:
            continue
        # An id that somebody named counts as it was written, one of the client's own as Anthropic writes it.
        name = MILLION.sub("", named).strip() or slot.model.replace("@", "-")
        said = next((file.overrides[name] for file in obeyed.files if name in file.overrides), None)
        if said and said.value and _is_known(name):
            replaced.append(Override(slot, name, said))
    return tuple(replaced)


def _is_known(name: str) -> bool:
    model = load_models().ids.get(name)
    return model is not None and model.id.replace("@", "-") == name
