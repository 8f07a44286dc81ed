"""Test that a hostile undo record is data, even where the shell would evaluate an assigned value."""

import os
from typing import Final

import pytest

from shells import conftest
from shells.drivers import BASHES, KSH, MKSH, ZSH, Shell
from shells.harness import Session
from shells.home import Home
from vxenv.catalogue.environment import LOCATION

home = conftest.home

# The shells' own integers with their initial values, and one declared in the user's startup file.
INTEGERS: Final = [
    ("HISTCMD", "1"),
    ("KEYTIMEOUT", "40"),
    ("LISTMAX", "100"),
    ("MAILCHECK", "60"),
    ("MAILCHECK", "600"),
    ("OPTIND", "1"),
    ("SAVEHIST", "0"),
    ("SECONDS", "0"),
    ("TMOUT", "0"),
    ("TRY_BLOCK_ERROR", "-1"),
    ("MINE", "7"),
]
BAIT: Final = "path[$(touch evil)1]"


@pytest.mark.parametrize("shell", [*BASHES, ZSH, KSH, MKSH], ids=repr)
def test_integers_in_the_record(shell: Shell, home: Home) -> None:
    """A value restored to an integer is not evaluated, and the rest of the record is undone."""
    shell.require()
    given = {LOCATION: "x", f"__VXENV_N_{LOCATION}": "x", f"__VXENV_O_{LOCATION}": "old", "VXENV_REASON": "default"}
    for value in dict.fromkeys(held for _, held in INTEGERS):
        names = [name for name, held in INTEGERS if held == value]
        record = "".join(f" {name}:ss" for name in names)
        environment = {"__VXENV_STATE": f"1{record} {LOCATION}:ss"} | given
        environment |= {f"__VXENV_N_{name}": value for name in names} | {f"__VXENV_O_{name}": BAIT for name in names}
        session = Session(shell, home, before="typeset -i MINE=7; export MINE").show("start")
        result = session.run(environment)
        assert [] == [found for found in os.listdir(home.root) if "evil" in found]
        assert ["old"] == result.get("start", LOCATION)
