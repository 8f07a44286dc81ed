"""Xonsh.

xonsh turns variables with names ending in PATH or DIRS into lists, and expands ``~`` in them. vxenv registers them as
text, except PATH, in which xonsh looks for programs.
"""

import ast
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from vxenv.env_diff import Op
from vxenv.shells.home import find_home
from vxenv.shells.plan_content import Inputs, LineInputs, PlanContent
from vxenv.shells.plan_data import NEVER
from vxenv.shells.shell import Playback, Shell, is_plain

_LISTS = re.compile(r"(?!PATH$|CDPATH$|XDG_DATA_DIRS$)\w*(?:PATH|DIRS)$")
# A call that runs a file without xonsh's parser; a Python string follows.
_EXEC = re.compile(r"\bexec\((?:p|open\(|__import__\('pathlib'\)\.Path(?P<home>\.home\(\)\.joinpath)?\()(?=['\"])")
_TEXT = re.compile(r"""'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*\"""")


class Xonsh(Shell):
    """Xonsh."""

    name = "xonsh"
    prompts = "the event on_pre_prompt_format"
    init = "exec($({program} init xonsh))"
    init_pattern = r"""execx?\(\$\([^()\n"]*{init}\)\)"""
    export_command = "${name} = {value}"
    unset_command = "del ${name}"
    unset_code = "${{...}}.pop('{name}', None)"
    # `exec`, since xonsh's own parser would take a second.
    load_code = "if {place}.is_file(): exec({place}.read_text('utf-8'))"
    config_rc_files = ("xonsh/rc.xsh",)
    home_rc_files = (".xonshrc",)
    prepend_command = "$PATH.insert(0, {text})"
    which_command = "which -a {program}"
    extension = "xsh"
    sample_prompt = (
        "$PROMPT_FIELDS['profile'] = lambda: __xonsh__.env.get('VXENV_PROFILE', 'no profile')\n"
        "$PROMPT = '({profile}) {short_cwd} $ '\n"
    )

    def quote(self, value: str) -> str:
        """Return `value` as an ASCII Python literal, the only form for bytes that are not UTF-8."""
        return ascii(value)

    def render_operation(self, operation: Op) -> str:
        """Return the code that exports or unsets a variable."""
        is_list = operation.value is not None and _LISTS.fullmatch(operation.name)
        text = f"${{...}}.register({operation.name!r})\n" if is_list else ""
        return text + super().render_operation(operation)

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook; `closed` are the names of the closed variables."""
        entries = "".join(f"    {name!r}: {self.quote(value)},\n" for name, value in constants.items())
        return f"__vxenv_constants = {{\n{entries}}}\n__vxenv_closed = {tuple(closed)!r}\n"

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan as JSON, since xonsh's own parser is slow.

        It is one object, so a truncated plan does not parse, and ASCII: bytes that are not UTF-8 are escaped.
        """
        inputs, line = content.inputs, content.inputs.line
        fields = {
            "who": content.who,
            "until": inputs.until,
            **_describe_inputs(inputs),
            "told": line and _describe_line(NEVER if line.originals else line),
            "delta": content.delta,
            "active": content.active,
            "texts": dict(content.texts),
        }
        if line and line.originals:
            fields["merged"] = _describe_line(line) | {"originals": dict(line.originals)}
        return json.dumps(fields) + "\n"

    def quote_place(self, path: str, below: str) -> str:
        """Return `path` as a Path object, relative to the home directory if `below` is its path from there."""
        if not below:
            return f"__import__('pathlib').Path({path!a})"
        return f"p'~/{below}'" if is_plain(below) else f"__import__('pathlib').Path.home().joinpath({below!a})"

    def find_sourced_files(self, line: str, environment: Mapping[str, str]) -> Iterator[str]:
        """Yield the files that `line` runs by `exec`, then those that it sources."""
        home = find_home(environment)
        for match in _EXEC.finditer(line):
            text = _TEXT.match(line, match.end())
            try:
                path = str(ast.literal_eval(text[0])) if text else ""
            except (ValueError, SyntaxError):
                path = ""
            if match["home"]:
                yield os.path.join(home, path) if path else ""
            else:
                yield home + path[1:] if path.startswith("~/") else path if os.path.isabs(path) else ""
        yield from super().find_sourced_files(line, environment)

    def render_playback(self, commands: Sequence[str], rc: str, script: str) -> Playback:  # noqa: ARG002 - as elsewhere
        """Render all lines as Python, since xonsh parses the whole script again for each other line."""
        lines = ["from xonsh.built_ins import XSH"]
        for command in commands:
            title = self.quote(f"\n$ {command}")
            lines += [f"print({title})", f"![{command}]", "XSH.builtins.events.on_pre_prompt_format.fire()"]
        # xonsh sends its directory to every terminal; no setting prevents that.
        quiet = "import xonsh.prompt.env\nxonsh.prompt.env.emit_osc7 = lambda **_: None\n"
        return Playback("\n".join([*lines, ""]), ("-i", script), quiet)

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:  # noqa: ARG002 - as elsewhere
        """Return the file that needs the load line: rc.xsh, or .xonshrc if it exists."""
        usual, other = self.find_rc_files(environment)
        return [other if os.path.lexists(other) else usual]


def _describe_line(line: LineInputs) -> dict[str, object]:
    return _describe_inputs(line, variables=dict(line.variables))


def _describe_inputs(inputs: Inputs | LineInputs, **more: object) -> dict[str, object]:
    return {
        "files": dict(inputs.files),
        "here": inputs.present,
        "gone": inputs.absent,
        **more,
        "links": inputs.links,
        "real": inputs.regular,
    }


SHELL: Final = Xonsh()
