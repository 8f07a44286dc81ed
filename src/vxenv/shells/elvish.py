"""Elvish."""

from collections.abc import Sequence
from typing import Final

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
    export_command = "set-env {name} {value}"
    unset_command = "unset-env {name}"
    constant_code = "var __vxenv_{name} = {value}"
    closed_code = "var __vxenv_closed = [{names}]"
    # No block around `eval`, which then sees names of its caller, such as a user's `claude`.
    load_code = "eval (try {{ slurp < {place} }} catch {{ put '' }})"
    config_rc_files = ("elvish/rc.elv",)
    prepend_command = "set paths = [{directory} $@paths]"
    source_command = "eval (slurp < {file})"
    which_command = "which -a {program}"
    extension = "elv"
    single_quote_escape = "'"
    sample_prompt = "set edit:prompt = { print '('$E:VXENV_PROFILE') '(tilde-abbr $pwd)' $ ' }\n"

    def quote(self, value: str) -> str:
        r"""Return `value` as one word.

        Elvish accepts only UTF-8 as code; other bytes are written as ``\x`` in double quotes.
        """
        if not any(map(_is_byte, value)):
            return "'" + value.replace("'", "''") + "'"
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(f"\\x{ord(c) - _FIRST_BYTE:02x}" if _is_byte(c) else c for c in escaped) + '"'

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan: one literal. The hook checks its first and last line before evaluating it."""
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

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as one word, relative to the home directory if `below` is its path from there."""
        return f"$E:HOME/{self.quote(below)}" if below else self.quote(path)

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:  # noqa: ARG002 - has no script
        """Play the session from the first prompt, since the hook needs `edit:`, which scripts lack."""
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


def _is_byte(character: str) -> bool:
    """Return True if `character` represents a byte that is not UTF-8."""
    return "\udc80" <= character <= "\udcff"


SHELL: Final = Elvish()
