"""Elvish."""

import os
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from vxenv.env_diff import Op
from vxenv.shells.home import find_config_home
from vxenv.shells.plan_content import PlanContent
from vxenv.shells.plan_data import Datum, describe_plan
from vxenv.shells.shell import Playback, Shell

_FIRST_BYTE = 0xDC00


class Elvish(Shell):
    """Elvish."""

    name = "elvish"
    prompts = "$edit:before-readline"
    init = "eval ({program} init elvish | slurp)"
    init_pattern = r"""eval[ \t]+\([^()\n"|]*{init}[ \t]*\|[ \t]*slurp\)"""
    unset_command = "unset-env {name}"
    export_command = "set-env {name} {value}"
    prepend_command = "set paths = [{directory} $@paths]"
    source_command = "eval (slurp < {file})"
    which_command = "which -a {program}"
    extension = "elv"
    single_quote_escape = "'"
    sample_prompt = "set edit:prompt = { print '('$E:VXENV_PROFILE') '(tilde-abbr $pwd)' $ ' }\n"

    def quote(self, value: str) -> str:
        r"""Return `value` as one word.

        Elvish takes nothing but UTF-8 as code: a byte that is none is written ``\x``, which needs double quotes.
        """
        if not any(map(_is_byte, value)):
            return "'" + value.replace("'", "''") + "'"
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(f"\\x{ord(c) - _FIRST_BYTE:02x}" if _is_byte(c) else c for c in escaped) + '"'

    def render_operation(self, operation: Op) -> str:
        """Return the command that exports or unsets a variable."""
        name, value = operation
        return f"unset-env {name}" if value is None else f"set-env {name} {self.quote(value)}"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook's file; `closed` are the names of the closed variables."""
        lines = [f"var __vxenv_{name} = {self.quote(value)}\n" for name, value in constants.items()]
        return "".join(lines) + f"var __vxenv_closed = [{' '.join(closed)}]\n"

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: one value, which the hook looks at both ends of before it is evaluated."""
        return f"put {self._render_literal(describe_plan(content))} # whole\n"

    def _render_literal(self, value: Datum) -> str:
        match value:
            case bool():
                return "$true" if value else "$false"
            case str():
                return self.quote(value)
            case list():
                return f"[{' '.join(map(self._render_literal, value))}]"
            case dict():
                return "[" + " ".join(f"&{name}={self._render_literal(item)}" for name, item in value.items()) + "]"

    def render_load(self, path: str, below: str, *, shared: bool) -> str:  # noqa: ARG002 - nobody else reads its files
        """Return the command that evaluates `path` if it exists.

        There is no block around `eval`, which sees what its caller names: a `claude` of the user's own.
        """
        place = f"$E:HOME/{self.quote(below)}" if below else self.quote(path)
        return f"eval (try {{ slurp < {place} }} catch {{ put '' }})"

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:  # noqa: ARG002 - has no script
        """Have the first prompt play it: a script has no `edit:`, which the hook needs."""
        text = f"""
set edit:before-readline = [$@edit:before-readline {{
  for line [{" ".join(map(self.quote, commands))}] {{
    print "\\n$ "$line"\\n"
    try {{ eval $line &ns=(ns [&vxenv~=$vxenv~]) }} catch {{ nop }}
    __vxenv_prompt
  }}
  exit
}}]
"""
        return Playback("", ("-i",), text)

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the file that elvish reads (https://elv.sh/ref/command.html#rc-file)."""
        return [os.path.join(find_config_home(environment), "elvish", "rc.elv")]


def _is_byte(character: str) -> bool:
    """Tell whether this stands for a byte that is not UTF-8."""
    return "\udc80" <= character <= "\udcff"


SHELL: Final = Elvish()
