"""How scenarios are said in ksh93."""

import os

from shells.drivers.base import PROMPT
from shells.drivers.korn import Korn
from shells.home import Home


class Ksh(Korn):
    """ksh93, which asks for no prompt where there is no terminal: something else has to look at PS1."""

    kind = "ksh"
    # The first echo has ksh93 export a variable of its own.
    preamble = 'echo >/dev/null; function __prompted { typeset code=$?; : "$PS1"; return $code; }'

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        return (
            f"{{ if [[ ! ${{{name}+x}} ]]; then print -n unset; elif [[ ${{@{name}}} == *-x* ]]; then "
            f'print -n exported; else print -n local; fi; print -rn -- "${{{name}-}}"; }} >{self.quote(path)}'
        )

    def prompted(self, line: str) -> str:
        """Return `line` with what it takes for a prompt to follow it, without a terminal."""
        return f"{line}\n__prompted && :"

    def command(self, script: str) -> tuple[list[str], str]:
        """Return the command that runs `script`, and the file to be its input."""
        return [self.program, *self.arguments, script], os.devnull

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        home.write(".kshrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        # Without it ksh93 does not find the file in a home whose path holds a quote.
        return {"ENV": "${HOME}/.kshrc"}
