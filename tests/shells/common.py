"""Scenarios that are written for the shells most people use; the others are still to be held to them."""

from typing import Final

import pytest

from shells.spoken import BASHES, FISH, ZSH

COMMON: Final = pytest.mark.parametrize("shell", [*BASHES, ZSH, FISH], ids=repr, indirect=True)
