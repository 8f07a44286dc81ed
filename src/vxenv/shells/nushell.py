"""The dialect of nushell."""

import base64
import json
from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta
from vxenv.shells.plan_data import Datum, planned
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]


def quote(value: str) -> str:
    r"""Return `value` as one word: between double quotes only ``\`` and ``"`` mean anything; nothing is expanded."""
    return '"' + "".join(_escaped(character) for character in value) + '"'


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"hide-env --ignore-errors {name}\n" if value is None else f"$env.{name} = {quote(value)}\n"
        for name, value in delta
    )


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables.

    They are one text, since each new shell parses this, and a list takes ten times as long.
    """
    lines = [f"const __vxenv_{name} = {quote(value)}\n" for name, value in constants.items() if name != "completions"]
    return "".join(lines) + f"const __vxenv_closed = {quote(' '.join(closed))}\n"


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan: JSON, since nushell evaluates no code at run time. Cut short, it does not parse.

    What files hold is base64, since it need not be text. Variables must be: where one is not, nothing is set.
    """
    told = dict(texts)
    odd = [op.name for op in delta if op.value and not _is_text(op.value)]
    if odd:
        note = f"vxenv: nushell cannot hold {odd[0]}: it is not UTF-8"
        told["note"] = "\n".join(filter(None, [told.get("note", ""), note]))
        delta, active, told["line"] = (), tuple(op._replace(value=None) for op in active), ""
    data = planned(who, inputs, delta, active, told)
    _encode(data)
    if isinstance(data["told"], dict):
        _encode(data["told"])
    # A path that is no text is none that nushell could look at.
    return json.dumps(data, ensure_ascii=False).encode(errors="replace").decode() + "\n"


def _encode(data: dict[str, Datum]) -> None:
    """Put base64 in place of the bytes of files."""
    read = data["bytes"]
    if isinstance(read, list):
        data["bytes"] = [
            base64.b64encode(one.encode(errors="surrogateescape")).decode() for one in read if isinstance(one, str)
        ]


def _is_text(value: str) -> bool:
    """Tell whether this is UTF-8."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def _escaped(character: str) -> str:
    """Return one character; what is not printed stands as its number, lest an editor or a pipe change it."""
    if character in '\\"':
        return "\\" + character
    return character if character.isprintable() else f"\\u{{{ord(character):x}}}"
