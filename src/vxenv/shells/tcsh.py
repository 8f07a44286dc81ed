"""The dialect of tcsh, whose hook has Python decide: it has no plans."""

import re
from collections.abc import Iterable, Mapping

from vxenv.delta import Delta

# Claude Code, where config.toml has claude_wrapper. An alias of the user's own stays.
_WRAP = r"""alias claude '\claude --settings $__VXENV_SETTINGS:q \!*'
"""
_FIRST_WRAP = (
    r"""set __vxenv_said = "`alias claude`"
if ( "$__vxenv_said:q" == '' || "$__vxenv_said:q" =~ *__VXENV_SETTINGS* ) then
  set __vxenv_wrapped = own
"""
    + _WRAP
    + r"""else
  set __vxenv_wrapped = theirs
  /bin/sh -c 'echo "vxenv: claude is an alias or a function here, so claude_wrapper leaves it alone" >&2'
endif
"""
)
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


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:  # noqa: ARG001 - Python knows them
    """Return the assignments in front of the hook's file."""
    return "".join(f"set __vxenv_{name} = {quote(value)}\n" for name, value in constants.items())


def wrapper(wrapped: str, *, wanted: bool) -> str:
    """Return the code that makes an alias of ``claude`` or takes it back; `wrapped` is whose it is, "" if unknown."""
    if wrapped == "theirs" or not (wrapped or wanted):
        return ""
    if not wrapped:
        return _FIRST_WRAP
    return _WRAP if wanted else "unalias claude\n"


def _part(part: str) -> str:
    if part == "\n":
        return "'\\\n'"
    return "\\" + part if part in "\\!'" else f"'{part}'"
