"""Tcsh, whose hook has Python decide: it has no plans."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vxenv.env_diff import EnvDiff
from vxenv.shells.shell import Playback, Shell

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


class Tcsh(Shell):
    """Tcsh."""

    name = "tcsh"
    prompts = "the alias precmd"
    # It has no means to evaluate more than one line.
    init = "{program} init tcsh >! ~/.vxenv.tcsh && source ~/.vxenv.tcsh"
    init_pattern = r"(?!)"
    export_command = "setenv {name} {value}"
    unset_command = "unsetenv {name}"
    load_code = "if ( {guard}-r {place} ) source {place}"
    load_guard = "$?tcsh && "  # csh reads the same files
    home_rc_files = (".tcshrc", ".cshrc", ".login")
    prepend_command = 'setenv PATH {directory}:"$PATH"'
    which_command = "where {program}"
    sourced_files = ("run", "turn", "active", "place")
    sample_prompt = "set prompt = '%c $ '\n"

    def quote(self, value: str) -> str:
        r"""Return `value` as one word.

        ``!`` is history even between single quotes. What ``\`` means there depends on the user's ``backslash_quote``,
        but outside of them it is always the same; a newline is the other way round.
        """
        return "".join(map(_quote_part, _PARTS.findall(value))) or "''"

    def render_unaliased_assignments(self, delta: EnvDiff) -> str:
        """Return the code that the hook sources: the same, whatever of it is an alias of the user's."""
        return "".join(
            f"unse\\tenv {name}\n" if value is None else f"sete\\nv {name} {self.quote(value)}\n"
            for name, value in delta
        )

    def render_own(self, name: str, value: str) -> str:
        """Return the code that sets a variable of the hook's own."""
        return f"s\\et __vxenv_{name} = {self.quote(value)}\n"

    def render_own_list(self, name: str, words: Iterable[str]) -> str:
        """Return the code that sets a variable of the hook's own to a list, whose brackets need a keyword in front."""
        return f"if ( 1 ) s\\et __vxenv_{name} = ( {' '.join(map(self.quote, words))} )\n"

    def render_wrapper(self, owner: str, *, wanted: bool) -> str:
        """Return the code that makes an alias of ``claude`` or removes it; `owner` is whose it is, "" if unknown."""
        if owner == "theirs" or not (owner or wanted):
            return ""
        if not owner:
            return _FIRST_WRAP
        return _WRAP if wanted else "unalias claude\n"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:  # noqa: ARG002 - Python's
        """Return the assignments in front of the hook's file."""
        return "".join(self.render_own(name, value) for name, value in constants.items())

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:
        """Have the rc file play it: tcsh runs no script interactively.

        What `exit` ends there is the rc file, so that the first prompt has to end the shell.
        """
        text = super().render_playback(commands, rc, script).script
        return Playback(text, (), f"source {self.quote(script)}\nset prompt = ''\nalias precmd exit\n")

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - as elsewhere
        """Return the file that needs the load line: tcsh reads .cshrc only where there is no .tcshrc."""
        usual, other, _ = self.find_rc_files(environment)
        return [other if os.path.lexists(other) and not os.path.lexists(usual) else usual]


def _quote_part(part: str) -> str:
    if part == "\n":
        return "'\\\n'"
    return "\\" + part if part in "\\!'" else f"'{part}'"


SHELL: Final = Tcsh()
