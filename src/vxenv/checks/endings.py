"""Models that leave Vertex, and when."""

import datetime as dt
from typing import NamedTuple

from vxenv.domain.models import Model

SOON = dt.timedelta(days=60)
RETIRED, RETIRING, DEPRECATED = "retired-model", "retiring-model", "deprecated-model"


class Ending(NamedTuple):
    """How a model ends: the rule that is about it, and what is to be said, behind the model's name."""

    rule: str
    what: str


def ending(model: Model, today: dt.date) -> Ending | None:
    """Return how `model` ends, the worst that is true of it on the day `today`, or None if nobody said it does."""
    if model.gone(today):
        return Ending(RETIRED, f"was retired from Vertex{f' on {model.retires}' if model.retires else ''}")
    if model.retires and model.retires - today <= SOON:
        return Ending(RETIRING, f"leaves Vertex on {model.retires}")
    if model.deprecated:
        gone = model.api_retires is not None and model.api_retires <= today
        return Ending(DEPRECATED, f"is deprecated{', and gone from the API of Anthropic' if gone else ''}")
    return None
