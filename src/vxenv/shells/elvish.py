"""The dialect of elvish: a format to export to; it has no hook."""

from vxenv.delta import Delta

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


def _is_byte(character: str) -> bool:
    """Tell whether this stands for a byte that is not UTF-8."""
    return "\udc80" <= character <= "\udcff"
