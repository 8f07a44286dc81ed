"""What Claude Code asks for where the model that an alias means is refused: the next older one, and so on.

At its start it asks the default of opus, of sonnet and of haiku for a token, unless something pins the family. Where
that is answered by 404, 403 or 400, it asks the older models that it knows and keeps the newest that answers, for that
session; where no Opus answers, it takes its own Sonnet. Newer versions do the same when a request is refused that no
probe came before, and leave out what has retired. A pin and an id are never replaced, and neither is Fable: they fail.
A quota that is used up (429) counts as an answer. tests/client holds this module to the real clients.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from vxenv.catalogue.clients import Client, Version
from vxenv.catalogue.days import get_utc_today
from vxenv.catalogue.environment import PINS
from vxenv.catalogue.knowledge import Knowledge, load_shipped
from vxenv.catalogue.models import NO, YES, Models
from vxenv.catalogue.roles import PROBED, Role, list_probes, redirect_role, resolve_roles

SMALL_FAST_ROLE = "small/fast"


class Fallback(NamedTuple):
    """What becomes of a role whose model is refused."""

    # The alias that nothing pins: opus, sonnet or haiku.
    family: str
    # The requests, in the order in which the client prefers them; the first is what the alias means.
    chain: tuple[Role, ...]
    # Of each whether it is served: "yes", "no" or "unknown".
    served: tuple[str, ...]

    @property
    def end(self) -> Role | None:
        """The first of `chain` that is served, or may be; None if all are refused, so that the session fails."""
        return next((slot for slot, served in zip(self.chain, self.served, strict=True) if served != NO), None)

    @property
    def replaced(self) -> bool:
        """Whether it is known that another model answers than the alias means."""
        return self.end not in (None, self.chain[0])


def find_fallbacks(
    environment: Mapping[str, str],
    client: Version,
    known: Knowledge | None = None,
    *,
    today: dt.date | None = None,
    credentials: str = "",
    interactive: bool = True,
    served: Callable[[Role], str] | None = None,
) -> dict[str, Fallback]:
    """Return by role what becomes of each whose model is not known to be served, and which the client replaces.

    Args:
        environment: What the client goes by.
        client: Its version.
        known: The catalogue, what comes with vxenv if it is not given.
        today: The day on which requests are made.
        credentials: The quota project of the credential file, as `slots` takes it.
        interactive: Whether it is an interactive start, which probes even where authentication is skipped.
        served: Tells "yes", "no" or "unknown" of a request; without, the catalogue does.

    """
    known = known or load_shipped()
    today = today or get_utc_today()
    served = served or (lambda slot: slot.served)
    roles = {
        slot.name: slot for slot in resolve_roles(environment, client, known, today=today, credentials=credentials)
    }
    probed = {slot.name for slot in list_probes(environment, client, known, today=today, interactive=interactive)}
    behaviour = known.clients.find_client(client)
    families: dict[str, Fallback] = {}
    for family in PROBED:
        slot = roles.get(family)
        if slot is None or environment.get(PINS[family]) or served(slot) == YES:
            continue
        if family in probed:
            ids = find_older(family, behaviour, known.models)
            ids += find_older("sonnet", behaviour, known.models) if family == "opus" else ()
        elif behaviour.retries_older:
            ids = find_older(family, behaviour, known.models, on=today)
        else:
            continue
        chain = tuple(
            redirect_role(slot, model, environment, client, known, today=today, credentials=credentials)
            for model in ids
        )
        families[family] = Fallback(family, chain, tuple(map(served, chain)))
    fallbacks = {}
    for name, slot in roles.items():
        for family, fallback in families.items():
            # Without a probe, small, fast work goes to the main model, not down.
            stays = name == SMALL_FAST_ROLE and slot.rule == "default" and family not in probed
            if not slot.origin and slot.model == fallback.chain[0].model and not stays:
                fallbacks[name] = _rename(fallback, slot)
    haiku = families.get("haiku")
    if haiku and haiku.replaced and "haiku" in probed and roles[SMALL_FAST_ROLE].rule != "named":
        fallbacks[SMALL_FAST_ROLE] = _rename(haiku, roles[SMALL_FAST_ROLE])
    return fallbacks


def find_older(family: str, client: Client, models: Models, *, on: dt.date | None = None) -> tuple[str, ...]:
    """Return the ids of `family` that `client` knows, from what its alias means down.

    With `on`, without those that have retired by that day.
    """
    known = [models.by_id[id_] for id_ in client.models if id_ in models.by_id]
    chain = sorted((model for model in known if model.family == family), key=lambda model: model.age, reverse=True)
    ids = [model.id for model in chain]
    first = client.aliases[family]
    ids = ids[ids.index(first) :] if first in ids else [first]
    if on is not None:
        ids = [id_ for index, id_ in enumerate(ids) if index == 0 or not models.by_id[id_].is_gone(on)]
    return tuple(ids)


def _rename(fallback: Fallback, role: Role) -> Fallback:
    """Return `fallback` with the requests under the name of `role`."""
    chain = (slot._replace(name=role.name, via=role.via, rule=role.rule) for slot in fallback.chain)
    return fallback._replace(chain=tuple(chain))
