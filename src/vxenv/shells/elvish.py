"""The dialect of elvish."""

from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta
from vxenv.shells.plan_data import Datum, planned
from vxenv.shells.plan_heading import heading
from vxenv.shells.plan_inputs import Inputs

__all__ = ["assignments", "heading", "hook_preamble", "plan", "quote"]

_FIRST_BYTE = 0xDC00


def quote(value: str) -> str:
    r"""Return `value` as one word.

    Elvish takes nothing but UTF-8 as code: a byte that is none is written ``\x``, which needs double quotes.
    """
    if not any(map(_is_byte, value)):
        return "'" + value.replace("'", "''") + "'"
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(f"\\x{ord(c) - _FIRST_BYTE:02x}" if _is_byte(c) else c for c in escaped) + '"'


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"unset-env {name}\n" if value is None else f"set-env {name} {quote(value)}\n" for name, value in delta
    )


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:
    """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
    lines = [f"var __vxenv_{name} = {quote(value)}\n" for name, value in constants.items()]
    return "".join(lines) + f"var __vxenv_closed = [{' '.join(closed)}]\n"


def plan(who: str, inputs: Inputs, delta: Delta, active: Delta, texts: Mapping[str, str]) -> str:
    """Return a plan: one value, which the hook looks at both ends of before it is evaluated."""
    return f"put {_literal(planned(who, inputs, delta, active, dict(texts)))} # whole\n"


def _literal(value: Datum) -> str:
    """Return `value` as elvish writes it."""
    match value:
        case bool():
            return "$true" if value else "$false"
        case str():
            return quote(value)
        case list():
            return f"[{' '.join(map(_literal, value))}]"
        case dict():
            return "[" + " ".join(f"&{name}={_literal(one)}" for name, one in value.items()) + "]"


def _is_byte(character: str) -> bool:
    """Tell whether this stands for a byte that is not UTF-8."""
    return "\udc80" <= character <= "\udcff"
