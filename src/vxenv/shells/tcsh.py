"""Tcsh. Its hook has no plans: Python makes all decisions."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vxenv.env_diff import EnvDiff
from vxenv.shells.shell import Playback, Shell

# The alias for claude_wrapper in config.toml. A user's own alias is kept.
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
  /bin/sh -c 'echo "vxenv: claude is already an alias or function; claude_wrapper is not applied" >&2'
endif
"""
)
_PARTS = re.compile(r"[\\!']|\n|[^\\!'\n]+")


class Tcsh(Shell):
    """Tcsh."""

    name = "tcsh"
    prompts = "the alias precmd"
    # tcsh cannot evaluate more than one line of text.
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

        ``!`` is history expansion even in single quotes, and the meaning of ``\`` in quotes depends on
        ``backslash_quote``, so both are escaped outside of quotes. Newlines are escaped inside.
        """
        return "".join(map(_quote_part, _PARTS.findall(value))) or "''"

    def render_unaliased_assignments(self, delta: EnvDiff) -> str:
        """Return the code for `delta`, with commands written to bypass aliases."""
        return "".join(
            f"unse\\tenv {name}\n" if value is None else f"sete\\nv {name} {self.quote(value)}\n"
            for name, value in delta
        )

    def render_own(self, name: str, value: str) -> str:
        """Return the code that sets a variable of the hook."""
        return f"s\\et __vxenv_{name} = {self.quote(value)}\n"

    def render_own_list(self, name: str, words: Iterable[str]) -> str:
        """Return the code that sets a list variable of the hook. Parentheses require a keyword before `set`."""
        return f"if ( 1 ) s\\et __vxenv_{name} = ( {' '.join(map(self.quote, words))} )\n"

    def render_wrapper(self, owner: str, *, wanted: bool) -> str:
        """Return the code that defines or removes the alias ``claude``; `owner` is "own", "theirs" or "" (unknown)."""
        if owner == "theirs" or not (owner or wanted):
            return ""
        if not owner:
            return _FIRST_WRAP
        return _WRAP if wanted else "unalias claude\n"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:  # noqa: ARG002 - Python's
        """Return the assignments in front of the hook."""
        return "".join(self.render_own(name, value) for name, value in constants.items())

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:
        """Play the session from the rc file, since tcsh cannot run a script interactively.

        There `exit` ends only the rc file, so the first prompt ends the shell.
        """
        text = super().render_playback(commands, rc, script).script
        return Playback(text, (), f"source {self.quote(script)}\nset prompt = ''\nalias precmd exit\n")

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - as elsewhere
        """Return the file that needs the load line: .tcshrc, or .cshrc if only that exists."""
        usual, other, _ = self.find_rc_files(environment)
        return [other if os.path.lexists(other) and not os.path.lexists(usual) else usual]


def _quote_part(part: str) -> str:
    if part == "\n":
        return "'\\\n'"
    return "\\" + part if part in "\\!'" else f"'{part}'"


SHELL: Final = Tcsh()
