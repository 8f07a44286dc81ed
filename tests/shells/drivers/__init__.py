"""Drive each shell in scenarios: one module per shell."""

import os
from typing import Final

from shells.drivers.base import PROMPT, Shell
from shells.drivers.bash import Bash
from shells.drivers.elvish import Elvish
from shells.drivers.fish import Fish
from shells.drivers.ksh import Ksh
from shells.drivers.mksh import Mksh
from shells.drivers.nushell import Nushell
from shells.drivers.tcsh import Tcsh
from shells.drivers.xonsh import Xonsh
from shells.drivers.zsh import Zsh

EXTRA: Final = "VXENV_TEST_BASHES"
BASHES: Final[tuple[Shell, ...]] = (Bash("bash"), *map(Bash, filter(None, os.environ.get(EXTRA, "").split(":"))))
ZSH: Final = Zsh("zsh")
FISH: Final = Fish("fish")
KSH: Final = Ksh("ksh")
MKSH: Final = Mksh("mksh")
TCSH: Final = Tcsh("tcsh")
ELVISH: Final = Elvish("elvish")
NUSHELL: Final = Nushell("nu")
XONSH: Final = Xonsh("xonsh")
# Shells in which `use`, `off` and `auto` start no process if the plan is valid.
QUICK: Final[tuple[Shell, ...]] = (*BASHES, ZSH, FISH, KSH, MKSH)
SHELLS: Final[tuple[Shell, ...]] = (*BASHES, ZSH, FISH, KSH, MKSH, TCSH, ELVISH, NUSHELL, XONSH)

__all__ = [
    "BASHES",
    "ELVISH",
    "FISH",
    "KSH",
    "MKSH",
    "NUSHELL",
    "PROMPT",
    "QUICK",
    "SHELLS",
    "TCSH",
    "XONSH",
    "ZSH",
    "Bash",
    "Elvish",
    "Fish",
    "Ksh",
    "Mksh",
    "Nushell",
    "Shell",
    "Tcsh",
    "Xonsh",
    "Zsh",
]
