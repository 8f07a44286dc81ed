"""Make Claude Code's managed-settings.json from a stack: https://code.claude.com/docs/en/settings-reference.

Managed settings override all other settings and the shell. Measured on 2.1.197, 2.1.330 and 2.1.332; tests/client
starts them with the result. Older versions ignore ``availableModelsMatch``, ``allowedProviders`` and ``modelPricing``.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from vxenv.catalogue.clients import Version
from vxenv.catalogue.environment import HOST_MANAGED, MAIN_MODEL, PROJECT, SMALL_FAST_MODEL, is_on
from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.models import MILLION
from vxenv.catalogue.roles import Role, find_provider, resolve_roles
from vxenv.catalogue.secrets import explain_secret
from vxenv.env_diff import EnvDiff
from vxenv.errors import RefusedError
from vxenv.exchange.assignment import build_refusal, is_utf8

_CUSTOM_MODEL = "ANTHROPIC_CUSTOM_MODEL_OPTION"
_WHERE = "managed settings"


class ManagedSettings(NamedTuple):
    """The managed settings of a stack."""

    # The document.
    document: Mapping[str, Any]
    # A note for the administrator, or "".
    note: str


def build_managed_settings(
    stack: str, delta: EnvDiff, client: Version, known: Knowledge, today: dt.date
) -> ManagedSettings:
    """Return the managed settings that apply `delta`, the operations of `stack`, for the version `client`.

    Variables that `delta` unsets become empty, which unsets them in Claude Code too. Raises RefusedError for a stack
    that does not determine requests, and CannotSayError for a value that must not or cannot be written.
    """
    env = {name: value or "" for name, value in delta}
    _check_values(env)
    own = {name: value for name, value in env.items() if value}
    before = {role.name: role for role in resolve_roles(own, client, known, today=today)}
    _check_requests(stack, own, client, known, before)
    main = own.get(MAIN_MODEL) or before["main"].model + ("[1m]" if before["main"].million else "")
    small_fast, named = before["small/fast"].model, {**own, MAIN_MODEL: main}
    roles = {role.name: role for role in resolve_roles(named, client, known, today=today)}
    if roles["small/fast"].model != small_fast:  # with a named main model, its default is that one
        env[SMALL_FAST_MODEL] = named[SMALL_FAST_MODEL] = small_fast
        roles = {role.name: role for role in resolve_roles(named, client, known, today=today)}
    models = _list_models(roles, own.get(_CUSTOM_MODEL, ""))
    multiplier, note = _find_multiplier(roles, models, known)
    document = {
        "env": env,
        "model": main,
        "availableModels": models,
        "availableModelsMatch": "exact",
        "enforceAvailableModels": True,
        "allowedProviders": ["vertex" if before["main"].host.endswith(".googleapis.com") else "customEndpoint"],
        **({"modelPricing": {"multiplier": multiplier}} if multiplier else {}),
    }
    return ManagedSettings(document, note)


def _check_values(env: Mapping[str, str]) -> None:
    """Raise CannotSayError for a value that everybody could read in the file, or that JSON cannot represent."""
    for name, value in env.items():
        if not is_utf8(value):
            raise build_refusal(_WHERE, name, "value is not UTF-8")
        if value and (why := explain_secret(name, value)):
            raise build_refusal(_WHERE, name, why)
    if is_on(env, HOST_MANAGED):
        raise build_refusal(_WHERE, HOST_MANAGED, "it makes Claude Code ignore the other variables")


def _check_requests(
    stack: str, own: Mapping[str, str], client: Version, known: Knowledge, roles: Mapping[str, Role]
) -> None:
    """Raise RefusedError if `own` does not send requests to Vertex, or to no project of its own."""
    if not roles:
        provider = find_provider(own, client, known)
        why = f"{provider} is on" if provider else "Vertex is off"
        raise RefusedError(f'requests of "{stack}" do not go to Vertex: {why}', hint=f"vxenv show {stack}")
    if not own.get(PROJECT, "").strip():
        raise RefusedError(f'"{stack}" does not set vertex.project', hint=f"vxenv show {stack}")


def _list_models(roles: Mapping[str, Role], custom: str) -> list[str]:
    """Return the models of the main role, small/fast work and subagents, and those that the profile names."""
    names = ["main", "small/fast", "subagent", *(["opus"] if roles["main"].alias == "opusplan" else [])]
    models = [role.model for role in roles.values() if role.origin or role.name in names]
    return list(dict.fromkeys([*models, *filter(None, [MILLION.sub("", custom).strip()])]))


def _find_multiplier(roles: Mapping[str, Role], models: list[str], known: Knowledge) -> tuple[float, str]:
    """Return the factor from list prices to those in the locations of `models`, or 0 and the reason if there is none.

    For a factor of 1 there is no reason.
    """
    places = {role.model: role.location for role in roles.values() if role.model in models}
    factors: dict[str, float] = {}
    for id_, location in places.items():
        model = known.models.find(id_)
        factor = model.get_price_factor(location) if model else None
        if factor is None:
            return 0, f"modelPricing is omitted: unknown price of {id_} in {location}"
        factors[id_] = factor
    if len({*factors.values()}) > 1:
        prices = ", ".join(f"{id_} in {places[id_]}: {factor}" for id_, factor in factors.items())
        return 0, f"modelPricing is omitted: the factor to the list price is not the same for all models ({prices})"
    factor = next(iter(factors.values()))
    return (0 if factor == 1 else factor), ""
