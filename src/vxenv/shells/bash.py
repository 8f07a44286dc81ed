"""Bash 4.4 and later."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from vxenv.shells.home import find_home
from vxenv.shells.posix import PosixShell

# A login bash reads the first existing one, and .bashrc only if that file sources it (bash(1), INVOCATION).
LOGIN: Final = (".bash_profile", ".bash_login", ".profile")


class Bash(PosixShell):
    """Bash."""

    name = "bash"
    prompts = "PROMPT_COMMAND"
    called = "__vxenv_on"
    is_split = True
    load_guard = '[ -n "${BASH_VERSION-}" ] && '
    home_rc_files = (".bashrc", *LOGIN, ".bash_aliases")
    has_readable_rc = True
    packaged_completions = "bash-completion/completions/vxenv"
    sample_prompt = "PS1='(${VXENV_PROFILE:-no profile}) \\w $ '\n"

    # mapfile reads in blocks and ignores IFS; like `read` it stops at a NUL byte.
    read_command = "mapfile -n 1 -d '' {name} <{path}"
    bounded_read_command = "IFS='' read -r -d '' -n 65536 {name} <{path}"
    compares_by_key = True
    before_test = "[[ ${{EPOCHSECONDS:-9}} < {0} ]]"  # bash 5 and later
    set_test = "${{{0}[@]+x}}${{{0}[@]@a}}"  # ${A@a} fails under nounset
    exported_test = "[[ ${{{0}@a}} == *x* ]]"

    def render_closed(self, names: Iterable[str]) -> str:
        """Return the function with which plans test that none of the variables is set."""
        return f"function __vxenv_clean {{ [[ ! {''.join(f'${{{name}+x}}' for name in names)} ]]; }}"

    def find_load_places(self, environment: Mapping[str, str], *, mac: bool) -> list[str]:
        """Return .bashrc, and the file of a login bash unless that sources .bashrc.

        Terminals on macOS start login shells; elsewhere only tmux does.
        """
        home = find_home(environment)
        usual, *paths = (os.path.join(home, name) for name in (".bashrc", *(LOGIN if mac else LOGIN[:2])))
        login = next(filter(os.path.lexists, paths), paths[0] if mac else "")
        return [usual, login] if login and not _is_reading_bashrc(login) else [usual]


def _is_reading_bashrc(path: str) -> bool:
    import re  # noqa: PLC0415 - hooks do not need it

    try:
        with open(path, "rb") as file:
            return bool(re.search(rb"^[^#\n]*\bbashrc\b", file.read(), re.MULTILINE))
    except OSError:
        return False


SHELL: Final = Bash()
