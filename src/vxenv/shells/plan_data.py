"""A plan as data, for shells whose hook interprets it: those that cannot evaluate code, or gain nothing by it."""

from typing import TypeAlias

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent

Datum: TypeAlias = "str | bool | list[Datum] | dict[str, Datum]"


def describe_plan(content: PlanContent) -> dict[str, Datum]:
    """Return a plan: who it is for, what it depends on, what it sets and unsets, and its texts.

    `give` and `take` are recorded, to be undone; `set` and `unset` are vxenv's own. `until` is when it expires.
    """
    line = content.inputs.line or LineInputs({}, (), (), {})
    return {
        "who": content.who,
        "until": content.inputs.deadline,
        **_describe_inputs(content.inputs),
        "told": {
            **_describe_inputs(line),
            "names": list(line.variables),
            "values": list(line.variables.values()),
        },
        "give": [[name, value] for name, value in content.given],
        "take": list(content.taken),
        "set": [[op.name, op.value] for op in content.active if op.value is not None],
        "unset": [op.name for op in content.active if op.value is None],
        **content.texts,
    }


def _describe_inputs(inputs: Inputs | LineInputs) -> dict[str, Datum]:
    """Return which paths must exist or not, the bytes of those that are read, and which must be symlinks."""
    present = [*inputs.files, *inputs.present]
    return {
        "paths": [*present, *inputs.absent],
        "there": [*(True for _ in present), *(False for _ in inputs.absent)],
        "files": list(inputs.files),
        "bytes": list(inputs.files.values()),
        "links": list(inputs.links),
        "real": list(inputs.regular),
    }
