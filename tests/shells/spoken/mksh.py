"""How scenarios are said in mksh."""

from types import MappingProxyType

from shells.home import Home
from shells.spoken.base import NO_COMPLETIONS, PROMPT, Shell


class Mksh(Shell):
    """mksh."""

    kind = "mksh"
    arguments = ("-i",)
    stack = False
    cannot = MappingProxyType(
        NO_COMPLETIONS
        | {
            "test_cd_says_what_it_says": "an error of cd names the function around it",
            "test_both_hooks": "direnv has no hook for it",
        }
    )
    preamble = "PS1='' PS2=''"

    def variable(self, name: str, path: str) -> str:
        """Return the line that writes to `path` how NAME stands in the shell itself."""
        return (
            f'{{ case "$(typeset -p {name} 2>/dev/null)" in "typeset -"*x*" {name}"*) print -n exported;; '
            f'"typeset {name}"*) print -n local;; *) print -n unset;; esac; print -rn -- "${{{name}-}}"; }} '
            f">|{self.quote(path)}"
        )

    def say(self, text: str) -> str:
        """Return the line that prints `text` on both streams."""
        word = self.quote(text)
        return f"\\print -r -- {word}; \\print -ru2 -- {word}"

    def rc(self, home: Home, text: str) -> dict[str, str]:
        """Write the rc file, and return what the environment needs for it."""
        home.write(".mkshrc", f"PS1='{PROMPT}' PS2=''\n{text}\n")
        return {}
