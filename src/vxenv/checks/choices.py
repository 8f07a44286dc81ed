"""Which models there are to move to, and which places."""

from vxenv.checks.endings import RETIRED, RETIRING, ending
from vxenv.checks.subject import Subject
from vxenv.domain.locations import GLOBAL
from vxenv.domain.models import YES, Model


def newest(subject: Subject, family: str, location: str) -> Model | None:
    """Return the newest model of `family` that is said to be served at `location` and stays there, or None."""
    found = [
        one for one in subject.known.models.by_id.values()
        if one.family == family and one.served(location, subject.today) == YES and stays(subject, one)
    ]  # fmt: skip
    return max(found, key=lambda one: one.age, default=None)


def stays(subject: Subject, model: Model) -> bool:
    """Tell whether no retirement of `model` is known within the next weeks."""
    end = ending(model, subject.today)
    return end is None or end.rule not in (RETIRED, RETIRING)


def nearest(model: Model, location: str) -> str:
    """Return where `model` is said to be served, as near to `location` as can be, or "" if nobody said."""
    places = sorted(model.locations, key=lambda place: (place[:2] != location[:2], place != GLOBAL))
    return places[0] if places else ""
