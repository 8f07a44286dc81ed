"""The shells that scenarios run in: a module a shell."""

import os
from typing import Final

from shells.spoken.base import PROMPT, Shell
from shells.spoken.bash import Bash
from shells.spoken.elvish import Elvish
from shells.spoken.fish import Fish
from shells.spoken.ksh import Ksh
from shells.spoken.mksh import Mksh
from shells.spoken.nushell import Nushell
from shells.spoken.tcsh import Tcsh
from shells.spoken.xonsh import Xonsh
from shells.spoken.zsh import Zsh

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
SHELLS: Final[tuple[Shell, ...]] = (*BASHES, ZSH, FISH, KSH, MKSH, TCSH, ELVISH, NUSHELL, XONSH)

__all__ = [
    "BASHES",
    "ELVISH",
    "FISH",
    "KSH",
    "MKSH",
    "NUSHELL",
    "PROMPT",
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
