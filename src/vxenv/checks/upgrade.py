"""What to move to when a model retires."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vxenv.catalogue.environment import LOCATION, PINS
from vxenv.catalogue.locations import kind
from vxenv.catalogue.models import MILLION, YES, Model
from vxenv.catalogue.roles import slots
from vxenv.catalogue.variables import catalogue
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import ending
from vxenv.checks.unpinned import clients_that_send, find_unpinned
from vxenv.text.toml_locate import Key


class Move(NamedTuple):
    """A model that a profile leads to and should not: which, at which key of which profile, and why.

    The key names the model, or would pin what Claude Code sends without it. `to` is the successor, "" if none is
    known; `changes` are the keys that say so. `places` are where it is sent.
    """

    name: str
    path: str
    key: Key
    model: str
    family: str
    why: str
    places: tuple[str, ...]
    to: str
    changes: Mapping[Key, Any]


def moves(subject: Subject, users: Sequence[Subject]) -> Iterator[Move]:
    """Yield a move for each model that `subject` names and that is retired, retires within 60 days or is deprecated.

    A family that it leaves to a client which sends such a model is pinned. `users` are all subjects that may send a
    model somewhere: what follows must be served wherever each of them does.
    """
    for variable in catalogue().variables:
        value = subject.values.get(variable.name, "")
        setting = subject.setting(variable.name)
        model = subject.known.models.find(value) if variable.type in ("model", "alias_or_model") and value else None
        end = ending(model, subject.today) if model else None
        if model is None or setting is None or end is None or not subject.slots:
            continue
        using = [one for one in users if one.setting(variable.name) == setting] or [subject]
        places = tuple(dict.fromkeys(_place(one, variable.name) for one in using))
        old = Move(
            subject.owner(setting).name, setting.path, setting.key, value, model.family, end.what, places, "", {}
        )
        yield _move(old, subject, using, variable.name, model)
    for one in find_unpinned(subject):
        top, key, place = subject.top, ("models", one.family), subject.place(one.slot)
        why = f"{one.end.what}; sent by {clients_that_send(subject, one.family)}"
        old = Move(top.name, top.path, key, one.model.id, one.family, why, (place,), "", {})
        yield _move(old, subject, [subject], PINS[one.family], one.model)


def _move(old: Move, subject: Subject, using: Sequence[Subject], variable: str, model: Model) -> Move:
    """Return `old` with what follows `model` in `variable`, if anything is known to."""
    for candidate in _candidates(subject, model, old.places):
        changes = _changes(using, variable, candidate, old.places)
        if changes is not None:
            million = "".join(MILLION.findall(old.model)) if candidate.context == "[1m]" else ""
            to = candidate.id + million
            return old._replace(to=to, changes={old.key: to, **changes})
    return old


def _candidates(subject: Subject, model: Model, places: tuple[str, ...]) -> list[Model]:
    """Return what may follow `model`: what the catalogue says, then the newer of its family, the newest first."""
    known = subject.known.models
    family = [one for one in known.by_id.values() if one.family == model.family and one.age > model.age]
    named = [one for place in places if (one := model.successor(place))]
    ordered = dict.fromkeys((*named, *(one.id for one in sorted(family, key=lambda one: one.age, reverse=True))))
    return [known.by_id[one] for one in ordered if ending(known.by_id[one], subject.today) is None]


def _place(subject: Subject, variable: str) -> str:
    """Return where the model of `variable` is sent, or that of the family that it would pin."""
    found = next((slot for slot in subject.slots if slot.origin == variable or PINS.get(slot.name) == variable), None)
    return subject.place(found) if found else subject.values.get(LOCATION, "global")


def _changes(
    using: Sequence[Subject], variable: str, model: Model, places: tuple[str, ...]
) -> Mapping[Key, Any] | None:
    """Return what else has to change so that `model` goes where the old one did, None if it is not served there."""
    if any(model.served(place, using[0].today) != YES for place in places):
        return None
    if all(_sent(one, variable, model.id) in ("", _place(one, variable)) for one in using):
        return {}
    field = next((one.field for one in catalogue().variables if one.name == model.region_variable), "")
    return {("regions", field): places[0]} if field and len(places) == 1 and kind(places[0]) else None


def _sent(subject: Subject, variable: str, model: str) -> str:
    """Return where `model` in the place of the other would be sent, "" if nothing says so."""
    found = slots({**subject.values, variable: model}, subject.client, subject.known, today=subject.today)
    slot = next((slot for slot in found if slot.origin == variable), None)
    return subject.place(slot) if slot else ""
