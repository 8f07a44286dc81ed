"""Drive xonsh in scenarios."""

import os
import re
from types import MappingProxyType
from typing import Final

from shells.drivers.base import PROMPT, Shell
from shells.home import Home

TYPED: Final = os.path.join(os.path.dirname(__file__), "typed.xsh")
# Programs that scenarios call by path, to bypass shell functions.
COMMAND: Final = "aliases['command'] = aliases.return_command(lambda args, **_: args)"


class Xonsh(Shell):
    """The xonsh shell."""

    kind = "xonsh"
    subshells = False
    nothing = "pass"
    failing = "sh -c 'exit 3'"
    status = "print($LAST_RETURN_CODE)"
    cannot = MappingProxyType(
        {
            "test_command_goes_by": "xonsh has no `command` and no other way to bypass an alias",
            "test_add_and_use": "vxenv does not read xonsh's rc file, which is a Python program",
            "test_both_hooks": "direnv has no hook for xonsh",
        }
    )
    # A script that claims to be interactive, which xonsh accepts for terminals only. As at a terminal, no failing
    # command ends it.
    arguments = ("--no-rc", "-DXONSH_SUBPROC_RAISE_ERROR=0", "-DXONSH_HISTORY_BACKEND=dummy")
    preamble = f"$XONSH_INTERACTIVE = True\n{COMMAND}"

    def quote(self, text: str) -> str:
        """Return `text` as one word: xonsh would expand variables in its own quotes."""
        return text if re.fullmatch("[A-Za-z0-9_/.+-]+", text) else f"@({text!a})"

    def within_quotes(self, text: str) -> str:
        """Return `text` as written between the quotes of a hook's first lines."""
        return ascii(text + '"')[1:-2]

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"exec(open({path!a}, encoding='utf-8', errors='surrogateescape').read())"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"${name} = {value!a}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"${{...}}.register({name!r}, detype=None); ${name} = {value!a}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"del ${name}"

    def to_and_fro(self, places: list[str], times: int) -> list[str]:
        """Return the lines that visit each place in turn, `times` times, with a prompt at each, as one function.

        Typed lines take ten milliseconds each, mostly for parsing.
        """
        loops = f"for _ in range({times}) for place in {places!a}"
        return [f"_ = [(aliases['cd']([place]), events.on_pre_prompt_format.fire()) and 0 {loops}]"]

    def environment(self, path: str) -> str:
        """Return the line that writes the environment of a child process to `path`."""
        return f"env -0 > {self.quote(path)}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        how = f"'exported' if {name!r} in ${{...}}.detype() else 'local'"
        found = f"({how}) + str(${{...}}[{name!r}]) if ${{...}}.is_manually_set({name!r}) else 'unset'"
        return f"print({found}, end='', file=open({path!a}, 'w', errors='surrogateescape'))"

    def alias(self, name: str, text: str) -> str:
        """Return the line that makes NAME an alias that prints `text`."""
        return f"aliases[{name!r}] = 'echo {text}'"

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"{line}; echo @(__xonsh__.lastcmd.rtn)"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`, one command at a time."""
        return f"echo @({' + '.join(f'$({part})' for part in line.split('; '))})"

    def all_into(self, line: str, path: str) -> str:
        """Return the lines that write the output of the Python `line` on both streams to a file."""
        streams = "__import__('contextlib').redirect_stdout(f), __import__('contextlib').redirect_stderr(f)"
        return f"with open({path!a}, 'w') as f, {streams}:\n    {line}\n"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"_ = __import__('os').path.exists({path!r})"

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = ascii(text)
        return f"print({word}, flush=True); print({word}, file=__import__('sys').stderr, flush=True)"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments, TYPED, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        home.write(".config/xonsh/rc.xsh", f"$PROMPT = {PROMPT!r}\n$MULTILINE_PROMPT = ''\n{COMMAND}\n{text}\n")
        return {}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program, "--shell-type", "readline", "-i"]
