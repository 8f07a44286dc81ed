"""Provide other tools' prompt and `cd` code: one module per shell."""

from typing import Final

from shells.neighbours import bash, elvish, fish, ksh, mksh, nushell, tcsh, xonsh, zsh
from shells.neighbours.base import Company

COMPANIES: Final[dict[str, list[Company]]] = {
    "bash": bash.COMPANY,
    "zsh": zsh.COMPANY,
    "fish": fish.COMPANY,
    "ksh": ksh.COMPANY,
    "mksh": mksh.COMPANY,
    "tcsh": tcsh.COMPANY,
    "elvish": elvish.COMPANY,
    "nushell": nushell.COMPANY,
    "xonsh": xonsh.COMPANY,
}

__all__ = ["COMPANIES", "Company"]
