"""Drive bash in scenarios."""

import subprocess

from shells.drivers.base import PROMPT, Shell
from shells.home import Home


class Bash(Shell):
    """Bash."""

    kind = "bash"
    arguments = ("--norc", "--noediting", "-i")

    def __init__(self, program: str) -> None:
        """Use the bash `program`; before 4.2 bash has no builtin for the time."""
        super().__init__(program)
        self.clock = (
            program == "bash"
            or not subprocess.run([program, "-c", "printf '%(%s)T' -1"], capture_output=True, check=False).returncode
        )

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f'{{ case "$(declare -p {name} 2>/dev/null)" in "declare -"*x*" {name}"*) printf exported;; '
            f'"declare -"*) printf local;; *) printf unset;; esac; printf %s "${{{name}-}}"; }} >{self.quote(path)}'
        )

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        home.write(".bashrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        return {}
