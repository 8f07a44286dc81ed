"""Drive fish in scenarios."""

import os
from collections.abc import Mapping
from types import MappingProxyType

from shells.drivers.base import Shell
from shells.home import Home


class Fish(Shell):
    """The fish shell."""

    kind = "fish"
    failing = "sh -c 'exit 3'"
    status = "echo $status"
    arguments = ("--no-config", "-i")
    subshells = False
    nothing = "true"
    cannot: Mapping[str, str] = MappingProxyType(
        {
            "test_expiring_at_a_prompt": "fish reads the clock slowly; the hook reads it when it applies a profile",
        }
    )

    def quote(self, text: str) -> str:
        """Return `text` as one word."""
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    def source(self, path: str) -> str:
        """Return the line that sources a file."""
        return f"source {self.quote(path)}"

    def export(self, name: str, value: str) -> str:
        """Return the line that exports NAME."""
        return f"set -gx {name} {self.quote(value)}"

    def let(self, name: str, value: str) -> str:
        """Return the line that sets NAME without exporting it."""
        return f"set -gu {name} {self.quote(value)}"

    def unset(self, name: str) -> str:
        """Return the line that unsets NAME."""
        return f"set -e {name}"

    def both(self, first: str, second: str) -> str:
        """Return the line that runs `second` if `first` succeeds."""
        return f"{first}; and {second}"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f"begin; if set -qx {name}; printf exported; else if set -q {name}; printf local; else; printf unset; end"
            f'; printf %s "${name}"; end >{self.quote(path)}'
        )

    def reporting(self, line: str) -> str:
        """Return `line`, and a line after it that prints its status."""
        return f"{line}; echo $status"

    def caught(self, line: str) -> str:
        """Return the line that captures and prints the output of `line`."""
        return f"echo ({line})"

    def looking(self, path: str) -> str:
        """Return the line that tests whether a file exists, without starting a process."""
        return f"test -e {path}"

    def prompted(self, line: str) -> str:
        """Return `line` in a form that is followed by a prompt without a terminal."""
        return f"{line}\nemit fish_prompt"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        # fish draws a prompt more than once: each has a number.
        number = "function __number --on-event fish_prompt; set -ga __numbers 1; end"
        prompt = "function fish_prompt; printf '@@PROMPT%s-%s@@' $fish_pid (count $__numbers); end"
        # Without this folder it reads all manual pages in the background, beyond the end of a test.
        os.makedirs(home.path(".local/share/fish/generated_completions"), exist_ok=True)
        home.write(".config/fish/config.fish", f"set -g __numbers\n{number}\n{prompt}\n{text}\n")
        return {"fish_greeting": ""}
