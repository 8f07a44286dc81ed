"""Find other models and locations that are known to work."""

from collections.abc import Mapping

from vxenv.catalogue.locations import GLOBAL, is_within
from vxenv.catalogue.models import NO, YES, Model
from vxenv.catalogue.roles import Role, resolve_roles
from vxenv.checks.lint.subject import Subject
from vxenv.checks.retirement_dates import RETIRED, RETIRING, find_ending


def find_newest(subject: Subject, family: str, location: str) -> Model | None:
    """Return the newest model of `family` that `location` is known to serve and that stays, or None."""
    models = [
        model for model in subject.known.models.by_id.values()
        if model.family == family and model.get_served(location, subject.today) == YES and is_staying(subject, model)
    ]  # fmt: skip
    return max(models, key=lambda model: model.age, default=None)


def is_staying(subject: Subject, model: Model) -> bool:
    """Tell whether `model` has not retired and does not retire soon."""
    end = find_ending(model, subject.today)
    return end is None or end.rule not in (RETIRED, RETIRING)


def find_places(model: Model, location: str) -> list[str]:
    """Return the other locations known to serve `model` in the same part of the world as `location`; global first."""
    known = [place for place in model.locations if place != location and is_within(place, location)]
    return sorted(known, key=lambda place: place != GLOBAL)


def is_improved(subject: Subject, slot: Role, changes: Mapping[str, str]) -> bool:
    """Tell whether `changes` of variables make the request of `slot` succeed without breaking others."""
    after = {each.name: each.served for each in _find_slots_after(subject, changes)}
    return after.get(slot.name) == YES and not any(
        after.get(each.name, NO) == NO != each.served or (each.origin and each.served == YES != after[each.name])
        for each in subject.slots
    )


def is_harmless(subject: Subject, changes: Mapping[str, str | None]) -> bool:
    """Tell whether every request that works now still works after `changes` of variables; None unsets one."""
    before = {one.name: one.served for one in subject.slots}
    return not any(one.served == NO != before.get(one.name, YES) for one in _find_slots_after(subject, changes))


def _find_slots_after(subject: Subject, changes: Mapping[str, str | None]) -> tuple[Role, ...]:
    values = {name: value for name, value in {**subject.values, **changes}.items() if value is not None}
    return resolve_roles(values, subject.client, subject.known, today=subject.today)
