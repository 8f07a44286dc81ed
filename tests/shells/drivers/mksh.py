"""Drive mksh in scenarios."""

from shells.drivers.base import PROMPT
from shells.drivers.korn import Korn
from shells.home import Home


class Mksh(Korn):
    """The mksh shell."""

    kind = "mksh"
    preamble = "PS1='' PS2=''"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f'{{ case "$(typeset -p {name} 2>/dev/null)" in "typeset -"*x*" {name}"*) print -n exported;; '
            f'"typeset {name}"*) print -n local;; *) print -n unset;; esac; print -rn -- "${{{name}-}}"; }} '
            f">|{self.quote(path)}"
        )

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        home.write(".mkshrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        return {}
