"""Zsh."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from vxenv.shells.home import find_home
from vxenv.shells.posix import PosixShell


class Zsh(PosixShell):
    """Zsh."""

    name = "zsh"
    prompts = "precmd_functions"
    is_split = True
    completions_file = "_vxenv"
    has_readable_rc = True
    packaged_completions = "zsh/site-functions/_vxenv"
    sample_prompt = "setopt prompt_subst\nPROMPT='(${VXENV_PROFILE:-no profile}) %~ $ '\n"

    # -k reads in blocks; -d '' would read byte by byte, and $(<file) would drop trailing newlines.
    read_command = bounded_read_command = "read -r -k 65536 -u 0 {name} <{path}"
    before_test = '[[ ${{(%):-"%D{{%s}}"}} < {0} ]]'
    set_test = "${{{0}+x}}"  # also true for arrays
    exported_test = "[[ ${{(t){0}}} == *export* ]]"

    def render_closed(self, names: Iterable[str]) -> str:
        """Return the condition of the function with which plans test that none of the variables is set."""
        return f"__vxenv_closed_test='{' || '.join(f'-v {name}' for name in names)}'"

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that an interactive zsh reads, the usual one first (zsh(1), STARTUP/SHUTDOWN FILES)."""
        folder = environment.get("ZDOTDIR") or find_home(environment)
        return [os.path.join(folder, name) for name in (".zshrc", ".zshenv", ".zprofile", ".zlogin")]


SHELL: Final = Zsh()
