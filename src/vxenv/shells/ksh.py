"""Ksh93, and the parts it shares with mksh."""

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

    # `read -n` loses bytes, so a function of the hook reads files of limited length.
    read_command = "IFS='' \\read -r -d '' {name} <{path}"
    bounded_read_command = "__vxenv_bounded {path}; {name}=$__vxenv_x"
    builtin = "\\"
    files_command = "\\set -A __vxenv_files / {}"  # ksh93 has no empty arrays
    # `command` keeps a readonly variable from ending the calling function.
    unset_all_command = "\\command \\unset -v {} 2>/dev/null || :"
    undeclare_command = "\\command \\unset -v {} 2>/dev/null"
    exported_test = "[[ ${{@{0}}} == *' -x'* ]]"

    def render_preamble(self, constants: Mapping[str, str], closed: Iterable[str]) -> str:
        """Return the assignments in front of the hook, including the name of the shell."""
        return super().render_preamble({**constants, "shell": self.name}, closed)

    def render_plan(self, content: PlanContent) -> str:
        """Return a plan with an end marker, which the hook checks: a syntax error in `eval` would end its caller."""
        return f"{super().render_plan(content)}# whole\n"

    def find_rc_files(self, environment: Mapping[str, str]) -> list[str]:
        """Return the files that an interactive Korn shell reads: $ENV if it can be expanded, else the default.

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
        """Return True if other shells may read the rc file at `path` too, for example through ENV."""
        return os.path.basename(path) != f".{self.name}rc"


SHELL: Final = Ksh()
