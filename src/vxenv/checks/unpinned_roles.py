"""Find unpinned families with a default model that has retired or retires soon."""

from collections.abc import Iterator
from typing import NamedTuple

from vxenv.catalogue.models import Model
from vxenv.catalogue.roles import Role
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import RETIRED, RETIRING, Ending, find_ending


class Unpinned(NamedTuple):
    """An unpinned family with a default model that has retired or retires soon."""

    # Family: opus, sonnet, haiku or fable.
    family: str
    # Default model of the family.
    model: Model
    # End of the model; the rule is RETIRED or RETIRING.
    end: Ending
    # Role of the family, with the location.
    slot: Role
    # Roles in the profile that use the model; empty if only a later /model may use it.
    roles: tuple[Role, ...]


def find_unpinned(subject: Subject) -> Iterator[Unpinned]:
    """Yield the unpinned families with a default model that has retired or retires soon.

    Nothing is yielded for base profiles and layers, which leave pins to other profiles.
    """
    if subject.base or not subject.is_placed or subject.is_gateway:
        return
    for slot in subject.slots:
        model = subject.known.models.find(slot.model)
        end = find_ending(model, subject.today) if model else None
        if slot.name != slot.alias or slot.origin or model is None or end is None:
            continue
        roles = tuple(one for one in subject.slots if _is_asking(subject, one) and one.model == slot.model)
        if end.rule in (RETIRED, RETIRING) and (roles or subject.is_whole):
            yield Unpinned(slot.name, model, end, slot, roles)


def _is_asking(subject: Subject, slot: Role) -> bool:
    """Tell whether the profile uses `slot`: by an alias, or as the default main model."""
    if slot.origin or slot.name not in ("main", "subagent"):
        return False
    return bool(slot.via) if slot.rule == "named" else slot.name == "main" and subject.is_whole


def describe_senders(subject: Subject, family: str) -> str:
    """Return the range of versions of Claude Code with the same default for `family` as that of `subject`."""
    known = subject.known.clients
    sent = [(version, known.find_client(version).aliases[family]) for version, _ in known.changes]
    installed = known.find_client(subject.client)
    model = installed.aliases[family]
    older = [version for version, other in sent if version <= installed.version and other != model]
    first = next(version for version, other in sent if other == model and version > max(older, default=(0,)))
    after = next((version for version, other in sent if version > installed.version and other != model), None)
    parts = [f"since {first}"] if older else []
    parts += [f"before {after}"] if after else []
    return " ".join(("Claude Code", " and ".join(parts))).rstrip()
