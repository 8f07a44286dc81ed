"""Render a plan as data, for shells with a hook that interprets it instead of evaluating code."""

from typing import TypeAlias

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent

Datum: TypeAlias = "str | bool | list[Datum] | dict[str, Datum]"


def describe_plan(content: PlanContent) -> dict[str, Datum]:
    """Return a plan: its key, inputs, operations and texts.

    `give` and `take` are recorded and undone later; `set` and `unset` are for vxenv's own variables. `until` is the
    time at which the plan expires.
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
    """Return the tests for paths, the files with their contents, and the symlinks."""
    present = [*inputs.files, *inputs.present]
    return {
        "paths": [*present, *inputs.absent],
        "there": [*(True for _ in present), *(False for _ in inputs.absent)],
        "files": list(inputs.files),
        "bytes": list(inputs.files.values()),
        "links": list(inputs.links),
        "real": list(inputs.regular),
    }
