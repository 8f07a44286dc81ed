"""The dialect of tcsh: a format to export to; it has no hook."""

import re

from vxenv.delta import Delta

_PARTS = re.compile(r"[\\!']|\n|[^\\!'\n]+")


def quote(value: str) -> str:
    r"""Return `value` as one word.

    ``!`` is history even between single quotes. What ``\`` means there hangs on the user's ``backslash_quote``, but
    outside of them it is always the same; a newline is the other way round.
    """
    return "".join(_part(part) for part in _PARTS.findall(value)) or "''"


def assignments(delta: Delta) -> str:
    """Return the code that exports and unsets what `delta` says."""
    return "".join(
        f"unsetenv {name}\n" if value is None else f"setenv {name} {quote(value)}\n" for name, value in delta
    )


def _part(part: str) -> str:
    if part == "\n":
        return "'\\\n'"
    return "\\" + part if part in "\\!'" else f"'{part}'"
