"""The dialect of xonsh.

xonsh itself makes lists of variables whose names end in PATH or DIRS, and expands a ``~`` in them. Those are held as
text; only PATH stays what xonsh makes of it, since it looks for programs in there.
"""

import json
import re
from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta, Op
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

_LISTS = re.compile(r"(?!PATH$|CDPATH$|XDG_DATA_DIRS$)\w*(?:PATH|DIRS)$")


def quote(value: str) -> str:
    """Return `value` as one word: a Python literal, in ASCII, since bytes that are not UTF-8 have no other form."""
    return ascii(value)


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(map(_assignment, delta))


def _assignment(op: Op) -> str:
    if op.value is None:
        return f"${{...}}.pop({op.name!r}, None)\n"
    text = f"${{...}}.register({op.name!r})\n" if _LISTS.fullmatch(op.name) else ""
    return f"{text}${op.name} = {quote(op.value)}\n"


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    entries = "".join(f"    {name!r}: {quote(value)},\n" for name, value in constants.items())
    return f"__vxenv_constants = {{\n{entries}}}\n__vxenv_closed = {tuple(closed)!r}\n"


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan: data, since xonsh's own parser is slow. `active` is vxenv's own and needs no undoing.

    It is one object, so that it is none where it was cut short, and ASCII: bytes that are not UTF-8 are escaped.
    """
    told = inputs.told
    fields = {
        "who": who,
        "until": inputs.until,
        "files": dict(inputs.files),
        "here": list(inputs.here),
        "gone": list(inputs.gone),
        "links": list(inputs.links),
        "real": list(inputs.real),
        "told": told and {name: _plain(value) for name, value in told._asdict().items()},
        "delta": [list(op) for op in delta],
        "active": [list(op) for op in active],
        "texts": dict(texts),
    }
    return json.dumps(fields) + "\n"


def _plain(value: Mapping[str, str] | tuple[str, ...]) -> dict[str, str] | list[str]:
    return dict(value) if isinstance(value, Mapping) else list(value)
