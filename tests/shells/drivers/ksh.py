"""Drive ksh93 in scenarios."""

import os

from shells.drivers.base import PROMPT
from shells.drivers.korn import Korn
from shells.home import Home


class Ksh(Korn):
    """The ksh93 shell, which prints no prompt without a terminal: another command must read PS1."""

    kind = "ksh"
    # The first echo makes ksh93 export a variable of its own.
    preamble = 'echo >/dev/null; function __prompted { typeset code=$?; : "$PS1"; return $code; }'

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f"{{ if [[ ! ${{{name}+x}} ]]; then print -n unset; elif [[ ${{@{name}}} == *-x* ]]; then "
            f'print -n exported; else print -n local; fi; print -rn -- "${{{name}-}}"; }} >{self.quote(path)}'
        )

    def prompted(self, line: str) -> str:
        """Return `line` in a form that is followed by a prompt without a terminal."""
        return f"{line}\n__prompted && :"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file for its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        home.write(".kshrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        # Without it ksh93 does not find the file in a home with a quote in its path.
        return {"ENV": "${HOME}/.kshrc"}
