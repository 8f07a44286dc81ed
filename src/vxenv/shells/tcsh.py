"""The dialect of tcsh, whose hook has Python decide: it has no plans."""

import re
from collections.abc import Iterable, Mapping

from vxenv.env_diff import Delta

# Claude Code, where config.toml has claude_wrapper. An alias of the user's own stays.
_WRAP = r"""alias claude '\claude --settings $__VXENV_SETTINGS:q \!*'
"""
_FIRST_WRAP = (
    r"""s\et __vxenv_said = "`alias claude`"
if ( "$__vxenv_said:q" == '' || "$__vxenv_said:q" =~ *__VXENV_SETTINGS* ) then
  s\et __vxenv_wrapped = own
"""
    + _WRAP
    + r"""else
  s\et __vxenv_wrapped = theirs
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


def own_assignments(delta: Delta) -> str:
    """Return the code that the hook sources: what `assignments` does, whatever of it is an alias of the user's."""
    return "".join(
        f"unse\\tenv {name}\n" if value is None else f"sete\\nv {name} {quote(value)}\n" for name, value in delta
    )


def own_set(name: str, value: str) -> str:
    """Return the code that sets a variable of the hook's own."""
    return f"s\\et __vxenv_{name} = {quote(value)}\n"


def own_list(name: str, words: Iterable[str]) -> str:
    """Return the code that sets a variable of the hook's own to a list, whose brackets want a keyword in front."""
    return f"if ( 1 ) s\\et __vxenv_{name} = ( {' '.join(map(quote, words))} )\n"


def hook_preamble(constants: Mapping[str, str], closed: Iterable[str]) -> str:  # noqa: ARG001 - Python knows them
    """Return the assignments in front of the hook's file."""
    return "".join(own_set(name, value) for name, value in constants.items())


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
