"""probe: which model answers at which location, in one project, as one account."""

import datetime as dt
import statistics
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import GLOBAL, locations
from vxenv.catalogue.models import NO, YES
from vxenv.catalogue.roles import Slot
from vxenv.catalogue.sightings import NOT_FOUND, QUOTA, SERVED, VERDICTS, Sighting
from vxenv.google.api import COUNTED_AT, Cloud, Reply
from vxenv.google.failures import Diagnosis
from vxenv.google.pool import each

# Besides what is remembered: the answer told nothing of the model, or there was none.
UNCLEAR, FAILED = "unclear", "failed"
JOBS = 4

Question = tuple[str, str]


@dataclass(frozen=True)
class Result:
    """What was found for a model at a location: `verdict`, one of domain.sightings' or UNCLEAR or FAILED.

    `seconds` is the median of what answers took, 0 where there was none; `wrong` is what went wrong.
    """

    model: str
    location: str
    verdict: str
    seconds: float
    wrong: Diagnosis | None


def questions(
    known: Knowledge,
    today: dt.date,
    slots: Iterable[Slot],
    models: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[Question]:
    """Return what to ask: each of `models` at each of `places`.

    Without `models` it is all that are not retired; without `places` those where a model is known to be served, and
    global, us, eu and wherever `slots` go, unless it is known not to be served there.
    """
    slots = list(slots)
    usual = (GLOBAL, *locations().multi_regions, *(slot.location for slot in slots))
    chosen = list(models) or [
        one.id for one in known.models.by_id.values() if not one.gone(today) and one.status != "gone"
    ]
    found = []
    for name in chosen:
        model = known.models.find(name)
        for place in places or dict.fromkeys((*(model.locations if model else ()), *usual)):
            said = model.served(place, today) if model and not (models and places) else YES
            if said != NO:
                found.append((name, place))
    order = {place: at for at, place in enumerate((*known.locations,))}
    return sorted(dict.fromkeys(found), key=lambda one: (chosen.index(one[0]), order.get(one[1], len(order)), one[1]))


def asking(
    cloud: Cloud, wanted: Sequence[Question], *, jobs: int = JOBS, repeat: int = 1, spend: bool = False
) -> Generator[Result, None, None]:
    """Ask, `jobs` questions at a time, each `repeat` times one after the other, and yield what comes of them.

    With `spend` each is a call of one token, which is billed; without, tokens are counted, which is free. When the
    caller stops, what is under way is ended.
    """

    def ask(question: Question) -> Result:
        replies = []
        for _ in range(repeat):
            replies.append(cloud.call(*question) if spend else cloud.count(*question))
            if replies[-1].wrong:
                break  # it will not be another answer, and a quota is not to be strained
        wrong = replies[-1].wrong
        taken = [reply.seconds for reply in replies if reply.wrong is None and reply.seconds]
        return Result(*question, verdict(replies[-1], question[1], spend=spend),
                      statistics.median(taken) if taken else 0.0, wrong)  # fmt: skip

    for _, result in each(ask, wanted, jobs, cloud.http.stop):
        yield result


def verdict(reply: Reply, location: str, *, spend: bool) -> str:
    """Return what a reply says of a model. A quota that is used up proves access.

    Tokens are not counted everywhere: where Google does not say that they are, a question that finds nothing tells
    nothing of the model.
    """
    if reply.wrong is None:
        return SERVED
    said = reply.wrong.verdict
    if said == NOT_FOUND and not spend and location not in COUNTED_AT:
        return UNCLEAR
    return said or FAILED


def sightings(results: Iterable[Result], at: dt.datetime) -> dict[Question, Sighting]:
    """Return what of `results` is worth remembering."""
    return {(one.model, one.location): Sighting(one.verdict, at) for one in results if one.verdict in VERDICTS}


def answered(results: Iterable[Result]) -> bool:
    """Tell whether a model answers anywhere."""
    return any(one.verdict in (SERVED, QUOTA) for one in results)
