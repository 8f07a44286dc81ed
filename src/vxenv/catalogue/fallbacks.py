"""Predict the models to which Claude Code falls back if the model of an unpinned alias is refused.

At startup, Claude Code probes the default models of opus, sonnet and haiku with one token each, unless the family is
pinned. If the answer is 404, 403 or 400, it probes the older models that it knows and uses the newest that answers in
this session; if no Opus answers, it uses its default Sonnet. Newer versions do the same for a refused request without
an earlier probe, and skip retired models. Pins, IDs and Fable are never replaced; such requests fail. An exceeded
quota (429) counts as an answer. tests/client compares this module with real versions of Claude Code.
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
    """The fallbacks of a role with a refused model."""

    # Unpinned alias: opus, sonnet or haiku.
    family: str
    # Requests in the order of preference, the first one with the default model of the alias.
    chain: tuple[Role, ...]
    # Status of each request: "yes", "no" or "unknown".
    served: tuple[str, ...]

    @property
    def end(self) -> Role | None:
        """The first request of `chain` that is or may be served; None if all are refused and the session fails."""
        return next((slot for slot, served in zip(self.chain, self.served, strict=True) if served != NO), None)

    @property
    def replaced(self) -> bool:
        """True if another model than the default of the alias is known to answer."""
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
    """Return the fallbacks of the roles with models that may be refused and that Claude Code replaces, by role.

    Args:
        environment: The environment of Claude Code.
        client: The version of Claude Code.
        known: The catalogue, by default vxenv's own.
        today: The day of the requests, by default today in UTC.
        credentials: The quota project in the credentials file, as for `resolve_roles`.
        interactive: Whether the start is interactive, which probes even if authentication is skipped.
        served: A function that returns "yes", "no" or "unknown" for a request, by default from the catalogue.

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
            # Without a probe, small/fast work falls back to the main model instead of an older one.
            stays = name == SMALL_FAST_ROLE and slot.rule == "default" and family not in probed
            if not slot.origin and slot.model == fallback.chain[0].model and not stays:
                fallbacks[name] = _rename(fallback, slot)
    haiku = families.get("haiku")
    if haiku and haiku.replaced and "haiku" in probed and roles[SMALL_FAST_ROLE].rule != "named":
        fallbacks[SMALL_FAST_ROLE] = _rename(haiku, roles[SMALL_FAST_ROLE])
    return fallbacks


def find_older(family: str, client: Client, models: Models, *, on: dt.date | None = None) -> tuple[str, ...]:
    """Return the IDs of `family` that `client` knows, from the default model of the alias to the oldest.

    With `on`, models that have retired by that day are skipped.
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
    """Return `fallback` with its requests renamed to `role`."""
    chain = (slot._replace(name=role.name, via=role.via, rule=role.rule) for slot in fallback.chain)
    return fallback._replace(chain=tuple(chain))
