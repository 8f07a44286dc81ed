"""Test what the page about costs shows of a terminal."""

import os
import re
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

from docs import fixtures
from docs.pages import ROOT
from docs.scene import Stage
from terminals import shown

_BLOCK = re.compile(r"<!-- terminal: (\w+) -->\n```text\n(.*?)```\n", re.DOTALL)


PAGE = ROOT / "docs" / "how-to" / "costs.md"


def play(home: Path, given: str, *words: str) -> str:
    """Return the output of ``vxenv usage`` with arguments on a terminal of 80 columns in the scene `given`."""
    with ExitStack() as later:
        stage = Stage(home, later)
        getattr(fixtures, given)(stage)
        with patch.dict(os.environ, stage.environment, clear=True):
            return shown("usage", *words, env={"NO_COLOR": "1", "VXENV_PAGER": ""}).replace("\r\n", "\n")


def test_the_table_of_a_terminal(home: Path) -> None:
    """The table on the page is that on a terminal."""
    ((given, expected),) = _BLOCK.findall(PAGE.read_text("utf-8"))
    assert expected == "$ vxenv usage\n" + play(home, given)


def test_the_picture(home: Path, work: Path) -> None:
    """The picture on the page is that of the same sessions."""
    play(home, "sessions", "--svg", "costs.svg")
    assert (work / "costs.svg").read_text("utf-8") == (PAGE.parent.parent / "costs.svg").read_text("utf-8")
