"""Families that no profile pins, and that Claude Code sends as a model that has retired or soon retires."""

from collections.abc import Iterator
from typing import NamedTuple

from vxenv.catalogue.models import Model
from vxenv.catalogue.roles import Role
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import RETIRED, RETIRING, Ending, find_ending


class Unpinned(NamedTuple):
    """A family that is not pinned, and what becomes of the model that this Claude Code sends for it."""

    # The family: opus, sonnet, haiku or fable.
    family: str
    # What the client sends for it.
    model: Model
    # Its rule is RETIRED or RETIRING.
    end: Ending
    # The role of the family itself, with the location.
    slot: Role
    # The roles that the profile asks for and that come to this model; none if only a later /model may.
    roles: tuple[Role, ...]


def find_unpinned(subject: Subject) -> Iterator[Unpinned]:
    """Yield the families whose model of the client's own has retired or retires soon.

    A profile that others build on, or that says neither project nor location, leaves the choice to them.
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
    """Tell whether the profile asks for `slot`: by an alias, or by leaving the main model to the client."""
    if slot.origin or slot.name not in ("main", "subagent"):
        return False
    return bool(slot.via) if slot.rule == "named" else slot.name == "main" and subject.is_whole


def describe_senders(subject: Subject, family: str) -> str:
    """Return which versions of Claude Code, around the one looked at, send the same model for `family`."""
    known = subject.known.clients
    sent = [(version, known.find_client(version).aliases[family]) for version, _ in known.changes]
    installed = known.find_client(subject.client)
    model = installed.aliases[family]
    older = [version for version, other in sent if version <= installed.version and other != model]
    first = next(version for version, other in sent if other == model and version > max(older, default=(0,)))
    after = next((version for version, other in sent if version > installed.version and other != model), None)
    parts = [f"from {first}"] if older else []
    parts += [f"before {after}"] if after else []
    return " ".join(("Claude Code", " and ".join(parts))).rstrip()
