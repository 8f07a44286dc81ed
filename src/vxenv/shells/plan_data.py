"""A plan as data, for shells whose hook interprets it: those that cannot evaluate code, or gain nothing by it."""

from typing import TypeAlias

from vxenv.env_diff import Delta
from vxenv.shells.plan_inputs import Inputs, Told

Datum: TypeAlias = "str | bool | list[Datum] | dict[str, Datum]"


def planned(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: dict[str, str]) -> dict[str, Datum]:
    """Return a plan: who it is for, what it rests on, what it sets and unsets, and what it has to tell.

    `give` and `take` are recorded, to be undone; `set` and `unset` are vxenv's own. `until` is when it expires.
    """
    told = inputs.told or Told({}, (), (), {})
    return {
        "who": who,
        "until": inputs.deadline,
        **_rests_on(inputs),
        "told": {
            **_rests_on(told),
            "names": list(told.variables),
            "values": list(told.variables.values()),
        },
        "give": [[op.name, op.value] for op in delta if op.value is not None],
        "take": [op.name for op in delta if op.value is None],
        "set": [[op.name, op.value] for op in active if op.value is not None],
        "unset": [op.name for op in active if op.value is None],
        **texts,
    }


def _rests_on(inputs: Inputs | Told) -> dict[str, Datum]:
    """Return the paths that must be there or not, the bytes of those that are read, and which must be symlinks."""
    there = [*inputs.files, *inputs.here]
    return {
        "paths": [*there, *inputs.gone],
        "there": [*(True for _ in there), *(False for _ in inputs.gone)],
        "files": list(inputs.files),
        "bytes": list(inputs.files.values()),
        "links": list(inputs.links),
        "real": list(inputs.real),
    }
