"""Probe which models are available in which locations, for one project and account."""

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

# Verdicts that are not stored: the response was inconclusive, or there was none.
UNCLEAR, FAILED = "unclear", "failed"
JOBS = 4

Question = tuple[str, str]


@dataclass(frozen=True)
class Result:
    """The result for a model in a location."""

    model: str
    location: str
    # A verdict of catalogue/sightings.py, or UNCLEAR or FAILED.
    verdict: str
    # The median response time, 0 without a response.
    seconds: float
    # The failure, None after a success.
    wrong: Diagnosis | None


def list_questions(
    known: Knowledge,
    today: dt.date,
    slots: Iterable[Role],
    models: Sequence[str] = (),
    places: Sequence[str] = (),
) -> list[Question]:
    """Return the requests to send, one for each of `models` in each of `places`.

    Without `models`, all that are not retired are used. Without `places`, a model is requested in its known locations,
    in global, us and eu, and in the locations of `slots`, except where it is known not to be served.
    """
    slots = list(slots)
    usual = (GLOBAL, *load_locations().multi_regions, *(slot.location for slot in slots))
    chosen = list(models) or [
        model.id for model in known.models.by_id.values() if not model.is_gone(today) and model.status != "gone"
    ]
    pairs: dict[Question, None] = {}  # an ordered set
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
    """Send the requests, `jobs` at a time and each `repeat` times in sequence, and yield their results.

    With `spend` each request calls the model for one token, which is billed; otherwise it counts tokens, which is
    free. When the caller stops, running requests are ended.
    """

    def ask(question: Question) -> Result:
        replies = []
        for _ in range(repeat):
            replies.append(cloud.call(*question) if spend else cloud.count_tokens(*question))
            if replies[-1].wrong:
                break  # the result will not change, and another request would use up quota
        wrong = replies[-1].wrong
        taken = [reply.seconds for reply in replies if reply.wrong is None and reply.seconds]
        return Result(*question, find_verdict(replies[-1], question[1], spend=spend),
                      statistics.median(taken) if taken else 0.0, wrong)  # fmt: skip

    for _, result in run_each(ask, wanted, jobs, cloud.http.stop):
        yield result


def find_verdict(reply: Reply, location: str, *, spend: bool) -> str:
    """Return the verdict of a reply. An exhausted quota proves access.

    Not every location counts tokens; outside of the documented ones, "not found" is inconclusive.
    """
    if reply.wrong is None:
        return SERVED
    verdict = reply.wrong.verdict
    if verdict == NOT_FOUND and not spend and location not in COUNTED_AT:
        return UNCLEAR
    return verdict or FAILED


def select_sightings(results: Iterable[Result], at: dt.datetime) -> dict[Question, Sighting]:
    """Return the results to store."""
    return {(one.model, one.location): Sighting(one.verdict, at) for one in results if one.verdict in VERDICTS}


def has_answer(results: Iterable[Result]) -> bool:
    """Return whether any model is available."""
    return any(one.verdict in (SERVED, QUOTA) for one in results)
