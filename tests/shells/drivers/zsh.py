"""Drive zsh in scenarios."""

from shells.drivers.base import PROMPT, Shell
from shells.home import Home


class Zsh(Shell):
    """The zsh shell."""

    kind = "zsh"
    arguments = ("-f", "-i")
    preamble = "PS1='' PS2=''; unsetopt prompt_sp prompt_cr"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes the state of NAME in the shell itself to `path`."""
        return (
            f"{{ case ${{(t){name}-unset}} in *export*) builtin print -n exported;; unset) builtin print -n unset;; "
            f"*) builtin print -n local;; esac; builtin print -rn -- ${{{name}-}}; }} >|{self.quote(path)}"
        )

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return the environment variables for it."""
        home.write(".zshrc", f"PS1='{PROMPT}' PS2=''; unsetopt prompt_sp prompt_cr\n{text}\n")
        return {"ZDOTDIR": home.root}

    def terminal(self) -> list[str]:
        """Return the command for a terminal, with rc files."""
        return [self.program, "--no-globalrcs", "-i"]
