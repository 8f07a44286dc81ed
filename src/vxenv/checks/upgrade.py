"""Find replacements for models that have retired or retire soon."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from vxenv.catalogue.environment import LOCATION, PINS
from vxenv.catalogue.locations import classify_location
from vxenv.catalogue.models import MILLION, YES, Model
from vxenv.catalogue.roles import resolve_roles
from vxenv.catalogue.variables import load_variables
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import find_ending
from vxenv.checks.unpinned_roles import describe_senders, find_unpinned
from vxenv.text.toml_locate import Key


class Move(NamedTuple):
    """A model in a profile that should be replaced, and its replacement."""

    # Name of the profile.
    name: str
    # Path of the profile.
    path: str
    # Key that names the model, or that would pin the default of its family.
    key: Key
    # Model ID as written.
    model: str
    # Family of the model.
    family: str
    # Reason: the end of the model, and for a default the versions that send it.
    why: str
    # Locations to which it is sent.
    places: tuple[str, ...]
    # Replacement, "" if none is known.
    to: str
    # New values by key.
    changes: Mapping[Key, Any]


def find_moves(subject: Subject, users: Sequence[Subject]) -> Iterator[Move]:
    """Yield a move for each model in `subject` that is retired, retires within 60 days or is deprecated.

    An unpinned family with such a default is pinned. `users` are all subjects that may use the same setting: the
    replacement must be served in the locations of each of them.
    """
    for variable in load_variables().variables:
        value = subject.values.get(variable.name, "")
        setting = subject.find_setting(variable.name)
        model = subject.known.models.find(value) if variable.type in ("model", "alias_or_model") and value else None
        end = find_ending(model, subject.today) if model else None
        if model is None or setting is None or end is None or not subject.slots:
            continue
        using = [user for user in users if user.find_setting(variable.name) == setting] or [subject]
        places = tuple(dict.fromkeys(_find_place(user, variable.name) for user in using))
        old = Move(
            subject.find_owner(setting).name, setting.path, setting.key, value, model.family, end.what, places, "", {}
        )
        yield _complete_move(old, subject, using, variable.name, model)
    for unpinned in find_unpinned(subject):
        top, key, place = subject.top, ("models", unpinned.family), subject.find_place(unpinned.slot)
        why = f"{unpinned.end.what}; sent by {describe_senders(subject, unpinned.family)}"
        old = Move(top.name, top.path, key, unpinned.model.id, unpinned.family, why, (place,), "", {})
        yield _complete_move(old, subject, [subject], PINS[unpinned.family], unpinned.model)


def _complete_move(old: Move, subject: Subject, using: Sequence[Subject], variable: str, model: Model) -> Move:
    """Return `old` with a replacement for `model` in `variable`, if one is known."""
    for candidate in _list_candidates(subject, model, old.places):
        changes = _find_changes(using, variable, candidate, old.places)
        if changes is not None:
            million = "".join(MILLION.findall(old.model)) if candidate.context == "[1m]" else ""
            to = candidate.id + million
            return old._replace(to=to, changes={old.key: to, **changes})
    return old


def _list_candidates(subject: Subject, model: Model, places: tuple[str, ...]) -> list[Model]:
    """Return possible replacements for `model`: successors in the catalogue, then newer models, the newest first."""
    known = subject.known.models
    family = [other for other in known.by_id.values() if other.family == model.family and other.age > model.age]
    named = [name for place in places if (name := model.get_successor(place))]
    ordered = dict.fromkeys(
        (*named, *(other.id for other in sorted(family, key=lambda other: other.age, reverse=True)))
    )
    return [known.by_id[name] for name in ordered if find_ending(known.by_id[name], subject.today) is None]


def _find_place(subject: Subject, variable: str) -> str:
    """Return the location of the model in `variable`, or of the family that it would pin."""
    found = next((slot for slot in subject.slots if slot.origin == variable or PINS.get(slot.name) == variable), None)
    return subject.find_place(found) if found else subject.values.get(LOCATION, "global")


def _find_changes(
    using: Sequence[Subject], variable: str, model: Model, places: tuple[str, ...]
) -> Mapping[Key, Any] | None:
    """Return other changes needed to send `model` to the same `places`, None if it is not served there."""
    if any(model.get_served(place, using[0].today) != YES for place in places):
        return None
    if all(_find_destination(one, variable, model.id) in ("", _find_place(one, variable)) for one in using):
        return {}
    field = next((one.field for one in load_variables().variables if one.name == model.region_variable), "")
    return {("regions", field): places[0]} if field and len(places) == 1 and classify_location(places[0]) else None


def _find_destination(subject: Subject, variable: str, model: str) -> str:
    """Return the location to which `model` would be sent as the value of `variable`, "" if unknown."""
    found = resolve_roles({**subject.values, variable: model}, subject.client, subject.known, today=subject.today)
    slot = next((slot for slot in found if slot.origin == variable), None)
    return subject.find_place(slot) if slot else ""
