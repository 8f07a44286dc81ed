"""probe: which model answers at which location, in one project, as one account."""

import datetime as dt
import statistics
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass

from vxenv.catalogue.knowledge import Knowledge
from vxenv.catalogue.locations import GLOBAL, load_locations
from vxenv.catalogue.models import NO, YES
from vxenv.catalogue.roles import Role
from vxenv.catalogue.sightings import NOT_FOUND, QUOTA, SERVED, VERDICTS, Sighting
from vxenv.checks.online.workers import run_each
from vxenv.google.api import COUNTED_AT, Cloud, Reply
from vxenv.google.failures import Diagnosis

# Besides what is remembered: the answer told nothing of the model, or there was none.
UNCLEAR, FAILED = "unclear", "failed"
JOBS = 4

Question = tuple[str, str]


@dataclass(frozen=True)
class Result:
    """What a model answers at a location."""

    model: str
    location: str
    # One of catalogue/sightings.py, or UNCLEAR or FAILED.
    verdict: str
    # The median of what answers took, 0 where there was none.
    seconds: float
    # What went wrong.
    wrong: Diagnosis | None


def list_questions(
    known: Knowledge,
    today: dt.date,
    slots: Iterable[Role],
    models: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[Question]:
    """Return what to ask: each of `models` at each of `places`.

    Without `models` it is all that are not retired; without `places` those where a model is known to be served, and
    global, us, eu and wherever `slots` go, unless it is known not to be served there.
    """
    slots = list(slots)
    usual = (GLOBAL, *load_locations().multi_regions, *(slot.location for slot in slots))
    chosen = list(models) or [
        model.id for model in known.models.by_id.values() if not model.is_gone(today) and model.status != "gone"
    ]
    pairs: dict[Question, None] = {}  # as a set that keeps its order
    for name in chosen:
        model = known.models.find(name)
        for place in places or dict.fromkeys((*(model.locations if model else ()), *usual)):
            served = model.get_served(place, today) if model and not (models and places) else YES
            if served != NO:
                pairs[name, place] = None
    order = {place: index for index, place in enumerate(known.locations)}
    return sorted(pairs, key=lambda pair: (chosen.index(pair[0]), order.get(pair[1], len(order)), pair[1]))


def ask_questions(
    cloud: Cloud, wanted: Sequence[Question], *, jobs: int = JOBS, repeat: int = 1, spend: bool = False
) -> Generator[Result, None, None]:
    """Ask, `jobs` questions at a time, each `repeat` times one after the other, and yield what comes of them.

    With `spend` each is a call of one token, which is billed; without, tokens are counted, which is free. When the
    caller stops, what is under way is ended.
    """

    def ask(question: Question) -> Result:
        replies = []
        for _ in range(repeat):
            replies.append(cloud.call(*question) if spend else cloud.count_tokens(*question))
            if replies[-1].wrong:
                break  # it will not be another answer, and a quota is not to be strained
        wrong = replies[-1].wrong
        taken = [reply.seconds for reply in replies if reply.wrong is None and reply.seconds]
        return Result(*question, find_verdict(replies[-1], question[1], spend=spend),
                      statistics.median(taken) if taken else 0.0, wrong)  # fmt: skip

    for _, result in run_each(ask, wanted, jobs, cloud.http.stop):
        yield result


def find_verdict(reply: Reply, location: str, *, spend: bool) -> str:
    """Return what a reply says of a model. A quota that is used up proves access.

    Tokens are not counted everywhere: where Google does not say that they are, a question that finds nothing tells
    nothing of the model.
    """
    if reply.wrong is None:
        return SERVED
    verdict = reply.wrong.verdict
    if verdict == NOT_FOUND and not spend and location not in COUNTED_AT:
        return UNCLEAR
    return verdict or FAILED


def select_sightings(results: Iterable[Result], at: dt.datetime) -> dict[Question, Sighting]:
    """Return what of `results` is worth remembering."""
    return {(one.model, one.location): Sighting(one.verdict, at) for one in results if one.verdict in VERDICTS}


def has_answer(results: Iterable[Result]) -> bool:
    """Tell whether a model answers anywhere."""
    return any(one.verdict in (SERVED, QUOTA) for one in results)
