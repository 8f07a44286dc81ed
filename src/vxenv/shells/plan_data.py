"""Render a plan as data, for shells with a hook that interprets it instead of evaluating code."""

from typing import Final, TypeAlias

from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent

Datum: TypeAlias = "str | bool | list[Datum] | dict[str, Datum]"

# Inputs that never hold, since a directory is not a file: hooks without `merged` run Python at each switch.
NEVER: Final = LineInputs({}, ("/",), (), {})


def describe_plan(content: PlanContent) -> dict[str, Datum]:
    """Return a plan: its key, inputs, operations and texts.

    `give` and `take` are recorded and undone later; `set` and `unset` are for vxenv's own variables. `until` is the
    time at which the plan expires. In a plan that depends on the user's own values, `merged` has the inputs of the
    messages instead of `told`, with these values.
    """
    line = content.inputs.line or LineInputs({}, (), (), {})
    plan: dict[str, Datum] = {
        "who": content.who,
        "until": content.inputs.deadline,
        **_describe_inputs(content.inputs),
        "told": _describe_line(NEVER if line.originals else line),
        "give": [[name, value] for name, value in content.given],
        "take": list(content.taken),
        "set": [[op.name, op.value] for op in content.active if op.value is not None],
        "unset": [op.name for op in content.active if op.value is None],
        **content.texts,
    }
    if line.originals:
        plan["merged"] = _describe_line(line) | {"originals": [list(pair) for pair in line.originals.items()]}
    return plan


def _describe_line(line: LineInputs) -> dict[str, Datum]:
    """Return the inputs of the messages: as `_describe_inputs`, and the variables with their values."""
    return {**_describe_inputs(line), "names": list(line.variables), "values": list(line.variables.values())}


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
