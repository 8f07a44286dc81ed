"""Ksh93, and what mksh shares with it."""

import os
from collections.abc import Iterable, Mapping
from typing import Final

from vxenv.shells.home import find_home
from vxenv.shells.plan_content import PlanContent
from vxenv.shells.posix import PosixShell


class Ksh(PosixShell):
    """Ksh93."""

    name = "ksh"
    prompts = "PS1.get"
    called = "__vxenv_on"
    load_guard = 'case "${KSH_VERSION-}" in Version*93*) ;; *) false ;; esac && '
    completions_file = ""
    processes: tuple[str, ...] = ("ksh93",)
    has_readable_rc = True
    sample_prompt = "PS1='(${VXENV_PROFILE:-no profile}) ${PWD##*/} $ '\n"

    # What a stranger may have written is read by a function of the hook: `read -n` loses bytes.
    read_command = "IFS='' \\read -r -d '' {name} <{path}"
    bounded_read_command = "__vxenv_bounded {path}; {name}=$__vxenv_x"
    builtin = "\\"
    files_command = "\\set -A __vxenv_files / {}"  # an array of none would be no array
    # With `command`, or a readonly variable would end what called this.
    unset_all_command = "\\command \\unset -v {} 2>/dev/null || :"
    undeclare_command = "\\command \\unset -v {} 2>/dev/null"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook's file, which ksh and mksh share."""
        return super().render_preamble({**constants, "shell": self.name}, closed)

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan with the end that the hook looks for: what does not parse ends whatever called `eval`."""
        return f"{super().render_plan(content)}# whole\n"

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that an interactive Korn shell reads: $ENV as far as that can be told, else its usual one.

        Sources: ksh(1), Invocation; mksh(1), Command line options.
        """
        home = find_home(environment)
        named = environment.get("ENV") or ""
        for begin in ("~/", "$HOME/", "${HOME}/"):
            if named.startswith(begin):
                named = os.path.join(home, named.removeprefix(begin))
        usual = named if os.path.isabs(named) and "$" not in named else f".{self.name}rc"
        return [os.path.join(home, usual), os.path.join(home, ".profile")]

    def is_shared(self, path: str) -> bool:
        """Tell whether other shells may read the rc file at `path`, too: any may read what ENV names."""
        return os.path.basename(path) != f".{self.name}rc"


SHELL: Final = Ksh()
